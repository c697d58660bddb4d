/** The focal loss of one example (Lin et al. 2017, equation 5): `-(1 - p)^gamma log p`, where p is that of its class. */
export function focalLoss(logit: number, { label, gamma }: FocalData): number {
  const p = probability(logit, label);
  return -((1 - p) ** gamma) * Math.log(p);
}

export function focalGradient(logit: number, { label, gamma }: FocalData): number {
  const p = probability(logit, label);
  const dp = (label === 1 ? 1 : -1) * p * (1 - p);
  return dp * (gamma * (1 - p) ** (gamma - 1) * Math.log(p) - (1 - p) ** gamma / p);
}

export interface FocalData {
  readonly label: 0 | 1;
  readonly gamma: number;
}

function probability(logit: number, label: 0 | 1): number {
  return 1 / (1 + Math.exp(label === 1 ? -logit : logit));
}
