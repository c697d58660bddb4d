// KL divergence of the softmax of logits from target distributions, mean over the batch: [value, gradient].

const logSoftmax = (row: number[]) => {
  const most = Math.max(...row);
  const log = most + Math.log(row.reduce((sum, z) => sum + Math.exp(z - most), 0));
  return row.map((z) => z - log);
};

export function klDivergence(logits: number[][], targets: number[][]): [number, number[][]] {
  const m = logits.length;
  const logs = logits.map(logSoftmax);
  const value = targets.flatMap((p, i) => p.map((pk, k) => (pk === 0 ? 0 : pk * (Math.log(pk) - logs[i]![k]!))));
  const gradient = logs.map((row, i) => row.map((log, k) => (Math.exp(log) - targets[i]![k]!) / m));
  return [value.reduce((sum, v) => sum + v, 0) / m, gradient];
}
