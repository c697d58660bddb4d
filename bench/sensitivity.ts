import { checkGradient } from '../core/check-gradient.ts';
import { type SigmoidNetworkData, type SigmoidNetworkParams, sigmoidNetwork } from '../core/models/index.ts';
import { Draw } from '../quality/networks.ts';
import type { Row } from './row.ts';
import { median, once } from './timing.ts';

/** The name of the row. */
export const WRONG = 'gradcheck, one entry wrong by 1e-6 of the rms';

interface Point {
  readonly params: SigmoidNetworkParams;
  readonly data: SigmoidNetworkData;
}

/** One random entry off by 1e-6 of the rms entry: in how many seeds the check says so, and what that costs. */
export function sensitivity(group: string, { params, data }: Point, seeds: number): Row {
  const right = sigmoidNetwork.gradient(params, data);
  const values = [...right.Theta1.data, ...right.Theta2.data];
  const off = 1e-6 * Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
  let caught = 0;
  const seconds: number[] = [];
  const losses: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const index = new Draw(seed).integer(0, right.Theta1.data.length - 1);
    const gradient = (p: SigmoidNetworkParams, d: SigmoidNetworkData): SigmoidNetworkParams => {
      const claim = sigmoidNetwork.gradient(p, d);
      claim.Theta1.data[index]! += off;
      return claim;
    };
    const wrong = { loss: sigmoidNetwork.loss, gradient };
    seconds.push(
      once(() => {
        const { verdict, evaluations } = checkGradient(wrong, { params, data }, { seed });
        if (verdict === 'disagrees') caught++;
        losses.push(evaluations.loss);
      }),
    );
  }
  const common = { group, name: WRONG, role: 'gradcheck', seconds: median(seconds), losses: median(losses) } as const;
  return { ...common, note: `caught in ${caught} of ${seeds} seeds`, figures: { caught: caught / seeds } };
}
