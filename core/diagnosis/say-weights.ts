import type { Design } from './designs.ts';
import { shortFactor } from './short-factor.ts';
import { listOf } from './words.ts';

/** What is wrong with the weights of examples, e.g. `example 2 (row 2 of data.X) is left out`. */
export function sayWeights(weights: readonly number[], { word, path }: Pick<Design, 'word' | 'path'>): string {
  const all = (weight: number): readonly number[] => weights.flatMap((w, i) => (w === weight ? [i] : []));
  const name = (indices: readonly number[]): string =>
    `${listOf('example', indices)} (${listOf(word, indices)} of ${path})`;
  const counted = weights.flatMap((w, i) => (w === 0 ? [] : [i]));
  const [left, twice] = [all(0), all(2)];
  if (counted.length === 1) {
    const weight = weights[counted[0]!]!;
    return `${name(counted)} alone counts${weight === 1 ? '' : `, ${shortFactor(weight)} times`}, of ${weights.length}`;
  }
  const verb = (indices: readonly number[]): string => (indices.length > 1 ? 'are' : 'is');
  const parts = [
    ...(left.length > 0 ? [`${name(left)} ${verb(left)} left out`] : []),
    ...(twice.length > 0 ? [`${name(twice)} ${verb(twice)} counted twice`] : []),
  ];
  const others = weights.flatMap((w, i) => (w === 0 || w === 1 || w === 2 ? [] : [i]));
  if (others.length > 0) {
    parts.push(
      `${name(others)} ${others.length > 1 ? 'count' : 'counts'} ${others
        .slice(0, 4)
        .map((i) => shortFactor(weights[i]!))
        .join(', ')} times`,
    );
  }
  return parts.join(', ');
}
