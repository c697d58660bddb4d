import { type Batch, examplesIn, withExamples } from './batch-leaves.ts';
import { FACTOR, THROUGHOUT, ZERO } from './kinds.ts';
import { ONE_EXAMPLE, type PlantedFault } from './planted-fault.ts';

/** What is made of the right gradient and of that of one example, which stands for all others. */
interface Slip {
  readonly says: string;
  readonly example: (m: number) => number;
  readonly of: (right: number, share: number) => number;
}

const SLIPS: readonly Slip[] = [
  { says: 'the last example left out', example: (m) => m - 1, of: (right, share) => right - share },
  { says: 'the first example counted twice', example: () => 0, of: (right, share) => right + share },
  { says: 'the last example alone', example: (m) => m - 1, of: (_, share) => share },
];

/**
 * Examples of a batch that are left out, count twice, stand alone or have the target of the next one. What one of them
 * gives is had from a batch in which it takes the place of all others, so that it does not matter whether the loss is a
 * sum or a mean; with an example goes its share of what is no sum over examples, such as a regulariser.
 */
export function examples(batch: Batch): readonly PlantedFault[] {
  const common = {
    family: 'examples',
    same: { because: 'the examples make no difference', draw: 'examples that differ' },
  };
  const kinds = ['examples', ...FACTOR, ...ZERO, ...THROUGHOUT];
  const [, ...targets] = batch.paths;
  return [
    ...SLIPS.map(
      ({ says, example, of }): PlantedFault => ({
        ...common,
        name: says,
        kinds,
        elsewhere: (point) => {
          const m = examplesIn(point, batch);
          return m < 2 ? ONE_EXAMPLE : [withExamples(point, batch, () => example(m))];
        },
        plant: ({ point, right, elsewhere: [alike] }) => {
          const m = examplesIn(point, batch);
          return right.map((x, i) => of(x, alike![i]! / m));
        },
      }),
    ),
    {
      ...common,
      name: `${targets.join(' and ')} of the next example`,
      kinds: ['targets', ...kinds],
      elsewhere: (point) => {
        const m = examplesIn(point, batch);
        return m < 2
          ? ONE_EXAMPLE
          : [
              withExamples(
                point,
                batch,
                (i) => (i + 1) % m,
                (path) => targets.includes(path),
              ),
            ];
      },
      plant: ({ elsewhere: [other] }) => other!,
    },
  ];
}
