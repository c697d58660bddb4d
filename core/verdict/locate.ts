import type { Steps } from '../stream.ts';
import { blockAt } from '../tree.ts';
import type { EntryFinding } from './findings.ts';
import { judgeEntries } from './full-check.ts';
import type { Judging } from './judging.ts';
import type { Place } from './place.ts';
import { randomDirection } from './random-direction.ts';
import { slopeAlong } from './slope-along.ts';

/** Blocks up to this size are judged entry by entry once they are guilty. */
const SMALL = 32;
/** Rows and columns up to this length are judged entry by entry once they are guilty as a whole. */
const SHORT_LINE = 64;
/** Entries looked at of a block that is wrong all over. */
const SAMPLE = 12;
/** Wrong entries that are searched one by one in a block; more are a fault of the block. */
const ROUNDS = 8;

/** Some entries, the residual <claim - slope, direction> over them, and how far it may be off. */
interface Part {
  readonly indices: Int32Array;
  readonly residual: number;
  readonly bound: number;
}

/**
 * Finds the entries that make a screen fail, by halving: blocks, then what is left of each guilty block. The residual of
 * one half is measured, that of the other follows, and both are looked at, since errors may cancel in their sum.
 *
 * Rows, columns and blocks that are wrong as a whole are recognised by samples, and reported by those.
 *
 * @param start - The direction that failed, and the residual along it.
 */
export function* locate(
  place: Place,
  settings: Judging,
  random: () => number,
  start?: { readonly direction: Float64Array; readonly residual: number; readonly bound: number },
): Steps<readonly EntryFinding[]> {
  const search = new Search(place, settings, random);
  const found = start ? yield* search.along(start.direction, start) : 0;
  // Errors may cancel along one direction: a fresh one gives another chance.
  if (found === 0) yield* search.along(randomDirection(place.at, random));
  return search.entries();
}

class Search {
  readonly #place: Place;
  readonly #settings: Judging;
  readonly #random: () => number;
  readonly #scale: number;
  readonly #judged = new Map<number, EntryFinding>();

  constructor(place: Place, settings: Judging, random: () => number) {
    this.#place = place;
    this.#settings = settings;
    this.#random = random;
    this.#scale = place.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }

  entries(): EntryFinding[] {
    return [...this.#judged.values()].sort((a, b) => a.index - b.index);
  }

  /** Searches all blocks along a direction; answers how many wrong entries are known after it. */
  *along(direction: Float64Array, known?: { readonly residual: number; readonly bound: number }): Steps<number> {
    const { layout } = this.#place;
    const all = layout.blocks
      .map(({ offset, size }) => range(offset, offset + size).filter((i) => direction[i] !== 0))
      .filter(({ length }) => length > 0);
    const indices = join(all);
    yield* this.#splitBlocks(all, known ? { indices, ...known } : yield* this.#measure(indices, direction), direction);
    return this.entries().filter(isWrong).length;
  }

  *#splitBlocks(blocks: readonly Int32Array[], part: Part, direction: Float64Array): Steps<void> {
    if (!isGuilty(part)) return;
    if (blocks.length === 1) {
      yield* this.#searchBlock(part, direction);
      return;
    }
    const half = blocks.length >> 1;
    const [left, right] = [blocks.slice(0, half), blocks.slice(half)];
    const [first, second] = yield* this.#halves(part, join(left), join(right), direction);
    yield* this.#splitBlocks(left, first, direction);
    yield* this.#splitBlocks(right, second, direction);
  }

  /** Searches one guilty block: all of a small one, else wrong entries one by one, and lines of them. */
  *#searchBlock(start: Part, direction: Float64Array): Steps<void> {
    if (start.indices.length <= SMALL) {
      yield* this.#judge(start.indices);
      return;
    }
    let part = start;
    for (let round = 0; round < ROUNDS; round++) {
      const index = yield* this.#descend(part, direction);
      if (index === undefined) return;
      const [entry] = yield* this.#judge([index]);
      if (!isWrong(entry!)) return;
      if (round === 0 && (yield* this.#allWrong(start.indices, 3))) break;
      const left = yield* this.#withoutLines(part.indices, index);
      if (left.length === 0) return;
      part = yield* this.#measure(left, direction);
      if (!isGuilty(part)) return;
    }
    // Wrong all over, or in more places than are worth searching: a sample tells how many.
    yield* this.#judge(this.#pick(start.indices, SAMPLE));
  }

  /** Whether up to `count` entries, picked at random, are all wrong; stops at the first that is not. */
  *#allWrong(indices: Int32Array, count: number): Steps<boolean> {
    for (const index of this.#pick(indices, count)) {
      const [entry] = yield* this.#judge([index]);
      if (!isWrong(entry!)) return false;
    }
    return true;
  }

  /** Halves down to one guilty entry. */
  *#descend(start: Part, direction: Float64Array): Steps<number | undefined> {
    let part = start;
    while (part.indices.length > 1) {
      const half = part.indices.length >> 1;
      const [left, right] = yield* this.#halves(
        part,
        part.indices.subarray(0, half),
        part.indices.subarray(half),
        direction,
      );
      const worse = Math.abs(left.residual) - left.bound >= Math.abs(right.residual) - right.bound ? left : right;
      if (!isGuilty(worse)) return undefined;
      part = worse;
    }
    return part.indices[0];
  }

  /** Takes a wrong entry out, with its row or column where those are wrong as a whole. */
  *#withoutLines(indices: Int32Array, index: number): Steps<Int32Array> {
    const { offset, shape } = blockAt(this.#place.layout, index);
    const columns = shape.at(-1) ?? 1;
    if (shape.length < 2 || columns === 1) return indices.filter((i) => i !== index);
    let left = indices.filter((i) => i !== index);
    const row = (i: number): number => Math.floor((i - offset) / columns);
    const column = (i: number): number => (i - offset) % columns;
    for (const line of [row, column]) {
      const others = left.filter((i) => line(i) === line(index));
      if (others.length === 0 || !(yield* this.#allWrong(others, 3))) continue;
      yield* this.#judge(others.length <= SHORT_LINE ? others : this.#pick(others, SAMPLE));
      left = left.filter((i) => line(i) !== line(index));
    }
    return left.filter((i) => !this.#judged.has(i));
  }

  *#halves(part: Part, left: Int32Array, right: Int32Array, direction: Float64Array): Steps<readonly [Part, Part]> {
    const first = yield* this.#measure(left, direction, Math.abs(part.residual));
    const rest = { indices: right, residual: part.residual - first.residual, bound: part.bound + first.bound };
    if (isGuilty(first) || isGuilty(rest)) return [first, rest];
    // What was found above is lost between the bounds of the halves: measure the other one as well.
    return [first, yield* this.#measure(right, direction, Math.abs(part.residual))];
  }

  /** Measures the residual over some entries, sharply enough to see a small share of `sought` in it. */
  *#measure(indices: Int32Array, direction: Float64Array, sought = 0): Steps<Part> {
    const { at, gradient } = this.#place;
    const own = new Float64Array(at.length);
    let squares = 0;
    for (const i of indices) squares += direction[i]! ** 2;
    const norm = Math.sqrt(squares);
    let claim = 0;
    for (const i of indices) {
      own[i] = direction[i]! / norm;
      claim += gradient[i]! * own[i]!;
    }
    const enough = { bound: sought / (4 * norm), rungs: sought > 0 ? 2 : 3 };
    const slope = yield* slopeAlong(this.#place, own, enough);
    const bound = slope.kind === 'smooth' ? slope.tight : Number.POSITIVE_INFINITY;
    return { indices, residual: (claim - slope.value) * norm, bound: bound * norm };
  }

  *#judge(indices: ArrayLike<number>): Steps<readonly EntryFinding[]> {
    const fresh = Array.from(indices).filter((i) => !this.#judged.has(i));
    const entries = yield* judgeEntries(this.#place, this.#settings, this.#random, fresh, this.#scale);
    for (const entry of entries) this.#judged.set(entry.index, entry);
    return Array.from(indices, (i) => this.#judged.get(i)!);
  }

  #pick(indices: Int32Array, count: number): number[] {
    const picked = new Set<number>();
    while (picked.size < Math.min(count, indices.length)) {
      picked.add(indices[Math.floor(this.#random() * indices.length)]!);
    }
    return [...picked];
  }
}

function isGuilty({ residual, bound }: Part): boolean {
  return Math.abs(residual) > bound;
}

function isWrong({ verdict }: EntryFinding): boolean {
  return verdict === 'disagrees';
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}

function join(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
