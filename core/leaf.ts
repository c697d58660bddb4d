import { describe } from './describe.ts';
import { TreeError } from './errors.ts';

export type FloatType = 'float64' | 'float32';

/** What a leaf of a tree holds, and how to copy its entries into a flat vector. */
export interface Leaf {
  readonly kind: 'number' | 'array' | 'typed' | 'tensor';
  readonly shape: readonly number[];
  readonly type: FloatType;
  /** Whether a tensor's data is a plain array. */
  readonly plain: boolean;
  readonly write: (flat: Float64Array, offset: number) => void;
}

/** Reads one leaf, or answers undefined where the value is a list or an object of further trees. */
export function readLeaf(value: unknown, path: string): Leaf | undefined {
  if (typeof value === 'number') {
    return leafOf('number', [], 'float64', (flat, offset) => {
      flat[offset] = value;
    });
  }
  if (isFloatArray(value)) {
    return leafOf('typed', [value.length], typeOf(value), (flat, offset) => flat.set(value, offset));
  }
  if (ArrayBuffer.isView(value)) {
    throw new TreeError(
      path,
      `${describe(value)} holds no fractions, which slopes and small steps need; use a Float64Array or Float32Array`,
    );
  }
  if (Array.isArray(value)) return readArray(value, path);
  if (!isPlainObject(value)) {
    throw new TreeError(
      path,
      `expected a number, an array, a { shape, data } tensor or an object of these, came ${describe(value)}`,
    );
  }
  return 'shape' in value && 'data' in value ? readTensor(value, path) : undefined;
}

function readArray(value: readonly unknown[], path: string): Leaf | undefined {
  for (let i = 0; i < value.length; i++) {
    if (!(i in value)) throw new TreeError(`${path}[${i}]`, 'missing: the array is sparse');
  }
  const numeric = value.length === 0 || typeof value[0] === 'number' || isNestedNumbers(value[0]);
  if (!numeric) return undefined;
  const shape = shapeOf(value, path, []);
  return leafOf('array', shape, 'float64', (flat, offset) => {
    writeNested(value, flat, offset);
  });
}

/** A cycle counts as nested numbers, so that `shapeOf` meets it and says where. */
function isNestedNumbers(value: unknown): boolean {
  const seen = new Set<unknown>();
  let inner = value;
  while (Array.isArray(inner) && !seen.has(inner)) {
    if (inner.length === 0 || typeof inner[0] === 'number') return true;
    seen.add(inner);
    inner = inner[0];
  }
  return seen.has(inner);
}

function shapeOf(value: unknown, path: string, parents: readonly unknown[]): readonly number[] {
  if (typeof value === 'number') return [];
  if (!Array.isArray(value)) {
    throw new TreeError(
      path,
      `expected ${parents.length === 0 ? 'an array' : 'a number'} as beside it, came ${describe(value)}`,
    );
  }
  if (parents.includes(value)) throw new TreeError(path, 'the tree contains itself; a cycle cannot be flattened');
  const inner = [...parents, value];
  let first: readonly number[] = [];
  for (let i = 0; i < value.length; i++) {
    if (!(i in value)) throw new TreeError(`${path}[${i}]`, 'missing: the array is sparse');
    const shape = shapeOf(value[i], `${path}[${i}]`, inner);
    if (i === 0) first = shape;
    else if (!sameShape(shape, first)) {
      throw new TreeError(
        `${path}[${i}]`,
        `ragged: expected ${shapeName(first)} as before it, came ${shapeName(shape)}; put blocks of different size in an object or in typed arrays`,
      );
    }
  }
  return [value.length, ...first];
}

function writeNested(value: readonly unknown[], flat: Float64Array, offset: number): number {
  let at = offset;
  for (const item of value) {
    if (typeof item === 'number') flat[at++] = item;
    else at = writeNested(item as readonly unknown[], flat, at);
  }
  return at;
}

function readTensor(value: Record<string, unknown>, path: string): Leaf {
  const { shape, data } = value;
  const extra = Object.keys(value).find((key) => key !== 'shape' && key !== 'data');
  if (extra !== undefined) throw new TreeError(`${path}.${extra}`, 'a { shape, data } tensor has no other fields');
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isInteger(extent) && extent >= 0)) {
    throw new TreeError(`${path}.shape`, `expected an array of extents such as [3, 5], came ${describe(shape)}`);
  }
  const leaf = readLeaf(data, `${path}.data`);
  if (leaf === undefined || leaf.kind === 'tensor' || leaf.shape.length !== 1) {
    throw new TreeError(`${path}.data`, `expected a flat array of numbers, came ${describe(data)}`);
  }
  if (leaf.shape[0] !== product(shape)) {
    throw new TreeError(
      `${path}.data`,
      `shape [${shape.join(', ')}] holds ${product(shape)} numbers, came ${leaf.shape[0]}`,
    );
  }
  return { kind: 'tensor', shape: [...shape], type: leaf.type, plain: leaf.kind === 'array', write: leaf.write };
}

function leafOf(kind: Leaf['kind'], shape: readonly number[], type: FloatType, write: Leaf['write']): Leaf {
  return { kind, shape, type, plain: false, write };
}

function typeOf(array: Float64Array | Float32Array): FloatType {
  if (array instanceof Float64Array) return 'float64';
  return Object.prototype.toString.call(array) === '[object Float32Array]' ? 'float32' : 'float64';
}

// By tag where instanceof says no: test runners hand over values of another realm.
function isFloatArray(value: unknown): value is Float64Array | Float32Array {
  if (!ArrayBuffer.isView(value)) return false;
  if (value instanceof Float64Array) return true;
  const tag = Object.prototype.toString.call(value);
  return tag === '[object Float64Array]' || tag === '[object Float32Array]';
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function product(shape: readonly number[]): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

export function shapeName(shape: readonly number[]): string {
  return shape.length === 0 ? 'a number' : `shape [${shape.join(', ')}]`;
}
