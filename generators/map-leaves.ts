import { isPlainObject } from '../core/leaf.ts';
import { shortestFloat32 } from './shortest-float32.ts';

/** One array of numbers, or a single number, somewhere in a value. */
export interface NumberLeaf {
  /** Where it stands, e.g. `params.W1`; the same for every value of the same form. */
  readonly path: string;
  /** Its numbers, row by row. */
  readonly values: readonly number[];
  /** `[3, 5]` for a matrix of nested arrays or a tensor, `[]` for a single number. */
  readonly shape: readonly number[];
}

/**
 * Rebuilds a value with the numbers of its leaves replaced, in containers of the same kind; whatever holds no numbers
 * (strings, booleans, functions, class instances, integer typed arrays) is handed over as it is.
 *
 * @param replace - The new numbers of a leaf, as many as it has.
 */
export function mapLeaves(value: unknown, path: string, replace: (leaf: NumberLeaf) => readonly number[]): unknown {
  if (typeof value === 'number') return replace({ path, values: [value], shape: [] })[0];
  if (isFloats(value)) return fill(value, replace({ path, values: numbersOf(value), shape: [value.length] }));
  if (Array.isArray(value)) {
    const shape = shapeOf(value);
    if (shape === undefined) return value.map((item, i) => mapLeaves(item, `${path}[${i}]`, replace));
    return nest(
      replace({ path, values: (value as unknown[]).flat(Number.POSITIVE_INFINITY) as number[], shape }),
      shape,
    );
  }
  if (!isPlainObject(value)) return value;
  if (isTensor(value)) {
    const values = replace({ path, values: numbersOf(value.data), shape: value.shape });
    return { shape: [...value.shape], data: fill(value.data, values) };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapLeaves(item, `${path}.${key}`, replace)]),
  );
}

/** The leaves of a value in the order of its keys. */
export function leavesOf(value: unknown, path: string): readonly NumberLeaf[] {
  const leaves: NumberLeaf[] = [];
  addLeaves(value, path, leaves);
  return leaves;
}

// Not by way of mapLeaves, which builds every array anew.
function addLeaves(value: unknown, path: string, leaves: NumberLeaf[]): void {
  if (typeof value === 'number') leaves.push({ path, values: [value], shape: [] });
  else if (isFloats(value)) leaves.push({ path, values: numbersOf(value), shape: [value.length] });
  else if (Array.isArray(value)) {
    const shape = shapeOf(value);
    if (shape === undefined) for (const [i, item] of value.entries()) addLeaves(item, `${path}[${i}]`, leaves);
    else leaves.push({ path, values: value.flat(Number.POSITIVE_INFINITY) as number[], shape });
  } else if (isPlainObject(value)) {
    if (isTensor(value)) leaves.push({ path, values: numbersOf(value.data), shape: value.shape });
    else for (const key of Object.keys(value)) addLeaves(value[key], `${path}.${key}`, leaves);
  }
}

type Numbers = Float64Array | Float32Array | readonly number[];

function isFloats(value: unknown): value is Float64Array | Float32Array {
  return value instanceof Float64Array || value instanceof Float32Array;
}

function isTensor(value: Record<string, unknown>): value is { shape: readonly number[]; data: Numbers } {
  const { shape, data } = value;
  return Array.isArray(shape) && (isFloats(data) || Array.isArray(data));
}

/** Float32 numbers are read as short decimals. */
function numbersOf(values: Numbers): readonly number[] {
  return values instanceof Float32Array ? Array.from(values, shortestFloat32) : Array.from(values);
}

function fill(like: Numbers, values: readonly number[]): Numbers {
  if (like instanceof Float32Array) return Float32Array.from(values);
  return like instanceof Float64Array ? Float64Array.from(values) : [...values];
}

/** The shape of nested arrays of numbers; undefined where they hold anything else, nothing, or are ragged. */
function shapeOf(value: readonly unknown[]): readonly number[] | undefined {
  if (value.length === 0) return undefined;
  if (value.every((item) => typeof item === 'number')) return [value.length];
  const inner = value.map((item) => (Array.isArray(item) ? shapeOf(item) : undefined));
  const [first] = inner;
  return first !== undefined && inner.every((shape) => String(shape) === String(first))
    ? [value.length, ...first]
    : undefined;
}

function nest(values: readonly number[], shape: readonly number[]): unknown[] {
  const [rows = 0, ...rest] = shape;
  if (rest.length === 0) return [...values];
  const stride = values.length / rows;
  return Array.from({ length: rows }, (_, i) => nest(values.slice(i * stride, (i + 1) * stride), rest));
}
