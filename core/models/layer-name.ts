const names = { W: [] as string[], b: [] as string[] };

/**
 * Name of a layer's block, from a table: a fresh string would be hashed anew at every look-up.
 *
 * @param kind - `W` for weights, `b` for biases.
 * @param layer - Counted from 1.
 * @example
 * layerName('W', 2); // 'W2'
 */
export function layerName(kind: 'W' | 'b', layer: number): string {
  const known = names[kind];
  for (let l = known.length; l <= layer; l++) known.push(kind + l);
  return known[layer]!;
}
