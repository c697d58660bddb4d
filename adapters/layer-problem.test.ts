import { expect, test } from 'vitest';
import { casesLike } from '../generators/cases-like.ts';
import { checkGradient, checkGradientAsync, checkProperty, UsageError } from '../index.ts';
import { layerProblem } from './layer-problem.ts';

type Rows = number[][];

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const column = (rows: Rows, j: number): number[] => rows.map((row) => row[j]!);

/** y = x W + b, with gradients in fields. */
class Dense {
  W: Rows = [
    [0.5, -1, 2],
    [0.25, 1.5, -0.5],
  ];
  b = [0, 0.5, -1];
  dW: Rows | null = null;
  db: number[] | null = null;
  #x: Rows = [];

  forward(x: Rows): Rows {
    this.#x = x;
    return x.map((row) => this.b.map((bj, j) => bj + dot(row, column(this.W, j))));
  }

  backward(dy: Rows): Rows {
    this.dW = this.W.map((row, i) => row.map((_, j) => dot(column(this.#x, i), column(dy, j))));
    this.db = this.b.map((_, j) => column(dy, j).reduce((sum, d) => sum + d, 0));
    return dy.map((d) => this.W.map((row) => dot(row, d)));
  }
}

class AddingDense extends Dense {
  override backward(dy: Rows): Rows {
    const before = this.db;
    const dx = super.backward(dy);
    if (before) this.db = this.db!.map((d, j) => d + before[j]!);
    return dx;
  }
}

class MeanDense extends Dense {
  override backward(dy: Rows): Rows {
    const dx = super.backward(dy);
    this.db = this.db!.map((d) => d / dy.length);
    return dx;
  }
}

const weights = { W: 'dW', b: 'db' };
const { W, b } = new Dense();
const x = [
  [1, -2],
  [0.5, 3],
];
const cases = casesLike({ inputs: x, W, b });

test('the gradients of inputs and weights are checked', () => {
  expect(checkProperty(layerProblem(new Dense(), { weights }), cases, { seed: 1 })).toMatchObject({
    ok: true,
    name: 'Dense',
    runs: { agrees: 100 },
  });
});

test('a bias gradient that is a mean over the batch is blamed, and nothing else', () => {
  const { counterexample } = checkProperty(layerProblem(new MeanDense(), { weights }), cases, { seed: 1 });
  expect(counterexample?.check).toMatchObject({ verdict: 'disagrees', blame: ['b'] });
});

test('gradients that are added up are found, and agree once they are cleared', () => {
  const point = { params: { inputs: x, W, b } };
  expect(checkGradient(layerProblem(new AddingDense(), { weights }), point)).toMatchObject({
    reason: 'stateful-gradient',
  });
  const zero = (layer: Dense): void => {
    layer.db = null;
  };
  expect(checkGradient(layerProblem(new AddingDense(), { weights, zero }), point).verdict).toBe('agrees');
});

test('the layer has its own weights again afterwards', () => {
  const layer = new Dense();
  checkProperty(layerProblem(layer, { weights }), cases, { numRuns: 2 });
  expect(layer.W).toEqual(W);
  expect(layer.b).toEqual(b);
});

/** x * y scaled by data, of two inputs. */
class Product {
  #x: readonly number[] = [];
  #y: readonly number[] = [];
  #scale = 1;

  forward(x: number[], y: number[], { scale }: { scale: number }): number[] {
    [this.#x, this.#y, this.#scale] = [x, y, scale];
    return x.map((xi, i) => scale * xi * y[i]!);
  }

  backward(d: number[]): unknown {
    return [d.map((di, i) => di * this.#scale * this.#y[i]!), d.map((di, i) => di * this.#scale * this.#x[i]!)];
  }
}

class NamedProduct extends Product {
  override backward(d: number[]): unknown {
    const [x, y] = super.backward(d) as number[][];
    return { y, x };
  }
}

class SwappedProduct extends Product {
  override backward(d: number[]): unknown {
    return (super.backward(d) as number[][]).reverse();
  }
}

test('several inputs, in a list or by their names, and data after them', () => {
  const inputs = ['x', 'y'];
  const point = { params: { x: [1, 2], y: [-3, 0.5] }, data: { scale: 2 } };
  expect(checkGradient(layerProblem(new Product(), { inputs }), point).verdict).toBe('agrees');
  expect(checkGradient(layerProblem(new NamedProduct(), { inputs }), point).verdict).toBe('agrees');
  expect(checkGradient(layerProblem(new SwappedProduct(), { inputs }), point)).toMatchObject({ blame: ['x', 'y'] });
});

test('passes that return promises', async () => {
  const dense = new Dense();
  const later = {
    ...weights,
    W,
    b,
    dW: W,
    db: b,
    async forward(inputs: Rows) {
      await null;
      Object.assign(dense, { W: this.W, b: this.b });
      return dense.forward(inputs);
    },
    async backward(dy: Rows) {
      await null;
      const dx = dense.backward(dy);
      Object.assign(this, { dW: dense.dW, db: dense.db });
      return dx;
    },
  };
  const check = await checkGradientAsync(layerProblem(later, { weights }), { params: { inputs: x, W, b } });
  expect(check.verdict).toBe('agrees');
});

test.each([
  [() => layerProblem({ forward: () => 1 } as never), 'layer.backward: expected a method, came undefined'],
  [
    () => layerProblem(new Dense(), { weights: { w: 'dW' } }),
    'options.weights.w: the layer has no such field; it has W, b, dW, db',
  ],
  [() => layerProblem(new Dense(), { weights, inputs: ['W'] }), "options.inputs: 'W' is the name of a weight as well"],
])('a layer or option of the wrong form is refused: %#', (make, message) => {
  expect(make).toThrow(new UsageError(message));
});

test.each([
  [
    { W: 'dw', b: 'db' },
    { inputs: x, W, b },
    'layer.dw: undefined after backward; let it leave the gradient of W there',
  ],
  [weights, { inputs: x, W }, 'case.params: b missing; the params of a layer are { inputs, W, b }'],
])('what a layer lacks when it runs is said: %#', (names, params, message) => {
  const check = checkGradient(layerProblem(new Dense(), { weights: names }), { params });
  expect(check).toMatchObject({ reason: 'threw', message: expect.stringContaining(message) });
});
