import {
  type DenseData,
  type DenseParams,
  denseNetwork,
  type ReluNetworkData,
  type ReluNetworkParams,
  reluNetwork,
  type SigmoidNetworkData,
  type SigmoidNetworkParams,
  sigmoidNetwork,
} from '../../core/models/index.ts';
import type { Case, LossProblem } from '../../core/problem.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import type { CaseArbitrary } from '../../generators/case-arbitrary.ts';
import { denseCases, reluNetworkCases, sigmoidNetworkCases } from '../../generators/index.ts';
import type { Limits } from '../../generators/limits.ts';
import { at, backward, RIGHT, type Steps, table } from './backward.ts';
import { type Fault, isAt, type Network } from './fault.ts';

/** A network with its own gradient, the same with a wrong one, and cases for both. */
export interface Planted {
  readonly right: LossProblem<unknown, unknown>;
  readonly wrong: LossProblem<unknown, unknown>;
  readonly cases: CaseArbitrary<Case>;
}

/** How a network is read as a dense one, and its gradient read back. */
interface Reading<P, D> {
  readonly model: LossProblem<P, D>;
  readonly cases: (limits: Limits) => CaseArbitrary<Case<P, D>>;
  readonly dense: (params: P, data: D) => { readonly params: DenseParams; readonly data: DenseData };
  readonly back: (gradient: DenseParams) => unknown;
}

/** Plants a fault in the gradient of its network; losses are black boxes, kinks included. */
export function plant(fault: Fault, limits: Limits): Planted {
  return plantIn(READINGS[fault.network] as Reading<unknown, unknown>, stepsOf(fault), limits);
}

/** The same with no fault at all, for the test of the backward pass itself. */
export function plantNone(network: Network, limits: Limits): Planted {
  return plantIn(READINGS[network] as Reading<unknown, unknown>, RIGHT, limits);
}

function plantIn({ model, cases, dense, back }: Reading<unknown, unknown>, steps: Steps, limits: Limits): Planted {
  const right = { loss: model.loss, gradient: model.gradient };
  const gradient = (params: unknown, data: unknown): unknown => {
    const read = dense(params, data);
    return back(backward(steps, read.params, read.data));
  };
  return { right, wrong: { ...right, gradient }, cases: cases(limits) };
}

/** The right steps, but at the layers of the fault its own. */
function stepsOf({ where, wrong }: Fault): Steps {
  const choose = <K extends Exclude<keyof Steps, 'outputError'>>(key: K): Steps[K] => {
    const step = wrong[key];
    if (step === undefined) return RIGHT[key];
    // The place is always the last argument.
    const chosen = (...args: readonly unknown[]): Tensor =>
      (
        (isAt(where, args.at(-1) as { layer: number; depth: number }) ? step : RIGHT[key]) as (
          ...args: readonly unknown[]
        ) => Tensor
      )(...args);
    return chosen as Steps[K];
  };
  return {
    outputError: wrong.outputError ?? RIGHT.outputError,
    weights: choose('weights'),
    bias: choose('bias'),
    back: choose('back'),
    derivative: choose('derivative'),
    decay: choose('decay'),
    biasDecay: choose('biasDecay'),
  };
}

const DENSE: Reading<DenseParams, DenseData> = {
  model: denseNetwork,
  cases: denseCases,
  dense: (params, data) => ({ params, data }),
  back: (gradient) => gradient,
};

const SIGMOID: Reading<SigmoidNetworkParams, SigmoidNetworkData> = {
  model: sigmoidNetwork,
  cases: sigmoidNetworkCases,
  dense: ({ Theta1, Theta2 }, { X, y, lambda }) => ({
    params: { ...split(Theta1, 1), ...split(Theta2, 2) },
    data: {
      X,
      y: table([y.length, Theta2.shape[0]!], (i, k) => (y[i] === k + 1 ? 1 : 0)),
      activation: 'sigmoid',
      loss: 'binary-cross-entropy',
      lambda: lambda / y.length,
    },
  }),
  back: ({ W1, b1, W2, b2 }) => ({ Theta1: joined(b1!, W1!), Theta2: joined(b2!, W2!) }),
};

const RELU: Reading<ReluNetworkParams, ReluNetworkData> = {
  model: reluNetwork,
  cases: reluNetworkCases,
  dense: (params, { X, Y }) => ({
    params: Object.fromEntries(
      Object.entries(params).map(([name, block]) => [
        name,
        name.startsWith('b') ? tensor([block.shape[0]!], block.data) : block,
      ]),
    ),
    data: {
      X: turned(X),
      y: 'data' in Y ? turned(Y) : tensor([Y.length, 1], Y),
      activation: 'relu',
      loss: 'binary-cross-entropy',
    },
  }),
  back: (gradient) =>
    Object.fromEntries(
      Object.entries(gradient).map(([name, block]) => [
        name,
        name.startsWith('b') ? tensor([block.data.length, 1], block.data) : block,
      ]),
    ),
};

const READINGS: Readonly<Record<Network, unknown>> = { dense: DENSE, sigmoid: SIGMOID, relu: RELU };

/** Theta as weights and the biases of its first column. */
function split(theta: Tensor, layer: 1 | 2): DenseParams {
  const [units = 0, columns = 0] = theta.shape;
  return {
    [`W${layer}`]: table([units, columns - 1], (i, j) => at(theta, i, j + 1)),
    [`b${layer}`]: table([units], (i) => at(theta, i, 0)),
  };
}

function joined(b: Tensor, W: Tensor): Tensor {
  const [units = 0, inputs = 0] = W.shape;
  return table([units, inputs + 1], (i, j) => (j === 0 ? b.data[i]! : at(W, i, j - 1)));
}

function turned(t: Tensor): Tensor {
  const [m = 0, n = 0] = t.shape;
  return table([n, m], (i, j) => at(t, j, i));
}
