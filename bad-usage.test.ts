import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casesLike } from './generators/cases-like.ts';
import { casesOf, labels } from './generators/index.ts';
import {
  assertProperty,
  checkGradient,
  checkHessian,
  checkProperty,
  gradientProperty,
  layerProblem,
  modelProblem,
  outParameterProblem,
} from './index.ts';

/** What somebody does wrong, and what the sentence that comes back must say. */
type Misuse = readonly [mistake: string, attempt: () => unknown, says: RegExp];

const loss = ({ W, b }: { W: number[][]; b: number[] }): number =>
  W.flat().reduce((sum, w) => sum + w ** 3, 0) + b.reduce((sum, x) => sum + x ** 3, 0);
const gradient = ({ W, b }: { W: number[][]; b: number[] }): unknown => ({
  W: W.map((row) => row.map((w) => 3 * w * w)),
  b: b.map((x) => 3 * x * x),
});
const point = {
  params: {
    W: [
      [0.5, -1],
      [2, 1],
      [1, 3],
    ],
    b: [1, -2],
  },
};
const cases = casesLike(point.params);

const any = (value: unknown): never => value as never;
const check =
  (problem: unknown, at: unknown = point, options?: unknown) =>
  () =>
    checkGradient(any(problem), any(at), any(options));
const campaign =
  (drawn: unknown, options?: unknown, problem: unknown = { loss, gradient }) =>
  () =>
    checkProperty(any(problem), any(drawn), any(options));
const losing = (answer: unknown) => check({ loss: () => answer, gradient });
const claiming = (answer: (params: { W: number[][]; b: number[] }) => unknown) => check({ loss, gradient: answer });
const right = (params: typeof point.params) => gradient(params) as { W: number[][]; b: number[] };

const MISUSES: Readonly<Record<string, readonly Misuse[]>> = {
  'the problem': [
    ['nothing at all', check(undefined), /^problem: expected \{ loss, gradient \}, .* came undefined$/],
    ['only the loss, as a function', check(loss), /^problem: expected \{ loss, gradient \}, .* came a function$/],
    ['no gradient', check({ loss }), /^problem\.gradient: missing; a problem is .*, this one has loss$/],
    [
      'a gradient of another name',
      check({ loss, grad: gradient }),
      /problem\.gradient: missing; .* this one has loss, grad$/,
    ],
    [
      'a gradient that was called',
      check({ loss, gradient: gradient(point.params) }),
      /^problem\.gradient: expected a function, came an object with W, b$/,
    ],
    [
      'two forms at once',
      check({ loss, gradient, valueAndGradient: loss }),
      /^problem: give either valueAndGradient or loss and gradient, not both$/,
    ],
    [
      'a forward pass alone',
      check({ forward: loss }),
      /^problem\.vjp: missing; beside forward give vjp\(params, cotangent, data\), its backward pass, or jvp/,
    ],
    [
      'a backward pass alone',
      check({ vjp: loss }),
      /^problem\.loss: missing; a problem is .*\{ forward, vjp \}.*, this one has vjp$/,
    ],
    ['a jvp without a forward pass', check({ jvp: loss }), /^problem\.forward: expected a function, came undefined$/],
    [
      'a value alone from valueAndGradient',
      check({ valueAndGradient: loss }),
      /valueAndGradient returned the number .*expected \{ value, gradient \} or \[value, gradient\]/,
    ],
    ['no Hessian problem', () => checkHessian(any({ loss }), point), /problem\.gradient: /],
  ],
  'the case': [
    [
      'params not wrapped in a case',
      check({ loss, gradient }, point.params),
      /^case: expected \{ params, data \}, came an object with W, b$/,
    ],
    ['no case', check({ loss, gradient }, null), /^case: expected \{ params, data \}, came null$/],
    [
      'params undefined',
      check({ loss, gradient }, { params: undefined }),
      /^params: expected a number, an array, .* came undefined$/,
    ],
    [
      'params with a string in them',
      check({ loss, gradient }, { params: { W: 'xavier' } }),
      /^W: expected a number, an array, .* came a string \("xavier"\)$/,
    ],
    [
      'params of integers',
      check({ loss, gradient }, { params: new Int32Array(2) }),
      /^params: an Int32Array of 2 .*use a Float64Array or Float32Array$/,
    ],
    [
      'params in a class',
      check({ loss, gradient }, { params: new Map() }),
      /^params: expected a number, an array, .* came an object of class Map$/,
    ],
    [
      'ragged params',
      check({ loss, gradient }, { params: [[1, 2], [3]] }),
      /^params\[1\]: ragged: .*; put blocks of different size in an object or in typed arrays$/,
    ],
    [
      'a tensor of the wrong size',
      check({ loss, gradient }, { params: { shape: [2, 2], data: [1] } }),
      /^params\.data: shape \[2, 2\] holds 4 numbers, came 1$/,
    ],
    [
      'params without a number',
      check({ loss, gradient }, { params: {} }),
      /^params: holds no number, so there is no gradient$/,
    ],
    [
      'params that are NaN',
      check({ loss: (w: number) => w, gradient: () => 1 }, { params: Number.NaN }),
      /^params: params is NaN; a slope needs finite parameters$/,
    ],
    [
      'data that is missing',
      check({ loss: (w: number, { x }: { x: number }) => w * x, gradient }, { params: 1 }),
      /^loss threw TypeError: Cannot destructure/,
    ],
  ],
  'the loss': [
    ['nothing returned', losing(undefined), /^loss returned undefined, expected a number$/],
    ['a string', losing('1.5'), /^loss returned a string \("1\.5"\), expected a number$/],
    ['a BigInt', losing(1n), /^loss returned the BigInt 1n, expected a number$/],
    ['a tensor', losing({ shape: [], data: [1] }), /^loss returned an object with shape, data, expected a number/],
    ['an array of one', losing([1]), /^loss returned an array of 1, expected a number/],
    ['NaN', losing(Number.NaN), /^the loss is NaN at this point; it has no slope there$/],
    [
      'a promise',
      losing(Promise.resolve(1)),
      /^loss returned a promise, expected a number; use the Async twin of this check for async functions$/,
    ],
    [
      'parameters changed in place',
      check({ loss: (p: typeof point.params) => loss({ W: p.W, b: p.b.fill(0) }), gradient }),
      /^loss changed its parameters: b\[0\] was 1 and is 0; work on a copy$/,
    ],
    [
      'dropout left on',
      check({ loss: (p: typeof point.params) => loss(p) * Math.random(), gradient }),
      /^the loss was .* and is .* at the same point; switch off dropout or fix its seed$/,
    ],
  ],
  'the gradient': [
    ['nothing returned', claiming(() => undefined), /^gradient: expected an object with W, b, came undefined$/],
    ['null', claiming(() => null), /^gradient: expected an object with W, b, came null$/],
    ['a number', claiming(() => 1), /^gradient: expected an object with W, b, came the number 1$/],
    [
      'one flat array',
      claiming((p) => [...right(p).W.flat(), ...right(p).b]),
      /^gradient: expected an object with W, b, came an array of 8$/,
    ],
    ['a missing block', claiming((p) => ({ W: right(p).W })), /^gradient\.b: missing$/],
    [
      'a block of another name',
      claiming((p) => ({ W: right(p).W, db: right(p).b })),
      /^gradient\.b: missing; it has db, which the parameters have not$/,
    ],
    [
      'a block too many',
      claiming((p) => ({ ...right(p), lambda: 0 })),
      /^gradient\.lambda: the parameters have no block of this name$/,
    ],
    [
      'a transpose',
      claiming((p) => ({ ...right(p), W: [0, 1].map((j) => right(p).W.map((row) => row[j])) })),
      /^gradient\.W: expected shape \[3, 2\] like the parameters, came shape \[2, 3\]$/,
    ],
    [
      'too few entries',
      claiming((p) => ({ ...right(p), b: [1] })),
      /^gradient\.b: expected shape \[2\] like the parameters, came shape \[1\]$/,
    ],
    [
      'integers',
      claiming((p) => ({ ...right(p), b: Int32Array.from(right(p).b) })),
      /^gradient\.b: an Int32Array of 2 .*use a Float64Array or Float32Array$/,
    ],
    [
      'a promise',
      claiming(async (p) => right(p)),
      /^gradient returned a promise, expected a tree like params; use the Async twin/,
    ],
    [
      'NaN',
      claiming((p) => ({ ...right(p), b: [0, Number.NaN] })),
      /^the gradient of b\[1\] is NaN, the loss is finite: at b\[1\] = \S+ its central difference is .* not written$/,
    ],
    [
      'the sum of all calls',
      claiming(adding()),
      /^the gradient of W\[0,0\] was .* 2 times as much: is it added to the last one\?$/,
    ],
  ],
  'the adapters': [
    [
      'a layer without backward',
      () => layerProblem(any({ forward: loss })),
      /^layer\.backward: expected a method, came undefined$/,
    ],
    [
      'a weight that the layer has not',
      () => layerProblem({ forward: loss, backward: loss }, { weights: { W: 'dW' } }),
      /^options\.weights\.W: the layer has no such field; it has forward, backward$/,
    ],
    [
      'an input named twice',
      () => layerProblem({ forward: loss, backward: loss }, { inputs: ['x', 'x'] }),
      /^options\.inputs: 'x' stands there twice$/,
    ],
    [
      'a model without set',
      () => modelProblem(any({ get: loss, loss, gradient })),
      /^model\.set: expected a function, came undefined$/,
    ],
    [
      'no model',
      () => modelProblem(any(undefined)),
      /^model: expected \{ get, set, loss, gradient \}, came undefined$/,
    ],
    ['no layer', () => layerProblem(any(null)), /^layer: expected an object with forward and backward, came null$/],
    [
      'no function with an out-parameter',
      () => outParameterProblem(any({ loss })),
      /^f: expected a function f\(x, gradient\), came an object with loss$/,
    ],
    [
      'a gradient returned, not written',
      () =>
        checkGradient(
          outParameterProblem((x: number[]) => x[0]! ** 2),
          { params: [1] },
        ),
      /^the gradient of params\[0\] is NaN, the loss is finite: .* central difference is 2; .* or an entry that is not written$/,
    ],
  ],
  'the cases of a campaign': [
    ['none', campaign(undefined), /^cases: expected a fast-check arbitrary of \{ params, data \}, came undefined$/],
    ['one case', campaign(point), /^cases: expected a fast-check arbitrary .*came an object with params$/],
    ['a list of cases', campaign([point]), /^cases: expected a fast-check arbitrary .*came an array of 1$/],
    [
      'an arbitrary of params alone',
      campaign(fc.constant(point.params)),
      /case: expected \{ params, data \}, came an object with W, b/,
    ],
    ['an arbitrary of numbers', campaign(fc.integer()), /case: expected \{ params, data \}, came the number/],
    [
      'losses that are nowhere finite',
      campaign(cases, {}, { loss: () => Number.NaN, gradient }),
      /^only 0% of the cases agree .*; in 100 the loss is not finite: draw values at which it is$/,
    ],
    [
      'a size that no field has',
      () => casesOf({ params: ['n'] }, { sizes: { m: 3 } }),
      /^options\.sizes\.m: no field has this size; there are n$/,
    ],
    [
      'labels of no classes',
      () => casesOf({ params: any('n'), data: labels('m', 'k') }),
      /^params: expected the sizes of a tensor such as \['h', 'n'\]/,
    ],
  ],
  'the options': [
    [
      'a name mistyped',
      check({ loss, gradient }, point, { tolerance: 1e-5 }),
      /^options\.tolerance: unknown; the options are precision, /,
    ],
    [
      'a precision of another name',
      check({ loss, gradient }, point, { precision: 'single' }),
      /^options\.precision: expected 'float64', 'float32' or a unit roundoff between 0 and 1, came a string \("single"\)$/,
    ],
    [
      'a mode of another name',
      check({ loss, gradient }, point, { mode: 'fast' }),
      /^options\.mode: expected 'auto', 'screen', 'full', came a string \("fast"\)$/,
    ],
    [
      'a tolerance below zero',
      check({ loss, gradient }, point, { rtol: -1 }),
      /^options\.rtol: expected a finite number, 0 or more, came the number -1$/,
    ],
    [
      'a seed that is no integer',
      check({ loss, gradient }, point, { seed: 'today' }),
      /^options\.seed: expected an integer, came a string \("today"\)$/,
    ],
    [
      'a number for the options',
      check({ loss, gradient }, point, 1e-7),
      /^options: expected an object, came the number 1e-7$/,
    ],
    [
      'half a run',
      campaign(cases, { numRuns: 0.5 }),
      /^options\.numRuns: expected an integer, 1 or more, came the number 0\.5$/,
    ],
    ['runs by another name', campaign(cases, { runs: 10 }), /^options\.runs: unknown; the options are .*numRuns/],
    ['a path without its seed', campaign(cases, { path: '0' }), /^options\.path: needs the seed it was printed with$/],
    [
      'a path that leads nowhere',
      campaign(fc.constant(point), { seed: 1, path: '0:7' }),
      /^options\.path: '0:7' leads to no case of seed 1$/,
    ],
    [
      'no time at all',
      campaign(cases, { timeLimit: 0 }),
      /^options\.timeLimit: expected a positive number of milliseconds, came the number 0$/,
    ],
    [
      'a share of 60',
      campaign(cases, { agreeing: 60 }),
      /^options\.agreeing: expected a share between 0 and 1, came the number 60$/,
    ],
    [
      'memory in a plain property',
      () => gradientProperty({ loss, gradient }, cases, { memory: { file: '/a' } }),
      /^options\.memory: belongs to checkProperty and assertProperty/,
    ],
    [
      'memory beside no file',
      campaign(cases, { memory: {} }),
      /^options\.memory\.file: expected the absolute path or file URL of the test file, e\.g\. import\.meta\.url/,
    ],
  ],
};

/** A gradient that is added to what it was. */
function adding() {
  const sum = {
    W: [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    b: [0, 0],
  };
  return (params: typeof point.params) => {
    const now = right(params);
    sum.W = sum.W.map((row, i) => row.map((w, j) => w + now.W[i]![j]!));
    sum.b = sum.b.map((x, i) => x + now.b[i]!);
    return structuredClone(sum);
  };
}

/** What is said: the message of the error, of the check, or the complaint of the campaign. */
function said(attempt: () => unknown): string {
  try {
    const answer = attempt() as { message?: string; complaint?: string };
    return answer.message ?? answer.complaint ?? 'nothing';
  } catch (error) {
    // fast-check's own words stand around an error that was thrown by a case.
    return (error as Error).message;
  }
}

describe.each(Object.entries(MISUSES))('misuse of %s', (_, rows) => {
  test.each(rows)('%s: one sentence that says what to change', (_, attempt, says) => {
    const message = said(attempt);
    expect(message).toMatch(says);
    expect(message.split('\n')).toHaveLength(1);
    expect(message.length).toBeLessThan(300);
  });
});

test('what is right says nothing', () => {
  expect(said(check({ loss, gradient }))).toBe('nothing');
  expect(said(() => assertProperty({ loss, gradient }, cases, { seed: 1 }))).toBe('');
});
