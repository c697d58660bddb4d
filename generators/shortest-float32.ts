/** The shortest decimal that rounds to a float32: 0.1 for 0.10000000149, so that shrinking sees what is simple. */
export function shortestFloat32(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(rounded), value)) return rounded;
  }
  return value;
}
