import { checkGradient } from '../core/check-gradient.ts';
import type { CheckOptions } from '../core/options.ts';
import type { Case, LossProblem } from '../core/problem.ts';
import { formatError } from '../reports/format-number.ts';
import type { Row } from './row.ts';
import { medianTimes, type TimingOptions } from './timing.ts';

/** Times a check beside one bare loss and one bare gradient of its problem; throws where the verdict is not `agrees`. */
export function checkRows<P, D>(
  group: string,
  problem: LossProblem<P, D>,
  { params, data }: Required<Case<P, D>>,
  options: CheckOptions = {},
  timing?: TimingOptions,
): readonly Row[] {
  const check = checkGradient(problem, { params, data }, options);
  if (check.verdict !== 'agrees') throw new Error(`${problem.name}: ${check.verdict}, expected agrees`);
  const [whole, loss, gradient] = medianTimes(
    [
      () => checkGradient(problem, { params, data }, options),
      () => problem.loss(params, data),
      () => problem.gradient(params, data),
    ],
    timing,
  ) as [number, number, number];
  const { evaluations, resolution } = check;
  return [
    {
      group,
      name: 'gradcheck',
      role: 'gradcheck',
      seconds: whole,
      losses: evaluations.loss,
      gradients: evaluations.gradient,
      note: `resolution ${formatError(resolution)}`,
      figures: { resolution },
    },
    { group, name: 'one loss of the model', role: 'loss', seconds: loss, losses: 1 },
    { group, name: 'one gradient of the model', role: 'gradient', seconds: gradient, gradients: 1 },
  ];
}

/** Times the plain loops that stand for the least a loss costs; throws where they give another value than the model. */
export function floorRow<P, D>(
  group: string,
  plain: (params: P, data: D) => number,
  model: { readonly loss: (params: P, data: D) => number },
  { params, data }: Required<Case<P, D>>,
): Row {
  const [own, expected] = [plain(params, data), model.loss(params, data)];
  if (!(Math.abs(own - expected) <= 1e-12 * Math.abs(expected))) {
    throw new Error(`the plain loops give ${own}, expected ${expected}`);
  }
  const [seconds] = medianTimes([() => plain(params, data)]) as [number];
  return { group, name: 'one loss in plain loops', role: 'floor', seconds, losses: 1 };
}
