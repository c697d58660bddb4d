import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { type Refusal, untypedRefusal } from './control.ts';
import { decimal, fields, input, list, vector } from './draw.ts';
import { sum } from './maths.ts';

const rawSurrogate: Refusal<number[], undefined> = {
  id: 'raw-spike-surrogate',
  source: 'jeshraghian/snntorch: a Heaviside forward pass with the gradient of a sigmoid, which no loss has',
  verdict: 'disagrees',
  problem: {
    loss: (x) => sum(x.map((value) => (value > 0 ? 1 : 0))),
    gradient: (x) => x.map((value) => 25 * sigmoid(25 * value) * sigmoid(-25 * value)),
  },
  cases: () => fields({ params: list(2, decimal(0.05, 0.3)), data: fc.constant(undefined) }),
};

const rawReversal: Refusal<number[], undefined> = {
  id: 'raw-gradient-reversal',
  source: 'domain-adversarial training: the identity forward, minus lambda backward',
  verdict: 'disagrees',
  problem: {
    loss: (x) => sum(x.map(Math.tanh)),
    gradient: (x) => x.map((value) => -0.5 * (1 - Math.tanh(value) ** 2)),
  },
  cases: () => fields({ params: list(3, input()), data: fc.constant(undefined) }),
};

const forwardMutatesInput: Refusal<Float64Array, undefined> = {
  id: 'hazard-forward-mutates-input',
  source: 'deeplearning4j#364: z = act(z) in place',
  verdict: 'invalid',
  reason: 'mutates-params',
  problem: {
    loss: (x) => {
      for (let i = 0; i < x.length; i++) x[i] = Math.tanh(x[i]!);
      return sum(x);
    },
    gradient: (x) => x.map((value) => 1 - Math.tanh(value) ** 2),
  },
  cases: () => fields({ params: vector(3, decimal(0.5, 2)), data: fc.constant(undefined) }),
};

let accumulated = new Float64Array();

const accumulatesGradient: Refusal<Float64Array, undefined> = {
  id: 'gradient-accumulates',
  source: 'a gradient buffer that nobody sets to zero (the zero_grad of PyTorch, forgotten)',
  verdict: 'invalid',
  reason: 'stateful-gradient',
  problem: {
    loss: (x) => sum(x.map((value) => value ** 2)),
    gradient: (x) => {
      if (accumulated.length !== x.length) accumulated = new Float64Array(x.length);
      for (let i = 0; i < x.length; i++) accumulated[i]! += 2 * x[i]!;
      return accumulated.slice();
    },
  },
  cases: () => fields({ params: vector(3, decimal(0.5, 2)), data: fc.constant(undefined) }),
};

/** Problems that are no gradient of their loss by design, or break a rule: every case must fail, in the way said. */
export const refusals: readonly Refusal[] = [
  untypedRefusal(rawSurrogate),
  untypedRefusal(rawReversal),
  untypedRefusal(forwardMutatesInput),
  untypedRefusal(accumulatesGradient),
];
