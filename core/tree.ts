import { describe, listed } from './describe.ts';
import { TreeError } from './errors.ts';
import { type FloatType, isPlainObject, type Leaf, product, readLeaf, sameShape, shapeName } from './leaf.ts';

/** One leaf of a tree: a number, a vector, a matrix or a tensor. */
export interface Block {
  /** Where it stands in the tree, e.g. `W2`, `layers[0].b`; `params` when the tree is a single leaf. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Index of its first entry in the flat vector. */
  readonly offset: number;
  /** How its entries are stored, which decides what steps are realisable. */
  readonly type: FloatType;
}

/** How a tree of blocks maps to one flat vector and back. */
export interface Layout {
  readonly blocks: readonly Block[];
  readonly size: number;
  readonly root: Node;
}

type Node =
  | { readonly kind: 'number' | 'array' | 'typed'; readonly block: Block }
  | { readonly kind: 'tensor'; readonly block: Block; readonly plain: boolean }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly keys: readonly string[]; readonly items: readonly Node[] };

/**
 * Reads a tree of numbers: numbers, float typed arrays, nested arrays, `{ shape, data }` tensors, and plain objects or
 * lists of these, in the order of their keys.
 *
 * @param tree - The value to read; it is not kept.
 * @param name - What to call the root in messages and in the name of a single leaf.
 * @returns The layout and all entries as one flat Float64Array, blocks one after the other, each row-major.
 * @throws {@link TreeError} for anything that is no tree of numbers, naming the path.
 * @example
 * const { flat, layout } = flatten({ W: [[1, 2], [3, 4]], b: new Float32Array(2) });
 * flat.length; // 6
 * layout.blocks.map((block) => block.name); // ['W', 'b']
 */
export function flatten(tree: unknown, name = 'params'): { readonly flat: Float64Array; readonly layout: Layout } {
  const blocks: Block[] = [];
  const writes: Leaf['write'][] = [];
  let size = 0;
  const root = read(tree, '', []);
  const flat = new Float64Array(size);
  for (const [index, write] of writes.entries()) write(flat, blocks[index]!.offset);
  return { flat, layout: { blocks, size, root } };

  function read(value: unknown, path: string, parents: readonly unknown[]): Node {
    const where = path === '' ? name : path;
    if (parents.includes(value)) throw new TreeError(where, 'the tree contains itself; a cycle cannot be flattened');
    const leaf = readLeaf(value, where);
    if (leaf !== undefined) {
      const block = { name: where, shape: leaf.shape, size: product(leaf.shape), offset: size, type: leaf.type };
      blocks.push(block);
      writes.push(leaf.write);
      size += block.size;
      return leaf.kind === 'tensor' ? { kind: 'tensor', block, plain: leaf.plain } : { kind: leaf.kind, block };
    }
    const inner = [...parents, value];
    if (Array.isArray(value)) {
      return { kind: 'list', items: value.map((item, index) => read(item, `${where}[${index}]`, inner)) };
    }
    const entries = Object.entries(value as object);
    return {
      kind: 'object',
      keys: entries.map(([key]) => key),
      items: entries.map(([key, item]) => read(item, member(path, key), inner)),
    };
  }
}

/** `W`, `head.W`, and for keys that would read as a path `["a.b"]`. */
function member(path: string, key: string): string {
  if (/[.[\]]/.test(key) || key === '') return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/**
 * Rebuilds a tree from its flat vector, in fresh containers of the same kinds and number types.
 *
 * @example
 * const { flat, layout } = flatten({ W: [[1, 2]], b: 3 });
 * unflatten(layout, flat); // { W: [[1, 2]], b: 3 }
 */
export function unflatten(layout: Layout, flat: Float64Array): unknown {
  return build(layout.root, flat);
}

/**
 * Reads a tree that must have the blocks and shapes of a known layout, such as a gradient.
 * Containers may differ (a Float64Array where the parameters hold an array), shapes may not.
 *
 * @param name - What to call the root in messages.
 * @throws {@link TreeError} naming the path, the shape expected and what came.
 */
export function flattenLike(layout: Layout, tree: unknown, name = 'gradient'): Float64Array {
  const flat = new Float64Array(layout.size);
  fill(layout.root, tree, name);
  return flat;

  function fill(node: Node, value: unknown, path: string): void {
    if (node.kind === 'list') {
      if (!Array.isArray(value) || value.length !== node.items.length) {
        throw new TreeError(
          path,
          `expected a list of ${node.items.length} like the parameters, came ${describe(value)}`,
        );
      }
      for (const [index, item] of node.items.entries()) fill(item, value[index], `${path}[${index}]`);
      return;
    }
    if (node.kind === 'object') {
      fillObject(node, value, path);
      return;
    }
    const { block } = node;
    const leaf = readLeaf(value, path);
    if (leaf === undefined || !sameShape(leaf.shape, block.shape)) {
      const came = leaf === undefined ? describe(value) : shapeName(leaf.shape);
      throw new TreeError(path, `expected ${shapeName(block.shape)} like the parameters, came ${came}`);
    }
    leaf.write(flat, block.offset);
  }

  function fillObject(node: Extract<Node, { kind: 'object' }>, value: unknown, path: string): void {
    if (!isPlainObject(value)) {
      throw new TreeError(path, `expected an object with ${listed(node.keys)}, came ${describe(value)}`);
    }
    const extra = Object.keys(value).filter((key) => !node.keys.includes(key));
    for (let i = 0; i < node.keys.length; i++) {
      const key = node.keys[i]!;
      if (value[key] === undefined) {
        const hint = extra.length === 0 ? '' : `; it has ${listed(extra)}, which the parameters have not`;
        throw new TreeError(`${path}.${key}`, `missing${hint}`);
      }
      fill(node.items[i]!, value[key], `${path}.${key}`);
    }
    if (extra.length > 0) throw new TreeError(`${path}.${extra[0]}`, 'the parameters have no block of this name');
  }
}

/**
 * The name of one entry of the flat vector, e.g. `W2[1,3]`.
 *
 * @throws RangeError when the index is outside of the layout.
 */
export function entryName(layout: Layout, index: number): string {
  const block = blockAt(layout, index);
  const { shape, name } = block;
  if (shape.length === 0) return name;
  let rest = index - block.offset;
  const position: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return `${name}[${position.join(',')}]`;
}

/** The block that holds one entry of the flat vector. */
export function blockAt(layout: Layout, index: number): Block {
  const block = layout.blocks.find(({ offset, size }) => index >= offset && index < offset + size);
  if (block === undefined) throw new RangeError(`entry ${index} is outside of a tree of ${layout.size} entries`);
  return block;
}

function build(node: Node, flat: Float64Array): unknown {
  switch (node.kind) {
    case 'number':
      return flat[node.block.offset];
    case 'typed':
      return typed(node.block, flat);
    case 'tensor':
      return {
        shape: [...node.block.shape],
        data: node.plain ? Array.from(typed(node.block, flat)) : typed(node.block, flat),
      };
    case 'array':
      return nest(node.block.shape, flat, node.block.offset);
    case 'list':
      return node.items.map((item) => build(item, flat));
    case 'object': {
      const object: Record<string, unknown> = {};
      for (let i = 0; i < node.keys.length; i++) {
        const value = build(node.items[i]!, flat);
        // Assigning to __proto__ would set the prototype.
        if (node.keys[i] === '__proto__')
          Object.defineProperty(object, '__proto__', { value, writable: true, enumerable: true, configurable: true });
        else object[node.keys[i]!] = value;
      }
      return object;
    }
  }
}

function typed({ offset, size, type }: Block, flat: Float64Array): Float64Array | Float32Array {
  return type === 'float32'
    ? Float32Array.from(flat.subarray(offset, offset + size))
    : flat.slice(offset, offset + size);
}

function nest(shape: readonly number[], flat: Float64Array, offset: number): unknown[] {
  const [rows = 0, ...rest] = shape;
  if (rest.length === 0) return Array.from(flat.subarray(offset, offset + rows));
  const stride = product(rest);
  return Array.from({ length: rows }, (_, row) => nest(rest, flat, offset + row * stride));
}
