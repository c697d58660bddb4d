/** The typed arrays that can be written down and read again. */
export type TypedArrayName =
  | 'Float64Array'
  | 'Float32Array'
  | 'Int8Array'
  | 'Uint8Array'
  | 'Uint8ClampedArray'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'BigInt64Array'
  | 'BigUint64Array';

export type TypedArray = InstanceType<(typeof globalThis)[TypedArrayName]>;

export const TYPED_ARRAYS: Readonly<Pick<typeof globalThis, TypedArrayName>> = {
  Float64Array,
  Float32Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
};

/** The name of a typed array's kind, also where it comes from another realm; undefined for anything else. */
export function typedArrayName(value: object): TypedArrayName | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  const name: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return typeof name === 'string' && Object.hasOwn(TYPED_ARRAYS, name) ? (name as TypedArrayName) : undefined;
}
