import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { fieldOf, withFields } from './case-fields.ts';
import type { Schema } from './schema.ts';
import { complexity, SHORT_NUMBERS, simplerNumbers } from './short-numbers.ts';
import type { ShrinkStep } from './shrink-step.ts';

/** Above this many values a block is not shrunk entry by entry, but only as a whole. */
const ENTRYWISE = 200;

interface Block {
  readonly path: string;
  readonly value: Tensor;
  readonly allows: (x: number) => boolean;
}

/** Simpler values: all blocks to distinct short numbers, then block by block to those, to zero, to fewer digits; then entries. */
export function shrinkValues(point: Case, schema: Schema): readonly ShrinkStep[] {
  const blocks = blocksOf(point, schema);
  const replaced = (values: Iterable<readonly [string, Tensor]>): Case => withFields(point, new Map(values));
  const allShort: ShrinkStep = {
    name: 'all blocks',
    *smaller() {
      const simpler = blocks.flatMap((block) => {
        const short = shortened(block);
        return short && complexityOf(short) < complexityOf(block.value) ? [[block.path, short] as const] : [];
      });
      if (simpler.length > 1) yield replaced(simpler);
    },
  };
  // A block of one number is tried as an entry.
  const byBlock = blocks
    .filter(({ value }) => value.data.length > 1)
    .map((block) => ({
      name: block.path,
      *smaller() {
        for (const simpler of simplerBlocks(block)) yield replaced([[block.path, simpler]]);
      },
    }));
  const byEntry = blocks
    .filter(({ value }) => value.data.length <= ENTRYWISE)
    .flatMap(({ path, value: { shape, data }, allows }) =>
      Array.from(data, (x, i) => ({
        name: `${path} ${i}`,
        fine: true,
        *smaller() {
          for (const simpler of simplerNumbers(x)) {
            if (allows(simpler)) yield replaced([[path, tensor(shape, data.with(i, simpler))]]);
          }
        },
      })),
    );
  return [allShort, ...byBlock, ...byEntry];
}

function blocksOf(point: Case, { fields }: Schema): readonly Block[] {
  return [...fields].flatMap(([path, field]) => {
    const value = fieldOf(point, path) as Tensor | undefined;
    return field.kind === 'tensor' && value !== undefined
      ? [{ path, value, allows: field.allows ?? (() => true) }]
      : [];
  });
}

function* simplerBlocks(block: Block): Generator<Tensor> {
  const { value, allows } = block;
  const zeros = tensor(value.shape);
  const rounded = [1, 2].map((digits) =>
    tensor(
      value.shape,
      value.data.map((x) => Number(x.toPrecision(digits))),
    ),
  );
  for (const simpler of [shortened(block), zeros, ...rounded]) {
    if (simpler?.data.every(allows) && complexityOf(simpler) < complexityOf(value)) yield simpler;
  }
}

/** Distinct short numbers throughout, as far as they are allowed. */
function shortened({ value: { shape, data }, allows }: Block): Tensor | undefined {
  const short = SHORT_NUMBERS.filter(allows);
  if (short.length === 0) return undefined;
  return tensor(
    shape,
    data.map((_, i) => short[i % short.length]!),
  );
}

function complexityOf({ data }: Tensor): number {
  return data.reduce((sum, value) => sum + complexity(value), 0);
}
