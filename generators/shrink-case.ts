import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { fieldOf, withFields } from './case-fields.ts';
import { keepIndices } from './keep-indices.ts';
import type { Schema } from './schema.ts';
import { complexity, SHORT_NUMBERS, simplerNumbers } from './short-numbers.ts';

/** Above this many values a block is not shrunk entry by entry, but only as a whole. */
const ENTRYWISE = 200;

/**
 * Smaller cases, the boldest first: sizes (all at once, then one by one), options, labels, then values block by block to
 * distinct short numbers and to zero, last single entries. Shape and values always shrink together.
 */
export function* shrinkCase(point: Case, schema: Schema): Generator<Case> {
  yield* smallerSizes(point, schema);
  yield* smallerSquares(point, schema);
  yield* simplerOptions(point, schema);
  yield* simplerLabels(point, schema);
  yield* simplerBlocks(point, schema);
  yield* simplerEntries(point, schema);
}

function* smallerSizes(point: Case, schema: Schema): Generator<Case> {
  const large = [...schema.sizes].filter(([, size]) => size > 1);
  if (large.length > 1) {
    yield keepIndices(point, schema, new Map(large.map(([dim]) => [dim, [0]])));
    yield keepIndices(point, schema, new Map(large.map(([dim, size]) => [dim, range(0, Math.ceil(size / 2))])));
  }
  for (const [dim, size] of large) {
    const keep = (indices: readonly number[]): Case => keepIndices(point, schema, new Map([[dim, indices]]));
    yield keep([0]);
    yield keep([size - 1]);
    const half = Math.ceil(size / 2);
    if (half > 1) {
      yield keep(range(0, half));
      yield keep(range(size - half, size));
    }
    for (let gone = size - 1; size > 2 && gone >= Math.max(0, size - 8); gone--) {
      yield keep(range(0, size).filter((i) => i !== gone));
    }
  }
}

/** Dimensions of one size shrink together as well: a failure may need a square matrix. */
function* smallerSquares(point: Case, schema: Schema): Generator<Case> {
  const large = [...schema.sizes].filter(([, size]) => size > 1);
  for (const [i, [dim, size]] of large.entries()) {
    for (const [other] of large.slice(i + 1).filter(([, same]) => same === size)) {
      for (let gone = size - 1; gone >= Math.max(0, size - 8); gone--) {
        const left = range(0, size).filter((index) => index !== gone);
        for (let and = size - 1; and >= Math.max(0, size - 8); and--) {
          const right = range(0, size).filter((index) => index !== and);
          yield keepIndices(
            point,
            schema,
            new Map([
              [dim, left],
              [other, right],
            ]),
          );
        }
      }
    }
  }
}

function* simplerOptions(point: Case, schema: Schema): Generator<Case> {
  for (const [path, field] of schema.fields) {
    if (field.kind !== 'choice') continue;
    const now = field.options.indexOf(fieldOf(point, path));
    for (const option of field.options.slice(0, Math.max(0, now))) yield withFields(point, new Map([[path, option]]));
  }
}

function* simplerLabels(point: Case, schema: Schema): Generator<Case> {
  for (const [path, field] of schema.fields) {
    if (field.kind !== 'labels') continue;
    const labels = fieldOf(point, path) as readonly number[];
    if (labels.every((label) => label === field.first)) continue;
    yield withFields(point, new Map([[path, labels.map(() => field.first)]]));
    for (const [i, label] of labels.entries()) {
      if (label !== field.first) yield withFields(point, new Map([[path, labels.with(i, field.first)]]));
    }
  }
}

function* simplerBlocks(point: Case, schema: Schema): Generator<Case> {
  const blocks = [...schema.fields].filter(([, { kind }]) => kind === 'tensor');
  const simplified = new Map<string, unknown>();
  for (const [path] of blocks) {
    const block = fieldOf(point, path) as Tensor | undefined;
    if (block === undefined) continue;
    const short = distinctShort(block);
    if (total(short) < total(block)) simplified.set(path, short);
  }
  if (simplified.size > 1) yield withFields(point, simplified);
  for (const [path, short] of simplified) yield withFields(point, new Map([[path, short]]));
  for (const [path] of blocks) {
    const block = fieldOf(point, path) as Tensor | undefined;
    if (block === undefined) continue;
    if (block.data.some((x) => !Object.is(x, 0))) yield withFields(point, new Map([[path, tensor(block.shape)]]));
    for (const digits of [1, 2]) {
      const rounded = tensor(
        block.shape,
        block.data.map((x) => Number(x.toPrecision(digits))),
      );
      if (total(rounded) < total(block)) yield withFields(point, new Map([[path, rounded]]));
    }
  }
}

function* simplerEntries(point: Case, schema: Schema): Generator<Case> {
  for (const [path, field] of schema.fields) {
    const value = fieldOf(point, path);
    if (value === undefined) continue;
    if (field.kind === 'number') {
      for (const simpler of simplerNumbers(value as number)) {
        if (!(simpler < (field.least ?? Number.NEGATIVE_INFINITY))) yield withFields(point, new Map([[path, simpler]]));
      }
    } else if (field.kind === 'tensor' && (value as Tensor).data.length <= ENTRYWISE) {
      const { shape, data } = value as Tensor;
      for (let i = 0; i < data.length; i++) {
        for (const simpler of simplerNumbers(data[i]!)) {
          yield withFields(point, new Map([[path, tensor(shape, data.with(i, simpler))]]));
        }
      }
    }
  }
}

function distinctShort({ shape, data }: Tensor): Tensor {
  return tensor(
    shape,
    data.map((_, i) => SHORT_NUMBERS[i % SHORT_NUMBERS.length]!),
  );
}

function total({ data }: Tensor): number {
  return data.reduce((sum, value) => sum + complexity(value), 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
