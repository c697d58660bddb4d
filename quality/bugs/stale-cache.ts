import type { Bug } from './bug.ts';
import { factor, fields, input, size } from './draw.ts';

interface Recurrence {
  readonly start: number;
  readonly weight: number;
}

interface Loop {
  readonly iterations: number;
  readonly cotangent: number;
}

/** All states of h = sin(weight * h). */
function states({ start, weight }: Recurrence, { iterations }: Loop): number[] {
  const all = [start];
  for (let t = 0; t < iterations; t++) all.push(Math.sin(weight * all[t]!));
  return all;
}

/** Back through the loop; `seen` is the state before step t as the backward pass sees it. */
function backThroughLoop(
  { weight }: Recurrence,
  { iterations, cotangent }: Loop,
  seen: (t: number) => number,
): Recurrence {
  let flow = cotangent;
  let total = 0;
  for (let t = iterations - 1; t >= 0; t--) {
    const slope = Math.cos(weight * seen(t));
    total += flow * slope * seen(t);
    flow *= slope * weight;
  }
  return { start: flow, weight: total };
}

export const paddleWhileGradLastIterationValues: Bug<Recurrence, Loop> = {
  id: 'paddle-while-grad-last-iteration-values',
  title: 'the gradient of a while loop reads the forward values of the last iteration at every step',
  source: 'PaddlePaddle/Paddle#27814; of its kind Genesis-Embodied-AI/quadrants#501, in review',
  category: 'stale-cache',
  where: 'two iterations or more',
  loss: (params, data) => data.cotangent * states(params, data).at(-1)!,
  right: (params, data) => {
    const all = states(params, data);
    return backThroughLoop(params, data, (t) => all[t]!);
  },
  wrong: () => (params, data) => {
    const last = states(params, data)[data.iterations - 1]!;
    return backThroughLoop(params, data, () => last);
  },
  example: { params: { start: 0.8, weight: 1.2 }, data: { iterations: 1, cotangent: 1 } },
  cases: () =>
    fields({
      params: fields({ start: input(), weight: input() }),
      data: fields({ iterations: size(1, 4), cotangent: factor() }),
    }),
};
