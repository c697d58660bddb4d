/** Sums of products for one tile of a matrix product, 4 by 4 entries. */
export interface TileKernel {
  /** At least `size` numbers: the tile in the first 16, then room for factors. Growing makes earlier arrays unusable. */
  readonly memory: (size: number) => Float64Array;
  /**
   * Writes the sum over p of memory[a + 4 p + i] memory[b + 4 p + j] to memory[4 i + j]. Every sum is taken from zero
   * in the order p = 0, 1, ..., depth - 1; the depth is at least 1.
   */
  readonly multiply: (a: number, b: number, depth: number) => void;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly multiply: (a: number, b: number, stop: number) => void;
}
interface Engine {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

const PAGE = 65536;
let kernel: TileKernel | null | undefined;

/**
 * The kernel, compiled at the first call; null where WebAssembly or its SIMD is missing or forbidden.
 *
 * JavaScript checks the bounds of every load and spills a tile of sums to the stack; WebAssembly does neither and adds
 * two sums at once. It has no fused multiply-add, so that the bits are those of JavaScript.
 *
 * @example
 * const kernel = tileKernel();
 * const memory = kernel.memory(24);
 * memory.fill(3);
 * kernel.multiply(16, 20, 1);
 * memory[15]; // 9
 */
export function tileKernel(): TileKernel | null {
  if (kernel === undefined) kernel = compile();
  return kernel;
}

function compile(): TileKernel | null {
  let exports: Exports;
  try {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
    exports = new Instance(new Module(binary())).exports as Exports;
  } catch {
    return null;
  }
  const { memory, multiply } = exports;
  let numbers = new Float64Array(memory.buffer);
  return {
    memory(size) {
      if (size > numbers.length) {
        memory.grow(Math.ceil((8 * size - numbers.byteLength) / PAGE));
        numbers = new Float64Array(memory.buffer);
      }
      return numbers;
    },
    multiply: (a, b, depth) => multiply(8 * a, 8 * b, 8 * (a + 4 * depth)),
  };
}

/** Encodings of https://webassembly.github.io/spec/core/binary/instructions.html; the 3 aligns to 2^3 bytes. */
const encodings: Readonly<Record<string, readonly number[]>> = {
  'local.get': [0x20],
  'local.set': [0x21],
  'v128.load': [0xfd, 0, 3],
  'v128.load64_splat': [0xfd, 10, 3],
  'v128.store': [0xfd, 11, 3],
  'f64x2.mul': [0xfd, 0xf2, 1],
  'f64x2.add': [0xfd, 0xf0, 1],
  'i32.const': [0x41],
  'i32.add': [0x6a],
  'i32.lt_u': [0x49],
  loop: [0x03, 0x40],
  br_if: [0x0d],
  end: [0x0b],
};
/** The parameters, byte addresses all, then the variables: two entries of b twice, one of a twice, and the tile by halves of rows. */
const locals = ['$a', '$b', '$stop', '$b01', '$b23', '$x', '$00', '$02', '$10', '$12', '$20', '$22', '$30', '$32'];

/** One step of p for row i of the tile. */
const accumulate = (i: number): string => `
  local.get $a  v128.load64_splat ${8 * i}  local.set $x
  local.get $${i}0  local.get $x  local.get $b01  f64x2.mul  f64x2.add  local.set $${i}0
  local.get $${i}2  local.get $x  local.get $b23  f64x2.mul  f64x2.add  local.set $${i}2`;
const store = (i: number): string => `
  i32.const 0  local.get $${i}0  v128.store ${32 * i}
  i32.const 0  local.get $${i}2  v128.store ${32 * i + 16}`;
const program = (): string => `
  loop
    local.get $b  v128.load 0   local.set $b01
    local.get $b  v128.load 16  local.set $b23
    ${[0, 1, 2, 3].map(accumulate).join('')}
    local.get $b  i32.const 32  i32.add  local.set $b
    local.get $a  i32.const 32  i32.add  local.set $a
    local.get $a  local.get $stop  i32.lt_u  br_if 0
  end
  ${[0, 1, 2, 3].map(store).join('')}
  end`;

function binary(): Uint8Array {
  const words = program().trim().split(/\s+/);
  const body = words.flatMap((word) => encodings[word] ?? (word[0] === '$' ? locals.indexOf(word) : Number(word)));
  const section = (id: number, bytes: readonly number[]): number[] => [id, ...size(bytes), ...bytes];
  const name = (text: string): number[] => [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
  const code = [1, locals.length - 3, 0x7b, ...body]; // one run of locals, v128
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, 0x7f, 0x7f, 0x7f, 0]), // one type: three i32, no result
    ...section(3, [1, 0]), // one function of that type
    ...section(5, [1, 0, 1]), // a memory of one page
    ...section(7, [2, ...name('memory'), 2, 0, ...name('multiply'), 0, 0]),
    ...section(10, [1, ...size(code), ...code]),
  ]);
}

/** A length below 2^14 in two bytes of LEB128. */
function size(bytes: readonly number[]): number[] {
  return [(bytes.length & 127) | 128, bytes.length >> 7];
}
