import type { Head } from './head.ts';
import type { Table } from './table.ts';

/** Whether targets are what a loss compares with. */
export function suits({ targets }: Head, values: Table, oneHot: boolean): boolean {
  if (targets === 'numbers' || oneHot) return targets !== 'signs';
  if (targets === 'one-hot') return false;
  return values.every((row) => row.every((t) => (targets === 'signs' ? Math.abs(t) === 1 : t >= 0 && t <= 1)));
}
