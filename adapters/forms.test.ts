import { describe, expect, it } from 'vitest';
import { entryName, flatten, unflatten } from '../core/tree.ts';
import { type AsyncProblem, checkGradient, checkGradientAsync, type Problem, tensor } from '../index.ts';
import { layerProblem } from './layer-problem.ts';
import { modelProblem } from './model-problem.ts';
import { outParameterProblem } from './out-parameter-problem.ts';

/** The same parameters as users hold them. */
const CONTAINERS: Readonly<Record<string, () => object>> = {
  'a flat array': () => [0.5, -1.25, 2],
  'nested arrays': () => [
    [0.5, -1.25],
    [2, 0.75],
  ],
  'a Float64Array': () => Float64Array.of(0.5, -1.25, 2),
  'a Float32Array': () => Float32Array.of(0.5, -1.25, 2),
  'a list of typed arrays': () => [Float64Array.of(0.5, -1.25), Float64Array.of(2)],
  'a tensor': () => tensor([2, 2], [0.5, -1.25, 2, 0.75]),
  'a tensor of a plain array': () => ({ shape: [1, 3], data: [0.5, -1.25, 2] }),
  'a dictionary': () => ({ W: [[0.5, -1.25]], b: Float64Array.of(2), scale: 0.75 }),
  'dictionaries in a list': () => ({ layers: [{ W: [[0.5]], b: [-1.25] }, { W: tensor([1, 2], [2, 0.75]) }] }),
};

type Flat = Float64Array;

// sin(sum of (i + 1) x_i) + half the sum of squares.
const angle = (x: Flat): number => x.reduce((sum, xi, i) => sum + ((i + 1) * xi) / 4, 0);
const lossOf = (x: Flat): number => Math.sin(angle(x)) + x.reduce((sum, xi) => sum + xi * xi, 0) / 2;
const slopesOf = (x: Flat): Flat => x.map((xi, i) => (Math.cos(angle(x)) * (i + 1)) / 4 + xi);

type Tree = object;
const treeLike = (tree: Tree, values: Flat): Tree => unflatten(flatten(tree).layout, values) as Tree;
const loss = (tree: Tree): number => lossOf(flatten(tree).flat);

type Claim = (x: Flat) => Flat;

/** What the user wrote: the last entry of the gradient is `factor` times what it should be. */
const claimOff =
  (factor: number): Claim =>
  (x) =>
    slopesOf(x).map((slope, i) => (i === x.length - 1 ? factor * slope : slope));
const gradientOf =
  (claim: Claim) =>
  (tree: Tree): Tree =>
    treeLike(tree, claim(flatten(tree).flat));

function write(into: unknown, from: unknown): void {
  const [target, source] = [into, from] as Record<string, unknown>[];
  for (const key of Object.keys(target!)) {
    if (typeof target![key] === 'object') write(target![key], source![key]);
    else target![key] = source![key];
  }
}

const out = (claim: Claim) => (x: Tree, g: Tree) => {
  write(g, gradientOf(claim)(x));
  return loss(x);
};

class Affine {
  grads: unknown = [];
  weights: Tree;
  readonly #claim: Claim;

  constructor(weights: Tree, claim: Claim) {
    this.weights = weights;
    this.#claim = claim;
  }

  forward(): number {
    return loss(this.weights);
  }

  backward(upstream: number): void {
    this.grads = vjpOf(this.#claim)(this.weights, upstream);
  }
}

function model(own: Tree, claim: Claim) {
  let weights = own;
  return {
    get: () => weights,
    set: (next: Tree) => {
      weights = next;
    },
    loss: () => loss(weights),
    gradient: () => gradientOf(claim)(weights),
  };
}

const vjpOf = (claim: Claim) => (x: Tree, u: unknown) =>
  treeLike(
    x,
    claim(flatten(x).flat).map((slope) => (u as number) * slope),
  );
const jvpOf = (claim: Claim) => (x: Tree, tangent: Tree) => {
  const { flat } = flatten(tangent);
  return claim(flatten(x).flat).reduce((sum, slope, i) => sum + slope * flat[i]!, 0);
};

type Form = (claim: Claim, at: Tree) => Problem<Tree, undefined>;

const FORMS: Readonly<Record<string, Form>> = {
  'two functions': (claim) => ({ loss, gradient: gradientOf(claim) }),
  'one that returns both': (claim) => ({
    valueAndGradient: (x) => ({ value: loss(x), gradient: gradientOf(claim)(x) }),
  }),
  'one that returns a pair': (claim) => ({ valueAndGradient: (x) => [loss(x), gradientOf(claim)(x)] }),
  'an out-parameter': (claim) => outParameterProblem(out(claim)),
  'a model': (claim, at) => modelProblem(model(at, claim)),
  'a forward and a backward pass': (claim) => ({ forward: loss, vjp: vjpOf(claim) }),
  'a forward pass and its product with a tangent': (claim) => ({ forward: loss, jvp: jvpOf(claim) }),
  'a forward pass and both products': (claim) => ({ forward: loss, jvp: jvpOf(claim), vjp: vjpOf(claim) }),
};

const soon = async <T>(value: T): Promise<T> => {
  await Promise.resolve();
  return value;
};

type AsyncForm = (claim: Claim, at: Tree) => AsyncProblem<Tree, undefined>;

const ASYNC_FORMS: Readonly<Record<string, AsyncForm>> = {
  'two functions': (claim) => ({ loss: (x) => soon(loss(x)), gradient: (x) => soon(gradientOf(claim)(x)) }),
  'one that returns both': (claim) => ({
    valueAndGradient: (x) => soon({ value: loss(x), gradient: gradientOf(claim)(x) }),
  }),
  'one that returns a pair': (claim) => ({
    valueAndGradient: (x) => soon([loss(x), gradientOf(claim)(x)] as const),
  }),
  'an out-parameter': (claim) =>
    outParameterProblem(async (x: Tree, g: Tree) => {
      await Promise.resolve();
      return out(claim)(x, g);
    }),
  'a model': (claim, at) => {
    const own = model(at, claim);
    return modelProblem({ ...own, loss: () => soon(0).then(own.loss), gradient: () => soon(0).then(own.gradient) });
  },
  'a forward and a backward pass': (claim) => ({
    forward: (x) => soon(loss(x)),
    vjp: (x, u) => soon(vjpOf(claim)(x, u)),
  }),
  'a forward pass and its product with a tangent': (claim) => ({
    forward: (x) => soon(loss(x)),
    jvp: (x, t) => soon(jvpOf(claim)(x, t)),
  }),
};

const rows = Object.entries(CONTAINERS).map(([name, make]) => ({ name, make }));
const wrong = claimOff(1.5);
const right = claimOff(1);

// The tangent of several float32 parameters is rounded at every step along it, so products with it are judged in float64 only.
const formsFor = (forms: object, name: string): readonly string[] =>
  Object.keys(forms).filter((form) => name !== 'a Float32Array' || !/product/.test(form));

describe.each(rows)('parameters in $name', ({ name, make }) => {
  const { flat, layout } = flatten(make());
  const blamed = layout.blocks.at(-1)!.name;
  const entry = entryName(layout, flat.length - 1);

  it.each(formsFor(FORMS, name))('%s: the right gradient agrees, a wrong entry is found', (form) => {
    const point = { params: make() };
    expect(checkGradient(FORMS[form]!(right, make()), point)).toMatchObject({ verdict: 'agrees' });
    const found = checkGradient(FORMS[form]!(wrong, make()), point);
    expect(found.verdict).toBe('disagrees');
    // A product with tangents is a claim about the output.
    if (form === 'a forward pass and its product with a tangent') return;
    expect(found.blame).toContain(blamed);
    if (form === 'a forward pass and both products') return;
    expect(found.blocks.at(-1)!.worst).toMatchObject({ entry });
    expect(found.blocks.at(-1)!.worst.ratio).toBeCloseTo(1.5, 3);
  });

  it.each(formsFor(ASYNC_FORMS, name))('%s that return promises: the same', async (form) => {
    const point = { params: make() };
    expect(await checkGradientAsync(ASYNC_FORMS[form]!(right, make()), point)).toMatchObject({ verdict: 'agrees' });
    expect(await checkGradientAsync(ASYNC_FORMS[form]!(wrong, make()), point)).toMatchObject({ verdict: 'disagrees' });
  });

  it('a layer: the right gradients agree, a wrong entry is found', () => {
    const layer = (claim: Claim) =>
      layerProblem(new Affine(make(), claim), { weights: { weights: 'grads' }, inputs: [] });
    const point = { params: { weights: make() } };
    expect(checkGradient(layer(right), point)).toMatchObject({ verdict: 'agrees' });
    const { verdict, blame } = checkGradient(layer(wrong), point);
    expect({ verdict, blame }).toMatchObject({ verdict: 'disagrees', blame: [expect.stringMatching(/^weights/)] });
  });
});
