import { expect, test } from 'vitest';
import { casesLike } from '../generators/cases-like.ts';
import { checkGradient, checkGradientAsync, checkProperty, UsageError } from '../index.ts';
import { modelProblem } from './model-problem.ts';

/** A number that knows how it was made, as micrograd has it. */
class Value {
  grad = 0;
  data: number;
  readonly #pull: () => void;
  readonly #parents: readonly Value[];

  constructor(data: number, parents: readonly Value[] = [], pull: (self: Value) => void = () => {}) {
    this.data = data;
    this.#parents = parents;
    this.#pull = () => pull(this);
  }

  plus(other: Value): Value {
    return new Value(this.data + other.data, [this, other], ({ grad }) => {
      this.grad += grad;
      other.grad += grad;
    });
  }

  times(other: Value): Value {
    return new Value(this.data * other.data, [this, other], ({ grad }) => {
      this.grad += other.data * grad;
      other.grad += this.data * grad;
    });
  }

  tanh(): Value {
    const t = Math.tanh(this.data);
    return new Value(t, [this], ({ grad }) => {
      this.grad += (1 - t * t) * grad;
    });
  }

  backward(): void {
    const order: Value[] = [];
    const visit = (value: Value): void => {
      if (order.includes(value)) return;
      for (const parent of value.#parents) visit(parent);
      order.push(value);
    };
    visit(this);
    this.grad = 1;
    for (const value of order.reverse()) value.#pull();
  }
}

function micrograd() {
  const weights = [0.5, -1, 0.25].map((w) => new Value(w));
  const forward = ([x1 = 0, x2 = 0]: readonly number[]): Value => {
    const [w1, w2, b] = weights as [Value, Value, Value];
    return w1
      .times(new Value(x1))
      .plus(w2.times(new Value(x2)))
      .plus(b)
      .tanh();
  };
  return {
    weights,
    get: () => weights.map(({ data }) => data),
    set: (params: number[]) => {
      for (const [i, weight] of weights.entries()) weight.data = params[i]!;
    },
    loss: (x: readonly number[]) => forward(x).data,
    gradient: (x: readonly number[]) => {
      forward(x).backward();
      return weights.map(({ grad }) => grad);
    },
    zero: () => {
      for (const weight of weights) weight.grad = 0;
    },
  };
}

test('a model whose gradients are added up agrees once they are zeroed', () => {
  const model = micrograd();
  const cases = casesLike(model.get(), [2, -0.5]);
  expect(checkProperty(modelProblem(model), cases, { seed: 1 })).toMatchObject({ ok: true });
});

test('without zero, a gradient that is added up is found', () => {
  const { zero: _, ...forgetful } = micrograd();
  expect(checkGradient(modelProblem(forgetful), { params: forgetful.get(), data: [2, -0.5] })).toMatchObject({
    verdict: 'invalid',
    reason: 'stateful-gradient',
    message: expect.stringContaining('2 times as much: is it added to the last one?'),
  });
});

test('the model has its own weights again afterwards, also where it threw', () => {
  const model = micrograd();
  checkGradient(modelProblem(model), { params: [1, 2, 3], data: [2, -0.5] });
  expect(model.get()).toEqual([0.5, -1, 0.25]);
  const throwing = modelProblem({
    ...model,
    loss: () => {
      throw new Error('no');
    },
  });
  expect(checkGradient(throwing, { params: [1, 2, 3], data: [2, -0.5] })).toMatchObject({ reason: 'threw' });
  expect(model.get()).toEqual([0.5, -1, 0.25]);
});

/** Weights, outputs and deltas as brain.js has them; a training step is the only way to the deltas. */
class Net {
  weights: number[][] = [[0.5, -0.25]];
  biases = [0.125];
  deltas = [0];
  outputs = [0];

  run(input: readonly number[]): number {
    this.outputs = this.weights.map(
      (row, i) => 1 / (1 + Math.exp(-row.reduce((sum, w, j) => sum + w * input[j]!, this.biases[i]!))),
    );
    return this.outputs[0]!;
  }

  train(input: readonly number[], target: number): void {
    const output = this.run(input);
    this.deltas = [(target - output) * output * (1 - output)];
    this.weights = this.weights.map((row) => row.map((w, j) => w + 0.3 * this.deltas[0]! * input[j]!));
    this.biases = this.biases.map((b) => b + 0.3 * this.deltas[0]!);
  }
}

interface Example {
  readonly x: readonly number[];
  readonly y: number;
}

const trained = (sign: number) => {
  const net = new Net();
  return modelProblem({
    get: () => ({ weights: net.weights, biases: net.biases }),
    set: (params) => {
      Object.assign(net, params);
    },
    loss: ({ x, y }: Example) => (y - net.run(x)) ** 2 / 2,
    gradient: ({ x, y }: Example) => {
      net.train(x, y);
      return { weights: [x.map((xj) => sign * net.deltas[0]! * xj)], biases: net.deltas.map((d) => sign * d) };
    },
  });
};

test('a model that takes a training step on the way to its deltas', () => {
  const cases = casesLike({ weights: [[0.5, -0.25]], biases: [0.125] }, { x: [1.5, -2], y: 0.75 });
  expect(checkProperty(trained(-1), cases, { seed: 1 })).toMatchObject({ ok: true });
  expect(checkProperty(trained(1), cases, { seed: 1 }).counterexample?.check).toMatchObject({
    verdict: 'disagrees',
    blame: expect.arrayContaining(['biases']),
  });
});

test('a model that runs and is read later keeps its weights until then', async () => {
  const model = micrograd();
  const later = modelProblem({
    ...model,
    loss: (x: readonly number[]) => Promise.resolve().then(() => model.loss(x)),
    gradient: (x) => Promise.resolve().then(() => model.gradient(x)),
  });
  const point = { params: [1, 2, -0.5], data: [2, -0.5] };
  expect((await checkGradientAsync(later, point)).verdict).toBe('agrees');
  expect(model.get()).toEqual([0.5, -1, 0.25]);
});

test('a set that writes elsewhere is found, and a missing function refused', () => {
  const model = micrograd();
  expect(checkGradient(modelProblem({ ...model, set: () => {} }), { params: [1, 2, 3], data: [1, 1] })).toMatchObject({
    reason: 'threw',
    message: expect.stringContaining(
      'model.set: params[0] was set to 1 and reads back as 0.5; let set write what get reads',
    ),
  });
  const { set: _, ...half } = model;
  expect(() => modelProblem(half as never)).toThrow(new UsageError('model.set: expected a function, came undefined'));
});
