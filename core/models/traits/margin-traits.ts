/**
 * What the terms of a multiclass hinge show: `active margins` where some term counts, `satisfied margins` where some does
 * not.
 *
 * @param sides - [m, K], 1 where a term is active; that of the right class never is.
 * @example
 * marginTraits(Uint8Array.of(0, 1, 0), 3); // ['active margins', 'satisfied margins']
 */
export function marginTraits(sides: Uint8Array, K: number): readonly string[] {
  let active = 0;
  for (const side of sides) active += side;
  const terms = (sides.length / K) * (K - 1);
  return [...(active > 0 ? ['active margins'] : []), ...(active < terms ? ['satisfied margins'] : [])];
}
