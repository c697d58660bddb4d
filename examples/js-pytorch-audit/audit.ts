import { mkdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Case, checkGradient, type GradientCheck } from 'gradcheck';
import { casesOf, choice, type Fields } from 'gradcheck/generators';

/**
 * Audits the backward passes of js-pytorch, in float64 on its cpu device. A package of its own, since js-pytorch asks for
 * a native module that does not build everywhere: `npm i --ignore-scripts` here, then `npx tsx audit.ts`.
 */
interface T {
  readonly tolist: () => unknown;
  readonly grad: unknown;
  readonly shape: readonly number[];
  readonly backward: (dy?: T) => void;
  readonly sum: (dim?: number, keep?: boolean) => T;
}

type Op = (...args: unknown[]) => T;
type Layer = { readonly forward: Op };
type Torch = Readonly<Record<string, Op>> & {
  readonly nn: Readonly<Record<string, new (...args: unknown[]) => Layer>>;
};

// By a name that the compiler does not follow: it is installed here only.
const library = 'js-pytorch';
const { torch } = (await import(library)) as { readonly torch: Torch };
const { nn } = torch;

interface Recipe {
  readonly op: string;
  readonly cases: fc.Arbitrary<Case>;
  readonly call: (params: Readonly<Record<string, T>>, data: Readonly<Record<string, never>>) => T;
}

const recipe = (op: string, params: Fields, data: Fields, call: Recipe['call']): Recipe => ({
  op,
  cases: casesOf(
    { params, data },
    { as: 'nested', sizes: {}, regimes: ['decimals', 'normal', 'uniform'] },
  ) as fc.Arbitrary<Case>,
  call,
});

const NONE = { unused: choice(0) };
const X = { x: ['n', 'm'] } as const;
const POSITIVE =
  (op: (x: T) => T): Recipe['call'] =>
  ({ x }) =>
    op(torch.add!(torch.mul!(x, x), 1));

const RECIPES: readonly Recipe[] = [
  ...['neg', 'exp'].map((op) => recipe(op, X, NONE, ({ x }) => torch[op]!(x))),
  ...['log', 'sqrt'].map((op) =>
    recipe(
      `${op} of x * x + 1`,
      X,
      NONE,
      POSITIVE((x) => torch[op]!(x)),
    ),
  ),
  recipe('pow', X, { power: choice(2, 3) }, ({ x }, { power }) => torch.pow!(x, power)),
  ...['add', 'sub', 'mul'].flatMap((op) => {
    const call: Recipe['call'] = ({ a, b }) => (op === 'sub' ? torch.add!(a, torch.neg!(b)) : torch[op]!(a, b));
    return [
      recipe(`${op}, same shape`, { a: ['n', 'm'], b: ['n', 'm'] }, NONE, call),
      recipe(`${op}, a vector on the right`, { a: ['n', 'm'], b: ['m'] }, NONE, call),
      recipe(`${op}, a column on the right`, { a: ['n', 'm'], b: ['n', 1] }, NONE, call),
      recipe(`${op}, a vector on the left`, { a: ['m'], b: ['n', 'm'] }, NONE, call),
    ];
  }),
  recipe('div, same shape', { a: ['n', 'm'], b: ['n', 'm'] }, NONE, ({ a, b }) =>
    torch.div!(a, torch.add!(torch.mul!(b, b), 1)),
  ),
  recipe('div, a vector on the right', { a: ['n', 'm'], b: ['m'] }, NONE, ({ a, b }) =>
    torch.div!(a, torch.add!(torch.mul!(b, b), 1)),
  ),
  recipe('matmul', { a: ['n', 'm'], b: ['m', 'k'] }, NONE, ({ a, b }) => torch.matmul!(a, b)),
  recipe('matmul, a batch on the left', { a: ['q', 'n', 'm'], b: ['m', 'k'] }, NONE, ({ a, b }) => torch.matmul!(a, b)),
  recipe('matmul, two batches', { a: ['q', 'n', 'm'], b: ['q', 'm', 'k'] }, NONE, ({ a, b }) => torch.matmul!(a, b)),
  ...['mean', 'variance'].map((op) =>
    recipe(op, X, { dim: choice(0, 1, -1), keep: choice(true, false) }, ({ x }, { dim, keep }) =>
      torch[op]!(x, dim, keep),
    ),
  ),
  recipe('sum', X, { dim: choice(0, 1, -1), keep: choice(true, false) }, ({ x }, { dim, keep }) => x!.sum(dim, keep)),
  recipe('transpose', { x: ['q', 'n', 'm'] }, { pair: choice('0,1', '1,2', '0,2') }, ({ x }, { pair }) =>
    torch.transpose!(x, ...String(pair).split(',').map(Number)),
  ),
  recipe('reshape', X, NONE, ({ x }) => torch.reshape!(x, [x!.shape[1]!, x!.shape[0]!])),
  recipe('at', X, NONE, ({ x }) => torch.at!(x, [0])),
  recipe('nn.ReLU', X, NONE, ({ x }) => new nn.ReLU!().forward(x)),
  recipe('nn.Softmax', X, { dim: choice(-1, 0, 1) }, ({ x }, { dim }) => new nn.Softmax!(dim).forward(x, dim)),
  recipe('nn.LayerNorm', { x: ['n', 'm+1'] }, NONE, ({ x }) => new nn.LayerNorm!(x!.shape[1]).forward(x)),
  recipe('nn.MSELoss', { x: ['n', 'm'], y: ['n', 'm'] }, NONE, ({ x, y }) => new nn.MSELoss!().forward(x, y)),
];

const isLeaf = (value: unknown): boolean => typeof value === 'number' || Array.isArray(value);

function problemOf({ op, call }: Recipe) {
  const inputs = (params: unknown): Record<string, T> =>
    Object.fromEntries(
      Object.entries(params as object).map(([name, value]) => {
        if (!isLeaf(value)) throw new TypeError(`${name} is no list`);
        return [name, torch.tensor!(value, true)];
      }),
    );
  return {
    name: op,
    forward: (params: unknown, data: unknown) => call(inputs(params), data as Record<string, never>).tolist(),
    vjp: (params: unknown, cotangent: unknown, data: unknown) => {
      const given = inputs(params);
      call(given, data as Record<string, never>).backward(torch.tensor!(cotangent));
      return Object.fromEntries(Object.entries(given).map(([name, tensor]) => [name, tensor.grad]));
    },
  };
}

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, x) => (typeof x === 'number' ? Number(x.toPrecision(4)) : x));

const rows = RECIPES.map((entry) => {
  const problem = problemOf(entry);
  const checks: GradientCheck[] = [];
  const draws = { seed: 1, numRuns: 40 };
  fc.assert(
    fc.property(entry.cases, (point) => void checks.push(checkGradient(problem, point))),
    draws,
  );
  const count = (verdict: string): number => checks.filter((check) => check.verdict === verdict).length;
  const failing = (['disagrees', 'invalid'] as const).find((verdict) => count(verdict) > 0);
  let said = '';
  if (failing !== undefined) {
    const bad = fc.property(entry.cases, (point) => checkGradient(problem, point).verdict !== failing);
    const point = fc.check(bad, draws).counterexample![0];
    const check = checkGradient(problem, point);
    const worst = check.blocks.find(({ verdict }) => verdict === 'disagrees')?.worst;
    said = `\`${shown(point)}\`: ${
      check.verdict === 'invalid'
        ? check.message.slice(0, 160)
        : `\`${worst!.entry}\` is ${shown(worst!.analytic)} analytically, ${shown(worst!.numeric)} numerically. ${check.diagnoses[0]?.message ?? ''}`
    }`;
  }
  const outcome = failing === undefined ? 'agrees' : failing === 'disagrees' ? '**wrong**' : 'throws';
  return `| ${[entry.op, outcome, checks.length, count('agrees'), count('disagrees'), count('kink'), count('unresolved'), count('invalid'), said.replaceAll('|', '\\|').replaceAll('\n', ' ')].join(' | ')} |`;
});

const page = new URL('../../docs/audits/js-pytorch-0.7.md', import.meta.url);
mkdirSync(new URL('.', page), { recursive: true });
writeFileSync(
  page,
  `# The gradients of js-pytorch 0.7.2

Written by \`examples/js-pytorch-audit/audit.ts\`: the backward pass of each operation at drawn shapes and values, with a random
upstream gradient, against differences in float64; what fails is shrunk to the case shown.

| operation | outcome | cases | agrees | disagrees | kink | unresolved | invalid | smallest case |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);
console.log(`wrote ${page.pathname}`);
