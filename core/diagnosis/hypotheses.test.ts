import { describe, expect, test } from 'vitest';
import { checkGradient } from '../check-gradient.ts';
import type { CheckOptions } from '../options.ts';
import type { Diagnosis } from '../results.ts';
import { flatten } from '../tree.ts';

type Matrix = readonly (readonly number[])[];
type Params = Readonly<Record<string, Matrix | readonly number[]>>;

/** The diagnoses of a claim where the loss is linear, so that its gradient is what we like. */
function diagnosesOf(
  right: Params,
  claim: Params,
  params: Params,
  data: unknown = {},
  options: CheckOptions = {},
): readonly Diagnosis[] {
  const slopes = flatten(right).flat;
  const loss = (at: Params): number => flatten(at).flat.reduce((sum, x, i) => sum + slopes[i]! * x, 0);
  return checkGradient({ loss, gradient: () => claim }, { params, data }, options).diagnoses;
}

const kindsOf = (found: readonly Diagnosis[]): readonly string[] => found.map(({ kind, block }) => `${kind} ${block}`);
const map = (matrix: Matrix, to: (x: number, i: number, j: number) => number): Matrix =>
  matrix.map((row, i) => row.map((x, j) => to(x, i, j)));
const product = (A: Matrix, B: Matrix): Matrix =>
  A[0]!.map((_, i) => B[0]!.map((__, j) => A.reduce((sum, row, k) => sum + row[i]! * B[k]![j]!, 0)));

const G: Matrix = [
  [0.31, -1.27, 0.83, 2.09],
  [-0.57, 0.41, 1.93, -0.19],
  [1.13, 0.73, -0.37, 0.59],
];
const W: Matrix = [
  [0.5, -1.2, 0.7, 0.1],
  [1.1, 0.3, -0.9, -0.4],
  [-0.6, 0.8, 0.2, 1.3],
];
/** Off everywhere, by what no mistake is made of. */
const STRANGE: Matrix = map(G, (x, i, j) => x + Math.sin(5 * i + 3 * j + 1));

describe.each<{ cause: string; kind: string; claim: Matrix; says: RegExp; data?: unknown }>([
  {
    cause: 'a factor on the whole block',
    kind: 'constant-factor',
    claim: map(G, (x) => 3 * x),
    says: /^dW is 3\.000 times its central difference in all 12 entries/,
  },
  {
    cause: 'a factor that is the number of examples',
    kind: 'constant-factor',
    claim: map(G, (x) => 7 * x),
    data: { X: map(Array(7).fill([0, 0]), (_, i, j) => i + j), y: [1, 2, 1, 0, 2, 1, 0] },
    says: /7\.000 = m \(rows of data\.X\) times/,
  },
  { cause: 'nothing at all', kind: 'zero', claim: map(G, () => 0), says: /^dW is 0 in all 12 entries/ },
  {
    cause: 'a factor beside a right regulariser',
    kind: 'constant-factor-beside-regulariser',
    claim: map(G, (x, i, j) => 2 * (x - 0.3 * W[i]![j]!) + 0.3 * W[i]![j]!),
    data: { lambda: 0.3 },
    says: /2\.000 times .* beside the regulariser 0\.3000 \* W/,
  },
  {
    cause: 'a regulariser left out',
    kind: 'regulariser',
    claim: map(G, (x, i, j) => x - 0.3 * W[i]![j]!),
    data: { decay: 0.3 },
    says: /^dW lacks data\.decay \* W: the difference equals -0\.3000 \* W to \de-\d+$/,
  },
  {
    cause: 'a regulariser over m too much',
    kind: 'regulariser',
    claim: map(G, (x, i, j) => x + 0.1 * W[i]![j]!),
    data: { decay: 0.3, y: [1, 0, 1] },
    says: /^dW has data\.decay\/m \* W too much: the difference equals 0\.1000 \* W to \de-\d+$/,
  },
  {
    cause: 'a regulariser on the first column',
    kind: 'regulariser',
    claim: map(G, (x, i, j) => (j === 0 ? x + 0.3 * W[i]![j]! : x)),
    data: { decay: 0.3 },
    says: /too much in its first column/,
  },
  {
    cause: 'a multiple of the parameters that has no name',
    kind: 'weights-multiple',
    claim: map(G, (x, i, j) => x + 0.27 * W[i]![j]!),
    says: /^dW has 0\.2700 \* W too much: /,
  },
  {
    cause: 'a row that is not written',
    kind: 'lines-zero',
    claim: map(G, (x, i) => (i === 1 ? 0 : x)),
    says: /^row 1 of dW is 0 and should not be, the other 2 right/,
  },
  {
    cause: 'a column with the wrong sign',
    kind: 'lines-factor',
    claim: map(G, (x, _, j) => (j === 2 ? -x : x)),
    says: /^column 2 of dW is -1\.000 times its central difference/,
  },
  {
    cause: 'a factor for every row',
    kind: 'row-factors',
    claim: map(G, (x, i) => (0.31 + 0.47 * i) * x),
    says: /each row of dW .* \(0\.310, 0\.780, 1\.250\)/,
  },
  {
    cause: 'a transpose',
    kind: 'transposed',
    claim: map(G, (_, i, j) => G.flat()[((4 * i + j) % 3) * 4 + Math.floor((4 * i + j) / 3)]!),
    says: /right numbers transposed/,
  },
  {
    cause: 'columns one further',
    kind: 'shifted',
    claim: map(G, (_, i, j) => G[i]![(j + 3) % 4]!),
    says: /one column too late/,
  },
  { cause: 'the reverse', kind: 'reversed', claim: map(G, (_, i, j) => G[2 - i]![3 - j]!), says: /in reverse/ },
  {
    cause: 'two rows for each other',
    kind: 'permuted',
    claim: [G[1]!, G[0]!, G[2]!],
    says: /right numbers with its rows 0 and 1 swapped/,
  },
  {
    cause: 'columns in another order',
    kind: 'permuted',
    claim: map(G, (_, i, j) => G[i]![[3, 1, 0, 2][j]!]!),
    says: /with its columns 0, 2 and 3 in another order \(2, 3, 0\)/,
  },
  {
    cause: 'a regulariser left out but for the last row, as of the biases',
    kind: 'regulariser',
    claim: map(G, (x, i, j) => (i === 2 ? x : x - 0.3 * W[i]![j]!)),
    data: { decay: 0.3 },
    says: /^dW lacks data\.decay \* W but for its last row: /,
  },
  {
    cause: 'a factor beside a regulariser that the last column has none of',
    kind: 'constant-factor-beside-regulariser',
    claim: map(G, (x, i, j) => (j === 3 ? 2 * x : 2 * (x - 0.3 * W[i]![j]!) + 0.3 * W[i]![j]!)),
    data: { lambda: 0.3 },
    says: /beside the regulariser 0\.3000 \* W \(not in its last column\)/,
  },
  {
    cause: 'sums over the wrong axis',
    kind: 'wrong-axis',
    claim: map(G, (_, i) => G[i]!.reduce((a, b) => a + b)),
    says: /sum of the right ones over its columns/,
  },
])('$cause', ({ kind, claim, says, data }) => {
  test('is named', () => {
    const found = diagnosesOf({ W: G }, { W: claim }, { W }, data);
    expect(kindsOf(found)).toEqual([`${kind} W`]);
    expect(found[0]!.message).toMatch(says);
  });

  test('is named by a screen as well, or called unknown', () => {
    const found = diagnosesOf({ W: G }, { W: claim }, { W }, data, { mode: 'screen' });
    expect([`${kind} W`, 'unknown W']).toContain(kindsOf(found)[0]);
  });

  test('is not named where one entry does not keep to it', () => {
    const off = map(claim, (x, i, j) => (i === 2 && j === 1 ? x + 0.0137 : x));
    expect(kindsOf(diagnosesOf({ W: G }, { W: off }, { W }, data))).toEqual(['unknown W']);
  });
});

test('a column that is 0 beside a regulariser is counted among all columns', () => {
  const claim = map(G, (x, i, j) => (j === 2 ? 0.3 * W[i]![j]! : x));
  const [only] = diagnosesOf({ W: G }, { W: claim }, { W }, { lambda: 0.3 });
  expect(only!.message).toMatch(/^column 2 of dW is 0 beside the regulariser .* the other 3 right/);
});

describe('one entry', () => {
  const bias = (b: number, strength: number, data: unknown) =>
    diagnosesOf({ b: [1.37] }, { b: [1.37 + strength * b] }, { b: [b] }, data);

  test('names the regulariser where its numbers are long', () => {
    expect(bias(-0.731584096, 0.35, { lambda: 0.35 })[0]!.message).toMatch(/^db has data\.lambda \* b too much: /);
  });

  test('does not where they are short, and coincide', () => {
    expect(kindsOf(bias(0.5, 0.35, { lambda: 0.35 }))).toEqual(['unknown b']);
    expect(kindsOf(bias(-1 / 3, 0.35, { lambda: 0.35 }))).toEqual(['unknown b']);
  });

  test('does not where no strength fits', () => {
    expect(kindsOf(bias(-0.731584096, 0.3500001, { lambda: 0.35 }))).toEqual(['unknown b']);
  });
});

test('differences of one size are one number, whatever their signs', () => {
  const [b, right] = [
    [0.4, -0.7, 0.2],
    [1.13, -0.29, 0.61],
  ];
  const claim = right.map((x, i) => x + 0.16 * Math.sign(b[i]!));
  expect(kindsOf(diagnosesOf({ b: right }, { b: claim }, { b }))).toEqual(['unknown b']);
  expect(diagnosesOf({ b: right }, { b: claim }, { b }, { l1: 0.16 })[0]!.message).toMatch(
    /^db has data\.l1 \* sign\(b\) too much/,
  );
});

test('what no mistake is made of is unknown, with its pattern', () => {
  const [found] = diagnosesOf({ W: G }, { W: STRANGE }, { W }, { lambda: 0.3, X: G, y: [0, 1, 2] });
  expect(found!.kind).toBe('unknown');
  expect(found!.message).toMatch(
    /^dW is wrong in 12 of 12 entries, of unknown cause: ratios from -?\d.* to \d.*, \d+ of the wrong sign$/,
  );
});

test('one entry of many is located, and a short factor of it is no proof', () => {
  const [found] = diagnosesOf({ W: G }, { W: map(G, (x, i, j) => (i === 1 && j === 2 ? x + 0.1 : x)) }, { W });
  expect(found!.message).toMatch(
    /^dW is wrong in 1 of 12 entries, of unknown cause: in row 1, in column 2, ratio 1\.052/,
  );
});

test('a block that holds the gradient of another', () => {
  const other = map(G, (x, i, j) => x - Math.cos(i + 2 * j));
  expect(kindsOf(diagnosesOf({ V: G, W: other }, { V: G, W: G }, { V: W, W }))).toEqual(['swapped W']);
  expect(kindsOf(diagnosesOf({ V: G, W: other }, { V: G, W: STRANGE }, { V: W, W }))).toEqual(['unknown W']);
});

describe('in a screen, which looks at other entries of each block', () => {
  const big = (seed: number): readonly number[] =>
    Array.from({ length: 300 }, (_, i) => Math.sin(seed * (i + 1)) + 1.7);
  const [A, B] = [big(3), big(7)];
  const at = { U: big(1), V: big(2) };
  const screened = (claim: Params) => kindsOf(diagnosesOf({ U: A, V: B }, claim, at, {}, { mode: 'screen' }));

  test('two blocks that are swapped are named', () => {
    expect(screened({ U: B, V: A })).toEqual(['swapped U', 'swapped V']);
    expect(screened({ U: B, V: B })).toEqual(['swapped U']);
  });

  test('blocks that are both wrong otherwise are not', () => {
    const strange = A.map((x, i) => x + Math.cos(5 * i));
    expect(screened({ U: strange, V: strange.map((x) => x / 2 + 1) })).toEqual(['unknown U', 'unknown V']);
  });
});

describe('weights in one long vector', () => {
  const flat = G.flat();
  const b = [0.1, 0.2, 0.3];
  const data = {
    X: [
      [1, 2, 3, 4],
      [5, 6, 7, 9],
    ],
    y: [0, 1],
  };
  const found = (claim: readonly number[], more: object = data) =>
    diagnosesOf({ w: flat, b }, { w: claim, b }, { w: W.flat(), b: [1, 2, 3] }, more);

  test('are a matrix where the case has its extents', () => {
    const [only] = found(flat.map((_, p) => flat[(p % 3) * 4 + Math.floor(p / 3)]!));
    expect(only!.message).toMatch(/^dw holds the right numbers transposed.* as a 3 by 4 matrix/);
  });

  test('are none where it has not, nor one that is transposed where it is wrong otherwise', () => {
    const transposed = flat.map((_, p) => flat[(p % 3) * 4 + Math.floor(p / 3)]!);
    expect(kindsOf(found(transposed, { X: [[1, 2]], y: [0] }))).toEqual(['unknown w']);
    expect(kindsOf(found(transposed.map((x, p) => (p === 5 ? x + 0.01 : x))))).toEqual(['unknown w']);
  });
});

describe('examples', () => {
  const X: Matrix = [
    [0.5, -1.2, 0.7, 0.1],
    [1.1, 0.3, -0.9, 0.4],
    [-0.6, 0.8, 0.2, 1.3],
  ];
  const delta: Matrix = [
    [0.3, -0.8, 0.21],
    [-0.5, 0.4, 0.77],
    [0.9, 0.6, -0.43],
  ];
  const data = { X, y: [0, 1, 1] };
  const right = { W: product(delta, X), b: delta[0]!.map((_, k) => delta.reduce((sum, row) => sum + row[k]!, 0)) };
  const params = { W, b: [0.1, 0.2, 0.3] };
  const weighted = (weights: readonly number[]): Matrix => map(delta, (x, i) => weights[i]! * x);
  const found = (claim: Partial<typeof right>) => diagnosesOf(right, { ...right, ...claim }, params, data);

  test.each([
    { weights: [1, 0, 1], says: 'dW: example 1 (row 1 of data.X) is left out' },
    { weights: [1, 1, 2], says: 'dW: example 2 (row 2 of data.X) is counted twice' },
    { weights: [0, 0, 1], says: 'dW: example 2 (row 2 of data.X) alone counts, of 3' },
  ])('with weights $weights in weights', ({ weights, says }) => {
    const [only, ...others] = found({ W: product(weighted(weights), X) });
    expect(others).toEqual([]);
    expect(only!.message).toContain(says);
  });

  test('in the bias, told by the weights beside it', () => {
    const [only] = found({ b: delta[0]!.map((x, k) => x + delta[1]![k]!) });
    expect(only).toMatchObject({ kind: 'examples', block: 'b' });
    expect(only!.message).toContain('db: example 2 (row 2 of data.X) is left out');
  });

  test('in the wrong order', () => {
    const [only] = found({ W: product(delta, [X[1]!, X[2]!, X[0]!]) });
    expect(only!.message).toContain('the error of every example meets the inputs of the next one');
  });

  test('more than inputs, where one of them is wrong', () => {
    const long = { X: map(X, (x) => x).map((row) => row.slice(0, 2)), y: [0, 1, 1] };
    const own = { W: product(delta, long.X) };
    const [only] = diagnosesOf(
      own,
      { W: product(weighted([1, 0, 1]), long.X) },
      { W: map(W, (x) => x).map((row) => row.slice(0, 2)) },
      long,
    );
    expect(only!.message).toContain('example 1 (row 1 of data.X) alone');
  });

  test('in a bias of one entry', () => {
    const one = {
      W: product(
        map(delta, (x) => x).map((row) => [row[0]!]),
        X,
      )[0]!,
      b: right.b[0]!,
    };
    const [only] = diagnosesOf(
      one as unknown as Params,
      { ...one, b: one.b - Math.SQRT1_2 * delta[0]![0]! } as unknown as Params,
      { W: W[0]!, b: 0.1 } as unknown as Params,
      data,
    );
    expect(only).toMatchObject({ kind: 'unknown', block: 'b' });
  });

  test('in a list of them', () => {
    const batch = X.map((x, i) => ({ features: x, label: data.y[i]! }));
    const claim = { ...right, W: product(weighted([1, 0, 1]), X) };
    const [only] = diagnosesOf(right, claim, params, { batch });
    expect(only!.message).toContain('example 1 (row 1 of data.batch[].features) is left out');
    const tripled = { ...right, W: map(right.W, (x) => 3 * x) };
    expect(diagnosesOf(right, tripled, params, { batch })[0]!.message).toContain('(as is m, items of data.batch)');
  });

  test('are not named where they are not to blame', () => {
    expect(kindsOf(found({ W: map(right.W, (x, i, j) => x + Math.sin(5 * i + 3 * j + 1)) }))).toEqual(['unknown W']);
    expect(kindsOf(found({ b: [right.b[0]! + 0.11, right.b[1]! - 0.37, right.b[2]! + 0.71] }))).toEqual(['unknown b']);
  });

  test('targets that are not taken off', () => {
    const counts = [1, 2, 0];
    const claim = right.b.map((x, k) => x + counts[k]! / 3);
    const [only] = found({ b: claim });
    expect(only).toMatchObject({ kind: 'targets', block: 'b' });
    expect(only!.message).toContain('the targets are not taken off (data.y)');
  });
});

describe('down a network', () => {
  const params = {
    W1: W,
    b1: [0.1, 0.2, 0.3],
    W2: [
      [0.4, -0.7, 0.9],
      [0.2, 0.5, -0.3],
    ],
    b2: [0.6, -0.8],
  };
  const right = {
    W1: G,
    b1: [0.7, -0.9, 0.4],
    W2: [
      [0.8, -0.6, 0.35],
      [0.15, 0.95, -0.55],
    ],
    b2: [1.7, -0.8],
  };
  const off = { W1: STRANGE, b1: [1.3, 0.2, -0.8] };

  test('what is wrong from a layer down is one line', () => {
    const [only, ...others] = diagnosesOf(right, { ...right, ...off }, params);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: 'chain', block: 'W1' });
    expect(only!.message).toContain('right in W2, b2, wrong from W1 down (W1, b1)');
  });

  test.each([{ order: ['W1', 'W2', 'b1', 'b2'] }, { order: ['b1', 'W1', 'b2', 'W2'] }])(
    'in the order $order',
    ({ order }) => {
      const as = <T>(tree: Readonly<Record<string, T>>) => Object.fromEntries(order.map((name) => [name, tree[name]!]));
      const [only, ...others] = diagnosesOf(
        as<Params[string]>(right),
        as<Params[string]>({ ...right, ...off }),
        as<Params[string]>(params),
      );
      expect(others).toEqual([]);
      expect(only!.message).toContain('right in W2, b2, wrong from W1 down');
    },
  );

  test('units may stand along the columns of weights, and a vector on top be one unit', () => {
    const transposed = (tree: typeof right) => ({
      W1: map(
        tree.W1[0]!.map((_, j) => tree.W1.map((row) => row[j]!)),
        (x) => x,
      ),
      b1: tree.b1,
      w2: tree.W2[0]!,
      b2: [tree.b2[0]!],
    });
    const [only, ...others] = diagnosesOf(
      transposed(right),
      transposed({ ...right, ...off } as typeof right),
      transposed(params as typeof right),
    );
    expect(others).toEqual([]);
    expect(only!.message).toContain('right in w2, b2, wrong from W1 down (W1, b1)');
  });

  test('of one layer, a factor for every unit says more than that all is wrong', () => {
    const factors = [1.3, 0.7, 2.1];
    const own = { W: G, b: right.b1 };
    const claim = { W: map(G, (x, i) => factors[i]! * x), b: right.b1.map((x, i) => factors[i]! * x) };
    expect(kindsOf(diagnosesOf(own, claim, { W, b: params.b1 }))).toContain('row-factors W');
  });

  test('what is wrong everywhere starts at the outputs', () => {
    const all = {
      ...off,
      W2: [
        [0.1, 0.3, -0.7],
        [1.15, 0.2, 0.4],
      ],
      b2: [-0.3, 0.9],
    };
    expect(kindsOf(diagnosesOf(right, all, params))).toEqual(['output-error W2']);
  });

  test('a layer that is wrong above right ones is so by itself', () => {
    const upper = {
      W2: [
        [0.1, 0.3, -0.7],
        [1.15, 0.2, 0.4],
      ],
      b2: [-0.3, 0.9],
    };
    expect(kindsOf(diagnosesOf(right, { ...right, ...upper }, params))).toEqual(['unknown W2', 'unknown b2']);
  });

  test('weights that are wrong alone are so by themselves', () => {
    expect(kindsOf(diagnosesOf(right, { ...right, W1: STRANGE }, params))).toEqual(['unknown W1']);
    expect(kindsOf(diagnosesOf(right, { ...right, W1: STRANGE, b2: [-0.3, 0.9] }, params))).toEqual([
      'unknown W1',
      'unknown b2',
    ]);
  });
});

test('targets of thousands of examples that are not taken off', () => {
  const X = Array.from({ length: 3000 }, (_, i) => [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i + 1), 1]);
  const y = X.map((_, i) => (7 * i) % 3);
  const sums = map(G, (_, k, j) => X.reduce((sum, x, i) => (y[i] === k ? sum + x[j]! / X.length : sum), 0));
  const claim = map(G, (x, k, j) => x + sums[k]![j]!);
  const found = (more: number) => diagnosesOf({ W: G }, { W: map(claim, (x) => x + more) }, { W }, { X, y });
  expect(found(0)[0]!.message).toMatch(/^dW: the targets are not taken off \(data\.y\)/);
  expect(kindsOf(found(0.01))).toEqual(['unknown W']);
});

test('hints name numbers that the data does not hold', () => {
  const claim = { W: map(G, (x) => 0.37 * x) };
  expect(diagnosesOf({ W: G }, claim, { W }, {}, { hints: { learningRate: 0.37 } })[0]!.message).toContain(
    '0.370 = learningRate times',
  );
  expect(diagnosesOf({ W: G }, claim, { W })[0]!.message).toContain('0.370 times');
  expect(() => diagnosesOf({ W: G }, claim, { W }, {}, { hints: { m: Number.NaN } })).toThrow(
    /options\.hints\.m: expected a finite number/,
  );
});

test('a factor in float32 has a name as well', () => {
  const g = [0.31, -1.27, 0.83];
  const loss = (w: Float32Array): number =>
    w.reduce((sum, x, i) => Math.fround(sum + Math.fround(Math.fround(g[i]!) * x)), 0);
  const { diagnoses } = checkGradient(
    { loss, gradient: () => Float32Array.from(g, (x) => 7 * x) },
    { params: Float32Array.of(0.3, -0.7, 1.1), data: { x: Array.from({ length: 7 }, (_, i) => [i, 1]) } },
  );
  expect(diagnoses[0]!.message).toMatch(/^dparams is 7\.000 = m \(rows of data\.x\) times/);
});

test('the arithmetic of float32 is enough', () => {
  const loss = ({ W: at }: { W: Matrix }): number =>
    Math.fround(at.flat().reduce((sum, x, i) => Math.fround(sum + Math.fround(G.flat()[i]! * Math.fround(x))), 0));
  const check = checkGradient(
    { loss, gradient: () => ({ W: map(G, (_, i, j) => G[i]![(j + 3) % 4]!) }) },
    { params: { W } },
  );
  expect(kindsOf(check.diagnoses)).toEqual(['shifted W']);
});
