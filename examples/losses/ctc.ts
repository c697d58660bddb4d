// Connectionist temporal classification (Graves et al. 2006): the forward-backward recursion on log-probabilities.
// Class 0 is the blank.

const logAdd = (...terms: number[]): number => {
  const most = Math.max(...terms);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + Math.log(terms.reduce((sum, t) => sum + Math.exp(t - most), 0));
};

interface Both {
  value: number;
  gradient: { logits: number[][] };
}

export function ctc({ logits }: { logits: number[][] }, { labels }: { labels: number[] }): Both {
  const steps = logits.length;
  const path = [0, ...labels.flatMap((label) => [label, 0])];
  const logs = logits.map((row) => row.map((z) => z - logAdd(...row)));
  const emit = (t: number, s: number) => logs[t]![path[s]!]!;
  // A label may follow another at once, unless they are the same.
  const skips = (s: number) => path[s] !== 0 && path[s] !== path[s - 2];
  const never = () => logits.map(() => path.map(() => Number.NEGATIVE_INFINITY));

  const alpha = never();
  for (let t = 0; t < steps; t++) {
    for (let s = 0; s < path.length; s++) {
      if (t === 0) {
        if (s < 2) alpha[t]![s] = emit(t, s);
        continue;
      }
      const from = [s, s - 1, ...(skips(s) ? [s - 2] : [])].filter((r) => r >= 0);
      alpha[t]![s] = emit(t, s) + logAdd(...from.map((r) => alpha[t - 1]![r]!));
    }
  }

  const beta = never();
  for (let t = steps - 1; t >= 0; t--) {
    for (let s = 0; s < path.length; s++) {
      if (t === steps - 1) {
        if (s >= path.length - 2) beta[t]![s] = 0;
        continue;
      }
      const to = [s, s + 1, ...(s + 2 < path.length && skips(s + 2) ? [s + 2] : [])].filter((r) => r < path.length);
      beta[t]![s] = logAdd(...to.map((r) => beta[t + 1]![r]! + emit(t + 1, r)));
    }
  }

  const total = logAdd(...alpha[steps - 1]!.slice(-2));
  const gradient = logs.map((row, t) =>
    row.map((log, k) => {
      const visits = path.flatMap((label, s) => (label === k ? [alpha[t]![s]! + beta[t]![s]! - total] : []));
      return Math.exp(log) - (visits.length === 0 ? 0 : Math.exp(logAdd(...visits)));
    }),
  );
  return { value: -total, gradient: { logits: gradient } };
}
