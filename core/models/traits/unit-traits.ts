/**
 * What a batch shows of the units of relu layers: `dead units` where some unit is off for every example, `always-on units`
 * where some is on for every one, `switching units` where some is on for a part of them.
 *
 * @param sides - Of each layer, 1 where a unit is on.
 * @param columns - Of each layer, how many units it has where examples stand in rows, or how many examples there are where
 *   they stand in columns.
 * @param examples - Whether the examples stand in `rows` or in `columns`.
 * @example
 * unitTraits([Uint8Array.of(1, 0, 1, 0)], [2], 'rows'); // ['always-on units', 'dead units']
 */
export function unitTraits(
  sides: readonly Uint8Array[],
  columns: readonly number[],
  examples: 'rows' | 'columns',
): readonly string[] {
  const seen = new Set<string>();
  for (const [l, layer] of sides.entries()) {
    const width = columns[l]!;
    const height = layer.length / width;
    const [units, batch] = examples === 'rows' ? [width, height] : [height, width];
    for (let unit = 0; unit < units; unit++) {
      let on = 0;
      for (let i = 0; i < batch; i++) on += layer[examples === 'rows' ? i * width + unit : unit * width + i]!;
      seen.add(on === 0 ? 'dead units' : on === batch ? 'always-on units' : 'switching units');
    }
  }
  return [...seen];
}
