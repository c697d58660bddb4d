import type { BlockEvidence, JudgedEntry, PointEvidence } from './evidence.ts';
import { logBinomial } from './log-binomial.ts';

/** A condition that the wrong entries of a block meet, and the right ones do not. */
export interface Separation {
  /** E.g. `data.x is 0`. */
  readonly says: string;
  /** Decimals against chance: of how many ways to pick the wrong entries this is one, less the conditions tried. */
  readonly told: number;
}

/** Larger blocks are not searched for their largest number, or for one that it has twice. */
const MOST = 1e5;

interface Source {
  readonly name: string;
  readonly at: (entry: Pick<JudgedEntry, 'place'>) => number;
}

interface Condition {
  readonly says: string;
  readonly holds: (entry: JudgedEntry) => boolean;
  /** Whether random numbers hardly ever meet it. */
  readonly isRare?: true;
}

/** What sets the wrong entries of a block apart from the right ones: an input that is 0, tied or repeated, negative, positive. */
export function separating({ block, entries }: BlockEvidence, point: PointEvidence): Separation | undefined {
  // An entry that is 0 either way tells nothing.
  const telling = entries.filter(({ wrong, numeric, bound }) => wrong || Math.abs(numeric) > 10 * bound);
  const wrong = telling.filter((entry) => entry.wrong);
  if (wrong.length === 0 || wrong.length === telling.length) return undefined;
  const all = block.size > MOST ? undefined : Array.from({ length: block.size }, (_, place) => ({ place }));
  const conditions = conditionsOn(sourcesOf(block.name, block.offset, block.size, point), all);
  const met = conditions.find(({ holds }) => telling.every((entry) => holds(entry) === entry.wrong));
  if (met === undefined) return undefined;
  const told = logBinomial(telling.length, wrong.length) - Math.log10(conditions.length);
  // Of three numbers, one is the smallest: that is no pattern.
  return told > 0 || met.isRare ? { says: met.says, told } : undefined;
}

/** The parameters themselves, and data with one number for each of them. */
function sourcesOf(block: string, offset: number, size: number, point: PointEvidence): readonly Source[] {
  return [
    { name: block, at: ({ place }) => point.at[offset + place]! },
    ...point.leaves
      .filter(({ shape, values }) => shape.length > 0 && values.length === size)
      .map(({ path, values }): Source => ({ name: path, at: ({ place }) => values[place]! })),
  ];
}

/** @param all - The places of the block, judged or not, where there are not too many. */
function conditionsOn(
  sources: readonly Source[],
  all: readonly { readonly place: number }[] | undefined,
): readonly Condition[] {
  const on = (of: (source: Source) => readonly Condition[]): readonly Condition[] => sources.flatMap(of);
  return [
    ...on(({ name, at }) => [{ says: `${name} is 0`, holds: (entry) => at(entry) === 0, isRare: true }]),
    ...on(({ name, at }) => {
      if (all === undefined) return [];
      const count = new Map<number, number>();
      for (const entry of all) count.set(at(entry), (count.get(at(entry)) ?? 0) + 1);
      return [
        {
          says: `${name} has a number that it has elsewhere, too`,
          holds: (entry) => count.get(at(entry))! > 1,
          isRare: true,
        },
      ];
    }),
    ...on((one) =>
      sources
        .filter((other) => other !== one && sources.indexOf(other) > sources.indexOf(one))
        .flatMap((other): readonly Condition[] => [
          {
            says: `${one.name} equals ${other.name}`,
            holds: (entry) => one.at(entry) === other.at(entry),
            isRare: true,
          },
          { says: `${one.name} is less than ${other.name}`, holds: (entry) => one.at(entry) < other.at(entry) },
          { says: `${one.name} is more than ${other.name}`, holds: (entry) => one.at(entry) > other.at(entry) },
        ]),
    ),
    ...on(({ name, at }): readonly Condition[] => {
      const signs: readonly Condition[] = [
        { says: `${name} is negative`, holds: (entry) => at(entry) < 0 },
        { says: `${name} is positive`, holds: (entry) => at(entry) > 0 },
      ];
      if (all === undefined) return signs;
      const most = all.reduce((max, entry) => Math.max(max, at(entry)), Number.NEGATIVE_INFINITY);
      const least = all.reduce((min, entry) => Math.min(min, at(entry)), Number.POSITIVE_INFINITY);
      return [
        ...signs,
        { says: `${name} is largest`, holds: (entry) => at(entry) === most },
        { says: `${name} is smallest`, holds: (entry) => at(entry) === least },
      ];
    }),
  ];
}
