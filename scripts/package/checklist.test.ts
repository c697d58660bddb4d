import { describe, expect, it } from 'vitest';
import { checklist, Skipped } from './checklist.ts';

describe('checklist', () => {
  it('a failed step is a line with its reason, no value, and exit code 1', () => {
    const lines: string[] = [];
    const { step, end } = checklist((line) => lines.push(line));
    expect(step('one', () => ({ says: 'fine', value: 3 }))).toBe(3);
    expect(
      step('two', () => {
        throw new Error('no such file');
      }),
    ).toBeUndefined();
    expect(end()).toBe(1);
    expect(lines).toEqual(['ok       one: fine', 'FAILED   two: no such file', '1 ok, 1 failed, 0 skipped']);
  });

  it('a skipped step is said loudly, and is no failure', () => {
    const lines: string[] = [];
    const { step, end } = checklist((line) => lines.push(line));
    step('three', () => {
      throw new Skipped('no registry');
    });
    expect(end()).toBe(0);
    expect(lines).toEqual(['SKIPPED  three: no registry', '0 ok, 0 failed, 1 skipped']);
  });
});
