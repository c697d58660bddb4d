const regimes = new WeakMap<object, string>();

/** Says of a drawn case in which regime its values were drawn; the case itself stays as it is. */
export function withRegime<C extends object>(point: C, regime: string): C {
  regimes.set(point, regime);
  return point;
}

/**
 * The regime in which the parameters of a case were drawn (`lattice`, `huge`, `xavier`, ...), or `various` where each block
 * had its own. Undefined for what no generator drew, shrunk and stored cases among it.
 *
 * @example
 * const [drawn] = fc.sample(casesLike([1, 2]), { seed: 1, numRuns: 1 });
 * typeof regimeOf(drawn); // 'string'
 * regimeOf({ params: [1, 2] }) === undefined; // true
 */
export function regimeOf(point: unknown): string | undefined {
  return typeof point === 'object' && point !== null ? regimes.get(point) : undefined;
}

/** The name for blocks drawn in these regimes: theirs, if all had the same. */
export function commonRegime(names: readonly string[]): string {
  const [first = 'various', ...others] = new Set(names);
  return others.length === 0 ? first : 'various';
}
