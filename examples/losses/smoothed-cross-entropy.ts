// Cross-entropy with label smoothing (Szegedy et al. 2016) on a flat logits tensor.

interface Logits {
  shape: readonly number[];
  data: Float64Array;
}

interface Batch {
  labels: readonly number[];
  smoothing: number;
}

function logSoftmax({ shape: [m = 0, k = 0], data }: Logits): Float64Array {
  const out = new Float64Array(m * k);
  for (let i = 0; i < m; i++) {
    const row = data.subarray(i * k, (i + 1) * k);
    const most = Math.max(...row);
    const log = most + Math.log(row.reduce((sum, z) => sum + Math.exp(z - most), 0));
    for (let j = 0; j < k; j++) out[i * k + j] = row[j]! - log;
  }
  return out;
}

export const criterion = {
  loss(logits: Logits, { labels, smoothing }: Batch): number {
    const [m = 0, k = 0] = logits.shape;
    return -logSoftmax(logits).reduce((sum, log, i) => {
      const target = (labels[Math.floor(i / k)] === i % k ? 1 - smoothing : 0) + smoothing / k;
      return sum + (target * log) / m;
    }, 0);
  },

  gradient(logits: Logits, { labels, smoothing }: Batch): Logits {
    const [m = 0, k = 0] = logits.shape;
    const data = logSoftmax(logits).map((log, i) => {
      const onTarget = labels[Math.floor(i / k)] === i % k;
      return (Math.exp(log) - (onTarget ? 1 - smoothing : 0) - smoothing / k) / m;
    });
    return { shape: logits.shape, data };
  },
};
