import type { Tensor } from '../core/tensor.ts';
import { axisOf, type Dim } from './dims.ts';
import { drawOneHot, drawSoft, drawTargets } from './draw-targets.ts';
import type { FieldSpec } from './field-spec.ts';
import { hasShape } from './tensor-spec.ts';

/** Targets in rows of one example each. */
export type RowKind = 'one-hot' | 'soft' | 'multi-label';

/** The description of targets in rows. Entries do not shrink by themselves, but rows and classes are taken away. */
export function rowTargets(examples: Dim, classes: Dim, kind: RowKind): FieldSpec<Tensor> {
  const axes = [axisOf(examples, 'labels'), axisOf(classes, 'labels')];
  const { draw, entry } = ROWS[kind];
  return {
    axes,
    isTensor: true,
    field: { kind: 'targets', axes, ...(kind === 'multi-label' ? {} : { distribution: axes[1]!.dim }) },
    draw: (source, [m = 0, k = 0]) => draw(source, m, k),
    extents: (value) => (value as Partial<Tensor> | undefined)?.shape ?? [],
    accepts: (value, shape) =>
      hasShape(value, shape) && value.data.every(entry) && (kind === 'multi-label' || rowsSumToOne(value)),
  };
}

const isBinary = (x: number): boolean => x === 0 || x === 1;

const ROWS = {
  'one-hot': { draw: drawOneHot, entry: isBinary },
  soft: { draw: drawSoft, entry: (x: number) => x >= 0 && x <= 1 },
  'multi-label': { draw: (source, m, k) => drawTargets(source, [m, k]), entry: isBinary },
} satisfies Record<RowKind, { draw: (...of: Parameters<typeof drawSoft>) => Tensor; entry: (x: number) => boolean }>;

function rowsSumToOne({ shape, data }: Tensor): boolean {
  const [rows = 0, columns = 0] = shape;
  return Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns)).every(
    (row) => Math.abs(row.reduce((sum, x) => sum + x, 0) - 1) < 1e-9,
  );
}
