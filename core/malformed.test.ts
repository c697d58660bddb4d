import { describe, expect, it } from 'vitest';
import { checkGradient, checkGradientAsync } from './check-gradient.ts';
import { UsageError } from './errors.ts';
import type { InvalidReason } from './results.ts';

/** What a malformed problem, case or option must give: a UsageError, or an `invalid` verdict with this reason. */
interface Malformed {
  readonly name: string;
  /** Made afresh for every check, since some of them keep state. Default: a correct problem. */
  readonly problem?: () => unknown;
  /** Made afresh for every check. Default: a correct case. */
  readonly point?: () => unknown;
  readonly options?: unknown;
  readonly expected: 'UsageError' | InvalidReason;
  readonly message: RegExp;
  /** Where the async twin rightly accepts what the synchronous check must refuse. */
  readonly onlySync?: true;
}

interface Params {
  readonly W: number[][];
  readonly b: number[];
}
interface Data {
  readonly x: number[];
}

const copyOf = <T>(value: T): T => structuredClone(value);
const each = (params: Params, f: (x: number) => number): Params => ({
  W: params.W.map((row) => row.map(f)),
  b: params.b.map(f),
});
const sum = (params: Params, f: (x: number) => number): number =>
  [...params.W.flat(), ...params.b].reduce((total, x) => total + f(x), 0);

// A correct problem that has curvature everywhere, so that a gradient at another point is another gradient.
const loss = (params: Params, data: Data): number => data.x[0]! * sum(params, (x) => x ** 3 / 3);
const gradient = (params: Params, data: Data): Params => each(params, (x) => data.x[0]! * x ** 2);
const case_ = (): { params: Params; data: Data } => ({
  params: {
    W: [
      [0.5, -1.25, 2],
      [1.5, 0.75, -0.5],
    ],
    b: [1, -2],
  },
  data: { x: [2, 3] },
});

const losing = (change: (params: Params, data: Data) => unknown): (() => unknown) => {
  return () => ({ loss: change, gradient });
};
const claiming = (change: (params: Params, data: Data) => unknown): (() => unknown) => {
  return () => ({ loss, gradient: change });
};
const withParams = (make: () => unknown): (() => unknown) => {
  return () => ({ params: make(), data: { x: [2, 3] } });
};

class Layer {
  readonly W = [1, 2];
}

const malformedProblems: readonly Malformed[] = [
  {
    name: 'problem null',
    problem: () => null,
    expected: 'UsageError',
    message: /^problem: expected \{ loss, gradient \}.*came null$/,
  },
  {
    name: 'problem a string',
    problem: () => 'loss',
    expected: 'UsageError',
    message: /^problem: expected .*came a string \("loss"\)$/,
  },
  {
    name: 'problem a function',
    problem: () => loss,
    expected: 'UsageError',
    message: /^problem: expected .*came a function$/,
  },
  {
    name: 'problem empty',
    problem: () => ({}),
    expected: 'UsageError',
    message: /^problem\.loss: missing; a problem is \{ loss, gradient \}.*has nothing$/,
  },
  {
    name: 'problem without a gradient',
    problem: () => ({ loss }),
    expected: 'UsageError',
    message: /^problem\.gradient: missing; a problem is \{ loss, gradient \}.*this one has loss$/,
  },
  {
    name: 'problem with a gradient of another name',
    problem: () => ({ loss, grad: gradient }),
    expected: 'UsageError',
    message: /^problem\.gradient: missing.*this one has loss, grad$/,
  },
  {
    name: 'gradient not a function',
    problem: () => ({ loss, gradient: { W: [1], b: [1] } }),
    expected: 'UsageError',
    message: /^problem\.gradient: expected a function, came an object with W, b$/,
  },
  {
    name: 'loss a number',
    problem: () => ({ loss: 3, gradient }),
    expected: 'UsageError',
    message: /^problem\.loss: expected a function, came the number 3$/,
  },
  {
    name: 'both forms given',
    problem: () => ({ loss, gradient, valueAndGradient: () => ({ value: 1, gradient: 1 }) }),
    expected: 'UsageError',
    message: /^problem: give either valueAndGradient or loss and gradient/,
  },
  {
    name: 'valueAndGradient not a function',
    problem: () => ({ valueAndGradient: { value: 1, gradient: 2 } }),
    expected: 'UsageError',
    message: /^problem\.valueAndGradient: expected a function, came an object with value, gradient$/,
  },
  {
    name: 'valueAndGradient returning a number',
    problem: () => ({ valueAndGradient: loss }),
    expected: 'threw',
    message: /valueAndGradient returned the number .*expected \{ value, gradient \}/,
  },
  {
    name: 'valueAndGradient returning a triple',
    problem: () => ({ valueAndGradient: (p: Params, d: Data) => [loss(p, d), gradient(p, d), 0] }),
    expected: 'threw',
    message: /valueAndGradient returned an array of 3, expected \{ value, gradient \} or \[value, gradient\]/,
  },
  {
    name: 'valueAndGradient without the value',
    problem: () => ({ valueAndGradient: (p: Params, d: Data) => ({ loss: loss(p, d), gradient: gradient(p, d) }) }),
    expected: 'threw',
    message: /valueAndGradient returned an object with loss, gradient, expected \{ value, gradient \}/,
  },
  {
    name: 'valueAndGradient without the gradient',
    problem: () => ({ valueAndGradient: (p: Params, d: Data) => ({ value: loss(p, d) }) }),
    expected: 'threw',
    message: /gradient threw .*an object with value, expected \{ value, gradient \}/,
  },
  {
    name: 'valueAndGradient with a value undefined',
    problem: () => ({
      valueAndGradient: (p: Params, d: Data) => ({ value: undefined, gradient: gradient(p, d) }),
    }),
    expected: 'not-a-number',
    message: /loss returned undefined, expected a number/,
  },
];

const malformedParams: readonly Malformed[] = [
  {
    name: 'params ragged',
    point: withParams(() => ({ W: [[1, 2], [3]] })),
    expected: 'unsupported-params',
    message: /^W\[1\]: ragged: expected shape \[2\] as before it, came shape \[1\]; put blocks of different size/,
  },
  {
    name: 'params sparse',
    point: withParams(() => ({ W: new Array(2) })),
    expected: 'unsupported-params',
    message: /^W\[0\]: missing: the array is sparse/,
  },
  {
    name: 'params a string',
    point: withParams(() => 'weights'),
    expected: 'unsupported-params',
    message: /^params: expected a number, an array.*came a string \("weights"\)/,
  },
  {
    name: 'params a string inside',
    point: withParams(() => ({ W: [[1, 2]], b: '3' })),
    expected: 'unsupported-params',
    message: /^b: expected a number.*came a string \("3"\)/,
  },
  {
    name: 'params a BigInt',
    point: withParams(() => ({ W: 3n })),
    expected: 'unsupported-params',
    message: /^W: expected a number.*came the BigInt 3n/,
  },
  {
    name: 'params a BigInt among numbers',
    point: withParams(() => ({ W: [1, 3n] })),
    expected: 'unsupported-params',
    message: /^W\[1\]: expected a number.*came the BigInt 3n/,
  },
  {
    name: 'params a boolean',
    point: withParams(() => ({ W: [1], train: true })),
    expected: 'unsupported-params',
    message: /^train: expected a number.*came a boolean/,
  },
  {
    name: 'params undefined',
    point: withParams(() => undefined),
    expected: 'unsupported-params',
    message: /^params: expected a number.*came undefined/,
  },
  {
    name: 'params undefined inside',
    point: withParams(() => ({ W: [1], b: undefined })),
    expected: 'unsupported-params',
    message: /^b: expected a number.*came undefined/,
  },
  {
    name: 'params null',
    point: withParams(() => null),
    expected: 'unsupported-params',
    message: /^params: expected a number.*came null/,
  },
  {
    name: 'params null inside',
    point: withParams(() => ({ layers: [{ W: [1], b: null }] })),
    expected: 'unsupported-params',
    message: /^layers\[0\]\.b: expected a number.*came null/,
  },
  {
    name: 'params a Date',
    point: withParams(() => ({ t: new Date(0) })),
    expected: 'unsupported-params',
    message: /^t: expected a number.*came an object of class Date/,
  },
  {
    name: 'params a Map',
    point: withParams(() => new Map([['W', [1]]])),
    expected: 'unsupported-params',
    message: /^params: expected a number.*an object of these, came an object of class Map/,
  },
  {
    name: 'params a class instance',
    point: withParams(() => ({ layer: new Layer() })),
    expected: 'unsupported-params',
    message: /^layer: expected a number.*came an object of class Layer/,
  },
  {
    name: 'params a function',
    point: withParams(() => ({ W: [1], forward: () => 1 })),
    expected: 'unsupported-params',
    message: /^forward: expected a number.*came a function/,
  },
  {
    name: 'params a symbol',
    point: withParams(() => [Symbol('W')]),
    expected: 'unsupported-params',
    message: /^params\[0\]: expected a number.*came a symbol/,
  },
  {
    name: 'params an Int32Array',
    point: withParams(() => ({ W: new Int32Array(3) })),
    expected: 'unsupported-params',
    message: /^W: an? Int32Array of 3 holds no fractions.*use a Float64Array or Float32Array/,
  },
  {
    name: 'params a BigInt64Array',
    point: withParams(() => ({ W: new BigInt64Array(2) })),
    expected: 'unsupported-params',
    message: /^W: a BigInt64Array of 2 holds no fractions.*use a Float64Array/,
  },
  {
    name: 'params a promise',
    point: withParams(() => Promise.resolve([1])),
    expected: 'unsupported-params',
    message: /^params: expected a number.*came a promise/,
  },
  {
    name: 'params a cycle',
    point: withParams(() => {
      const params: Record<string, unknown> = { W: [1] };
      params.next = { back: params };
      return params;
    }),
    expected: 'unsupported-params',
    message: /^next\.back: the tree contains itself/,
  },
  {
    name: 'params a cycle of arrays',
    point: withParams(() => {
      const W: unknown[] = [1];
      W.push(W);
      return { W };
    }),
    expected: 'unsupported-params',
    message: /^W\[1\]: the tree contains itself/,
  },
  {
    name: 'params a tensor of the wrong data length',
    point: withParams(() => ({ W: { shape: [2, 3], data: new Float64Array(5) } })),
    expected: 'unsupported-params',
    message: /^W\.data: shape \[2, 3\] holds 6 numbers, came 5/,
  },
  {
    name: 'params a tensor of more data than its shape holds',
    point: withParams(() => ({ W: { shape: [2, 3], data: new Float64Array(7) } })),
    expected: 'unsupported-params',
    message: /^W\.data: shape \[2, 3\] holds 6 numbers, came 7/,
  },
  {
    name: 'params a tensor whose shape is a number',
    point: withParams(() => ({ W: { shape: 3, data: new Float64Array(3) } })),
    expected: 'unsupported-params',
    message: /^W\.shape: expected an array of extents such as \[3, 5\], came the number 3/,
  },
  {
    name: 'params a tensor with a negative extent',
    point: withParams(() => ({ W: { shape: [-1, -3], data: new Float64Array(3) } })),
    expected: 'unsupported-params',
    message: /^W\.shape: expected an array of extents/,
  },
  {
    name: 'params a tensor with another field',
    point: withParams(() => ({ W: { shape: [3], data: new Float64Array(3), stride: [1] } })),
    expected: 'unsupported-params',
    message: /^W\.stride: a \{ shape, data \} tensor has no other fields/,
  },
  {
    name: 'params a tensor with nested data',
    point: withParams(() => ({ W: { shape: [1, 2], data: [[1, 2]] } })),
    expected: 'unsupported-params',
    message: /^W\.data: expected a flat array of numbers, came an array of 1/,
  },
  {
    name: 'params a tensor with integer data',
    point: withParams(() => ({ W: { shape: [2], data: new Uint8Array(2) } })),
    expected: 'unsupported-params',
    message: /^W\.data: a Uint8Array of 2 holds no fractions/,
  },
  {
    name: 'params an empty object',
    point: withParams(() => ({})),
    expected: 'unsupported-params',
    message: /^params: holds no number/,
  },
  {
    name: 'params without an entry',
    point: withParams(() => ({ W: [], b: new Float64Array(0) })),
    expected: 'unsupported-params',
    message: /^params: holds no number/,
  },
  {
    name: 'params NaN inside',
    point: withParams(() => ({ W: [[1, 2, Number.NaN]], b: [1] })),
    expected: 'non-finite-params',
    message: /^params: W\[0,2\] is NaN; a slope needs finite parameters/,
  },
  {
    name: 'params Infinity inside',
    point: withParams(() => ({ W: [[1, 2, 3]], b: Float32Array.of(1, -Infinity) })),
    expected: 'non-finite-params',
    message: /^params: b\[1\] is -Infinity; a slope needs finite parameters/,
  },
];

const malformedGradients: readonly Malformed[] = [
  {
    name: 'gradient missing a block',
    problem: claiming((p, d) => ({ W: gradient(p, d).W })),
    expected: 'shape-mismatch',
    message: /^gradient\.b: missing$/,
  },
  {
    name: 'gradient with other names',
    problem: claiming((p, d) => ({ dW: gradient(p, d).W, db: gradient(p, d).b })),
    expected: 'shape-mismatch',
    message: /^gradient\.W: missing; it has dW, db, which the parameters have not$/,
  },
  {
    name: 'gradient with an extra block',
    problem: claiming((p, d) => ({ ...gradient(p, d), dX: [1] })),
    expected: 'shape-mismatch',
    message: /^gradient\.dX: the parameters have no block of this name$/,
  },
  {
    name: 'gradient transposed',
    problem: claiming((p, d) => {
      const { W, b } = gradient(p, d);
      return { W: W[0]!.map((_, column) => W.map((row) => row[column])), b };
    }),
    expected: 'shape-mismatch',
    message: /^gradient\.W: expected shape \[2, 3\] like the parameters, came shape \[3, 2\]$/,
  },
  {
    name: 'gradient flat, of the same length',
    problem: claiming((p, d) => ({ W: gradient(p, d).W.flat(), b: gradient(p, d).b })),
    expected: 'shape-mismatch',
    message: /^gradient\.W: expected shape \[2, 3\] like the parameters, came shape \[6\]$/,
  },
  {
    name: 'gradient one flat vector of everything',
    problem: claiming((p, d) => [...gradient(p, d).W.flat(), ...gradient(p, d).b]),
    expected: 'shape-mismatch',
    message: /^gradient: expected an object with W, b, came an array of 8$/,
  },
  {
    name: 'gradient of the wrong length',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: [1, 2, 3] })),
    expected: 'shape-mismatch',
    message: /^gradient\.b: expected shape \[2\] like the parameters, came shape \[3\]$/,
  },
  {
    name: 'gradient summed to a number',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: 1 })),
    expected: 'shape-mismatch',
    message: /^gradient\.b: expected shape \[2\] like the parameters, came a number$/,
  },
  {
    name: 'gradient undefined',
    problem: claiming(() => undefined),
    expected: 'shape-mismatch',
    message: /^gradient: expected an object with W, b, came undefined$/,
  },
  {
    name: 'gradient null',
    problem: claiming(() => null),
    expected: 'shape-mismatch',
    message: /^gradient: expected an object with W, b, came null$/,
  },
  {
    name: 'gradient with a block undefined',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: undefined })),
    expected: 'shape-mismatch',
    message: /^gradient\.b: missing/,
  },
  {
    name: 'gradient with a string inside',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: [1, '4'] })),
    expected: 'shape-mismatch',
    message: /^gradient\.b\[1\]: expected a number as beside it, came a string \("4"\)/,
  },
  {
    name: 'gradient with null inside',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: [1, null] })),
    expected: 'shape-mismatch',
    message: /^gradient\.b\[1\]: expected a number as beside it, came null/,
  },
  {
    name: 'gradient ragged',
    problem: claiming((p, d) => ({ ...gradient(p, d), W: [[1, 2, 3], [4]] })),
    expected: 'shape-mismatch',
    message: /^gradient\.W\[1\]: ragged/,
  },
  {
    name: 'gradient of integers',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: Int32Array.of(2, 8) })),
    expected: 'shape-mismatch',
    message: /^gradient\.b: an? Int32Array of 2 .*use a Float64Array/,
  },
  {
    name: 'gradient NaN in one entry',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: [Number.NaN, 8] })),
    expected: 'non-finite-gradient',
    message: /the gradient of b\[0\] is NaN, the loss is finite/,
  },
  {
    name: 'gradient Infinity in one entry',
    problem: claiming((p, d) => {
      const claim = copyOf(gradient(p, d));
      claim.W[1]![2] = -Infinity;
      return claim;
    }),
    expected: 'non-finite-gradient',
    message: /the gradient of W\[1,2\] is -Infinity/,
  },
  {
    name: 'gradient a promise',
    problem: claiming(async (p, d) => gradient(p, d)),
    expected: 'unsupported-gradient',
    message: /gradient returned a promise.*use the Async twin/,
    onlySync: true,
  },
  {
    name: 'gradient with a promise inside',
    problem: claiming((p, d) => ({ ...gradient(p, d), b: Promise.resolve([2, 8]) })),
    expected: 'shape-mismatch',
    message: /^gradient\.b: expected .*came a promise/,
  },
  {
    name: 'gradient that throws',
    problem: claiming(() => {
      throw new RangeError('backward before forward');
    }),
    expected: 'threw',
    message: /^gradient threw RangeError: backward before forward$/,
  },
];

const malformedLosses: readonly Malformed[] = [
  {
    name: 'loss NaN',
    problem: losing(() => Number.NaN),
    expected: 'non-finite-loss',
    message: /the loss is NaN at this point/,
  },
  {
    name: 'loss Infinity',
    problem: losing(() => Number.POSITIVE_INFINITY),
    expected: 'non-finite-loss',
    message: /the loss is Infinity at this point/,
  },
  {
    name: 'loss undefined',
    problem: losing(() => undefined),
    expected: 'not-a-number',
    message: /^loss returned undefined, expected a number$/,
  },
  {
    name: 'loss a string',
    problem: losing((p, d) => loss(p, d).toFixed(3)),
    expected: 'not-a-number',
    message: /^loss returned a string \(".*"\), expected a number$/,
  },
  {
    name: 'loss a BigInt',
    problem: losing(() => 3n),
    expected: 'not-a-number',
    message: /^loss returned the BigInt 3n, expected a number$/,
  },
  {
    name: 'loss an array of one',
    problem: losing((p, d) => Float64Array.of(loss(p, d))),
    expected: 'not-a-number',
    message: /^loss returned a Float64Array of 1, expected a number$/,
  },
  {
    name: 'loss a promise',
    problem: losing(async (p, d) => loss(p, d)),
    expected: 'not-a-number',
    message: /loss returned a promise, expected a number; use the Async twin/,
    onlySync: true,
  },
  {
    name: 'loss that throws an Error',
    problem: losing(() => {
      throw new Error('labels out of range');
    }),
    expected: 'threw',
    message: /^loss threw Error: labels out of range$/,
  },
  {
    name: 'loss that throws a string',
    problem: losing(() => {
      throw 'labels out of range';
    }),
    expected: 'threw',
    message: /^loss threw a string \("labels out of range"\)$/,
  },
  {
    name: 'loss that throws nothing at all',
    problem: losing(() => {
      throw undefined;
    }),
    expected: 'threw',
    message: /^loss threw undefined$/,
  },
  {
    name: 'loss that changes params',
    problem: losing((p, d) => {
      p.b[1]! += 1;
      return loss(p, d);
    }),
    expected: 'mutates-params',
    message: /^loss changed its parameters: b\[1\] was -2 and is -1; work on a copy$/,
  },
  {
    name: 'loss that lengthens params',
    problem: losing((p, d) => {
      p.b.push(1);
      return loss({ ...p, b: p.b.slice(0, 2) }, d);
    }),
    expected: 'mutates-params',
    message: /^loss changed the form of params: params\.b: expected shape \[2\].*came shape \[3\]/,
  },
  {
    name: 'loss that changes data',
    problem: losing((p, d) => {
      d.x[1]! += 1;
      return loss(p, d);
    }),
    expected: 'mutates-data',
    message: /^loss changed its data: data\.x\[1\] is not what it was; work on a copy$/,
  },
  {
    name: 'loss that changes typed data',
    problem: losing((p, d) => {
      (d as unknown as { mask: Float32Array }).mask[2] = 1;
      return loss(p, d);
    }),
    point: () => ({ params: case_().params, data: { x: [2], mask: new Float32Array(4) } }),
    expected: 'mutates-data',
    message: /^loss changed its data: data\.mask\[2\] is not what it was/,
  },
  {
    name: 'loss with dropout',
    problem: losing((p, d) => loss(p, d) * (Math.random() < 0.5 ? 1 + Math.random() : 1 - Math.random())),
    expected: 'nondeterministic',
    message: /the loss was .* and is .* at the same point; switch off dropout or fix its seed/,
  },
  {
    name: 'loss that drifts by a counter',
    problem: () => {
      let calls = 0;
      return { loss: (p: Params, d: Data) => loss(p, d) + 1e-9 * calls++, gradient };
    },
    expected: 'nondeterministic',
    message: /the loss was .* at the same point/,
  },
];

const unruly: readonly Malformed[] = [
  {
    name: 'gradient that changes params',
    problem: claiming((p, d) => {
      const claim = gradient(p, d);
      p.W[1]![0] = 0;
      return claim;
    }),
    expected: 'mutates-params',
    message: /^gradient changed its parameters: W\[1,0\] was 1\.5 and is 0; work on a copy$/,
  },
  {
    name: 'gradient that takes a step of descent on its params',
    problem: claiming((p, d) => {
      const claim = gradient(p, d);
      for (const [i, g] of claim.b.entries()) p.b[i]! -= 0.1 * g;
      return claim;
    }),
    expected: 'mutates-params',
    message: /^gradient changed its parameters: b\[0\] was 1 and is 0\.8; work on a copy$/,
  },
  {
    name: 'gradient that writes itself into params',
    problem: claiming((p, d) => {
      for (const row of p.W) for (const [i, x] of row.entries()) row[i] = d.x[0]! * x ** 2;
      for (const [i, x] of p.b.entries()) p.b[i] = d.x[0]! * x ** 2;
      return p;
    }),
    expected: 'mutates-params',
    message:
      /^gradient changed its parameters: W\[0,1\]|^gradient changed its parameters: W\[0,0\] was 0\.5 and is 0\.5/,
    // 2 * 0.5 ** 2 is 0.5: the first entry that moved is named.
  },
  {
    name: 'gradient that changes data',
    problem: claiming((p, d) => {
      const claim = gradient(p, d);
      d.x.reverse();
      return claim;
    }),
    expected: 'mutates-data',
    message: /^gradient changed its data: data\.x\[0\] is not what it was; work on a copy$/,
  },
  {
    name: 'gradient added to its last result',
    problem: () => {
      const total = {
        W: [
          [0, 0, 0],
          [0, 0, 0],
        ],
        b: [0, 0],
      };
      return {
        loss,
        gradient: (p: Params, d: Data): Params => {
          const claim = gradient(p, d);
          for (const [r, row] of claim.W.entries()) for (const [c, g] of row.entries()) total.W[r]![c]! += g;
          for (const [i, g] of claim.b.entries()) total.b[i]! += g;
          return total;
        },
      };
    },
    expected: 'stateful-gradient',
    message: /^the gradient of W\[0,0\] was 0\.5 and, asked again at the same point.*, is /,
  },
  {
    name: 'gradient of a linear loss added to its last result',
    problem: () => {
      let total = 0;
      return {
        loss: (p: number) => 3 * p,
        gradient: () => {
          total += 3;
          return total;
        },
      };
    },
    point: () => ({ params: 2 }),
    expected: 'stateful-gradient',
    message: /was 3 and.* is (6, 2|9, 3) times as much: is it added to the last one\?$/,
  },
  {
    name: 'gradient at the params of the last call',
    problem: () => {
      let last: Params | undefined;
      return {
        loss,
        gradient: (p: Params, d: Data): Params => {
          const claim = gradient(last ?? p, d);
          last = copyOf(p);
          return claim;
        },
      };
    },
    expected: 'stateful-gradient',
    message: /^the gradient of W\[0,0\] was 0\.5 and, asked again at the same point/,
  },
  {
    name: 'gradient at the params that the loss saw last',
    problem: () => {
      let cached: Params = case_().params;
      return {
        loss: (p: Params, d: Data) => {
          cached = p;
          return loss(p, d);
        },
        gradient: (_: Params, d: Data) => gradient(cached, d),
      };
    },
    expected: 'stateful-gradient',
    message: /^the gradient of W\[0,0\] was 0\.5 and, asked again at the same point/,
  },
  {
    name: 'gradient that is right the first time only',
    problem: () => {
      let calls = 0;
      return { loss, gradient: (p: Params, d: Data) => each(gradient(p, d), (g) => (calls++ < 8 ? g : 0)) };
    },
    expected: 'stateful-gradient',
    message: /^the gradient of W\[0,0\] was 0\.5 .* is 0/,
  },
  {
    name: 'gradient that is right at every other call only',
    problem: () => {
      let calls = 0;
      return { loss, gradient: (p: Params, d: Data) => each(gradient(p, d), (g) => (calls++ % 16 < 8 ? g : 3 * g)) };
    },
    expected: 'stateful-gradient',
    message: /^the gradient of W\[0,0\] was 0\.5 and, asked again at the same point.* is 1\.5/,
  },
  {
    name: 'gradient kept from its first call for ever',
    problem: () => {
      let kept: Params | undefined;
      return {
        loss,
        gradient: (p: Params, d: Data): Params => {
          kept ??= gradient(p, d);
          return kept;
        },
      };
    },
    expected: 'stateful-gradient',
    message: /gradient at another point.*does not follow the parameters/,
  },
  {
    name: 'gradient with noise of its own',
    problem: claiming((p, d) => each(gradient(p, d), (g) => g * (1 + 1e-3 * Math.random()))),
    expected: 'stateful-gradient',
    message: /asked again at the same point/,
  },
];

const malformedOptions: readonly Malformed[] = [
  {
    name: 'options with an unknown name',
    options: { tolerance: 1e-5 },
    expected: 'UsageError',
    message: /^options\.tolerance: unknown; the options are precision, resolution.*criterion/,
  },
  {
    name: 'options with a precision of another name',
    options: { precision: 'double' },
    expected: 'UsageError',
    message: /^options\.precision: expected 'float64', 'float32' or a unit roundoff.*came a string \("double"\)/,
  },
  {
    name: 'options with precision 0',
    options: { precision: 0 },
    expected: 'UsageError',
    message: /^options\.precision: expected .*between 0 and 1, came the number 0/,
  },
  {
    name: 'options with precision NaN',
    options: { precision: Number.NaN },
    expected: 'UsageError',
    message: /^options\.precision: expected .*came the number NaN/,
  },
  {
    name: 'options with a negative resolution',
    options: { resolution: -1e-3 },
    expected: 'UsageError',
    message: /^options\.resolution: expected a finite number, 0 or more, came the number -0\.001/,
  },
  {
    name: 'options with rtol NaN',
    options: { rtol: Number.NaN },
    expected: 'UsageError',
    message: /^options\.rtol: expected a finite number, 0 or more, came the number NaN/,
  },
  {
    name: 'options with atol Infinity',
    options: { atol: Number.POSITIVE_INFINITY },
    expected: 'UsageError',
    message: /^options\.atol: expected a finite number/,
  },
  {
    name: 'options with atol a string',
    options: { atol: '1e-5' },
    expected: 'UsageError',
    message: /^options\.atol: expected a finite number.*came a string \("1e-5"\)/,
  },
  {
    name: 'options with seed 1.5',
    options: { seed: 1.5 },
    expected: 'UsageError',
    message: /^options\.seed: expected an integer, came the number 1\.5/,
  },
  {
    name: 'options with a criterion misspelt',
    options: { criterion: 'relative norm' },
    expected: 'UsageError',
    message: /^options\.criterion: expected 'error-bound', 'relative-norm', 'almost-equal', came a string/,
  },
  {
    name: 'options with subgradients true',
    options: { subgradients: true },
    expected: 'UsageError',
    message: /^options\.subgradients: expected 'accept', 'reject', came a boolean/,
  },
  {
    name: 'options a string',
    options: 'float32',
    expected: 'UsageError',
    message: /^options: expected an object, came a string/,
  },
  {
    name: 'options a number',
    options: 1e-5,
    expected: 'UsageError',
    message: /^options: expected an object, came the number/,
  },
  { name: 'options null', options: null, expected: 'UsageError', message: /^options: expected an object, came null/ },
  {
    name: 'options an array',
    options: [1e-5],
    expected: 'UsageError',
    message: /^options: expected an object, came an array of 1/,
  },
];

const malformedCases: readonly Malformed[] = [
  {
    name: 'case null',
    point: () => null,
    expected: 'UsageError',
    message: /^case: expected \{ params, data \}, came null/,
  },
  { name: 'case undefined', point: () => undefined, expected: 'UsageError', message: /^case: .*came undefined/ },
  { name: 'case a number', point: () => 3, expected: 'UsageError', message: /^case: .*came the number 3/ },
  {
    name: 'case with the params at its top',
    point: () => case_().params,
    expected: 'UsageError',
    message: /^case: expected \{ params, data \}, came an object with W, b/,
  },
  {
    name: 'case as a list',
    point: () => [case_().params, case_().data],
    expected: 'UsageError',
    message: /^case: expected \{ params, data \}, came an array of 2/,
  },
  {
    name: 'case without the data that the loss needs',
    point: () => ({ params: case_().params }),
    expected: 'threw',
    message: /^loss threw TypeError: /,
  },
  {
    name: 'a malformed problem at a malformed case: the problem is the first to mend',
    problem: () => ({ loss }),
    point: withParams(() => null),
    expected: 'UsageError',
    message: /^problem\.gradient: missing/,
  },
];

const all = [
  ...malformedProblems,
  ...malformedParams,
  ...malformedGradients,
  ...malformedLosses,
  ...unruly,
  ...malformedOptions,
  ...malformedCases,
];

const run = (row: Malformed): unknown =>
  checkGradient(
    (row.problem ? row.problem() : { loss, gradient }) as never,
    (row.point ? row.point() : case_()) as never,
    row.options as never,
  );

const runAsync = (row: Malformed): Promise<unknown> =>
  checkGradientAsync(
    (row.problem ? row.problem() : { loss, gradient }) as never,
    (row.point ? row.point() : case_()) as never,
    row.options as never,
  );

const expectInvalid = (check: unknown, row: Malformed): void => {
  expect(check).toMatchObject({ verdict: 'invalid', reason: row.expected, blocks: [], blame: [], diagnoses: [] });
  const { message, resolution } = check as { message: string; resolution: number };
  expect(message).toMatch(row.message);
  expect(resolution).toBe(Number.POSITIVE_INFINITY);
};

describe('what is not malformed', () => {
  it('the problem and case from which all others are made agree', () => {
    expect(checkGradient({ loss, gradient }, case_()).verdict).toBe('agrees');
  });
});

describe.each([
  ['problem', malformedProblems],
  ['params', malformedParams],
  ['gradient', malformedGradients],
  ['loss', malformedLosses],
  ['state', unruly],
  ['options', malformedOptions],
  ['case', malformedCases],
] as const)('a malformed %s is refused with a message that says where', (_, rows) => {
  it.each(rows)('$name: $expected', (row) => {
    if (row.expected === 'UsageError') {
      expect(() => run(row)).toThrow(UsageError);
      expect(() => run(row)).toThrow(row.message);
    } else {
      expectInvalid(run(row), row);
    }
  });

  it.each(rows.filter(({ onlySync }) => !onlySync))('$name, async: $expected', async (row) => {
    if (row.expected === 'UsageError') {
      const refused = runAsync(row);
      await expect(refused).rejects.toThrow(UsageError);
      await expect(refused).rejects.toThrow(row.message);
    } else {
      expectInvalid(await runAsync(row), row);
    }
  });
});

describe('malformed params', () => {
  it('never reach the loss or the gradient', () => {
    const called = (): never => {
      throw new Error('was called');
    };
    for (const row of malformedParams) {
      const check = checkGradient({ loss: called, gradient: called }, row.point!() as never);
      expect(check, row.name).toMatchObject({ reason: row.expected, evaluations: { loss: 0, gradient: 0 } });
    }
  });
});

describe('a malformed async problem', () => {
  const rejected: readonly Malformed[] = [
    {
      name: 'loss a rejected promise',
      problem: losing(() => Promise.reject(new Error('device lost'))),
      expected: 'threw',
      message: /^loss threw Error: device lost$/,
    },
    {
      name: 'loss a promise rejected with a string',
      problem: losing(() => Promise.reject('device lost')),
      expected: 'threw',
      message: /^loss threw a string \("device lost"\)$/,
    },
    {
      name: 'loss a promise of a string',
      problem: losing(async (p, d) => String(loss(p, d))),
      expected: 'not-a-number',
      message: /^loss returned a string \(".*"\), expected a number$/,
    },
    {
      name: 'loss a promise of NaN',
      problem: losing(async () => Number.NaN),
      expected: 'non-finite-loss',
      message: /the loss is NaN at this point/,
    },
    {
      name: 'gradient a rejected promise',
      problem: claiming(() => Promise.reject(new TypeError('no kernel'))),
      expected: 'threw',
      message: /^gradient threw TypeError: no kernel$/,
    },
    {
      name: 'gradient a promise of undefined',
      problem: claiming(async () => undefined),
      expected: 'shape-mismatch',
      message: /^gradient: expected an object with W, b, came undefined$/,
    },
    {
      name: 'gradient a promise of another shape',
      problem: claiming(async (p, d) => ({ ...gradient(p, d), b: [1] })),
      expected: 'shape-mismatch',
      message: /^gradient\.b: expected shape \[2\] like the parameters, came shape \[1\]$/,
    },
    {
      name: 'loss that changes params before it settles',
      problem: losing(async (p, d) => {
        await Promise.resolve();
        p.b[0] = 7;
        return loss(p, d);
      }),
      expected: 'mutates-params',
      message: /^loss changed its parameters: b\[0\] was 1 and is 7; work on a copy$/,
    },
    {
      name: 'valueAndGradient a promise of a number',
      problem: () => ({ valueAndGradient: async (p: Params, d: Data) => loss(p, d) }),
      expected: 'threw',
      message: /valueAndGradient returned the number .*expected \{ value, gradient \}/,
    },
  ];

  it.each(rejected)('$name: $expected', async (row) => {
    expectInvalid(await runAsync(row), row);
  });
});

describe('this suite', () => {
  it('holds at least 45 malformed inputs, each with a name of its own', () => {
    expect(all.length).toBeGreaterThanOrEqual(45);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
