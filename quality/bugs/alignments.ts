/**
 * Every way of writing a sequence of labels in a number of frames, blanks (0) between and around, repeats of a frame
 * merged: the paths over which CTC sums (Graves et al. 2006, eq. 3).
 */
export function alignments(target: readonly number[], frames: number): number[][] {
  return paths(frames, Math.max(0, ...target) + 1).filter((path) => String(collapsed(path)) === String(target));
}

/** Every sequence of symbols below `symbols`. */
function paths(frames: number, symbols: number): number[][] {
  if (frames === 0) return [[]];
  const shorter = paths(frames - 1, symbols);
  return Array.from({ length: symbols }, (_, symbol) => shorter.map((path) => [symbol, ...path])).flat();
}

function collapsed(path: readonly number[]): number[] {
  return path.filter((symbol, t) => symbol !== 0 && symbol !== path[t - 1]);
}
