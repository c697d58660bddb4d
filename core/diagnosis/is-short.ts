/** Whether a factor is one that a mistake makes: p/q with q up to 4, or one over an integer. */
export function isShort(factor: number): boolean {
  const nearInteger = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-9 && Math.abs(x) <= 100;
  return [1, 2, 3, 4].some((q) => nearInteger(factor * q)) || nearInteger(1 / factor);
}
