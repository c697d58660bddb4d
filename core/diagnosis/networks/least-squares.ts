/** The coefficients of up to a few terms that come nearest to the values; undefined where the terms do not tell them apart. */
export function leastSquares(
  rows: readonly { readonly terms: readonly number[]; readonly value: number }[],
): readonly number[] | undefined {
  const count = rows[0]?.terms.length ?? 0;
  // Gram-Schmidt over the columns, twice: as exact as the numbers are, where normal equations lose half of the digits.
  const columns = Array.from({ length: count }, (_, k) => rows.map(({ terms }) => terms[k]!));
  const units: number[][] = [];
  const triangle: number[][] = [];
  for (const column of columns) {
    let rest = [...column];
    const factors = Array<number>(units.length).fill(0);
    for (let pass = 0; pass < 2; pass++) {
      for (const [k, unit] of units.entries()) {
        const along = dot(unit, rest);
        factors[k] = factors[k]! + along;
        rest = rest.map((x, i) => x - along * unit[i]!);
      }
    }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > 1e-10 * Math.sqrt(dot(column, column)))) return undefined;
    units.push(rest.map((x) => x / length));
    triangle.push([...factors, length]);
  }
  const values = rows.map(({ value }) => value);
  const coefficients = Array<number>(count).fill(0);
  for (let k = count - 1; k >= 0; k--) {
    let right = dot(units[k]!, values);
    for (let j = k + 1; j < count; j++) right -= triangle[j]![k]! * coefficients[j]!;
    coefficients[k] = right / triangle[k]![k]!;
  }
  return coefficients;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, x, i) => total + x * b[i]!, 0);
}
