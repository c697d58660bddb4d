// Focal loss on logits (Lin et al. 2017, eq. 5), with its gradient as a second function.

interface Batch {
  targets: number[];
  gamma: number;
  alpha: number;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

export function focalLoss(logits: number[], { targets, gamma, alpha }: Batch): number {
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = targets[i] === 1 ? logits[i]! : -logits[i]!;
    const weight = targets[i] === 1 ? alpha : 1 - alpha;
    total += weight * sigmoid(-z) ** gamma * softplus(-z);
  }
  return total / logits.length;
}

export function focalLossGradient(logits: number[], { targets, gamma, alpha }: Batch): number[] {
  return logits.map((logit, i) => {
    const sign = targets[i] === 1 ? 1 : -1;
    const weight = targets[i] === 1 ? alpha : 1 - alpha;
    const z = sign * logit;
    const miss = sigmoid(-z);
    return (-sign * weight * miss ** gamma * (gamma * sigmoid(z) * softplus(-z) + miss)) / logits.length;
  });
}
