import type { Steps } from '../stream.ts';
import { blockAt } from '../tree.ts';
import { clearedEntries } from './cleared-entries.ts';
import type { EntryFinding } from './findings.ts';
import { judgeEntries } from './full-check.ts';
import type { Judging } from './judging.ts';
import type { Place } from './place.ts';
import { slopeAlong } from './slope-along.ts';

/** Parts up to this size are judged entry by entry. */
const SMALL = 8;
/** Rows and columns up to this length are judged entry by entry once they are guilty as a whole. */
const SHORT_LINE = 64;
/** Entries looked at of a block that is wrong all over. */
const SAMPLE = 12;
/** How often what is left is searched again for more; each time every guilty block yields an entry or a line. */
const ROUNDS = 12;

/** Some entries, the residual <claim - slope, direction> over them, and how far it may be off. */
interface Part {
  readonly indices: Int32Array;
  readonly residual: number;
  readonly bound: number;
}

/** The entries that were judged, and some of those that a search to the end left over as right. */
export interface Located {
  readonly entries: readonly EntryFinding[];
  readonly cleared: readonly EntryFinding[];
}

/**
 * Finds the entries that make a screen fail, by halving: blocks, then what is left of each guilty block. The residual of
 * one half is measured, that of the other follows, and both are looked at, since errors may cancel in their sum.
 *
 * Rows, columns and blocks that are wrong as a whole are recognised by samples, and reported by those.
 *
 * @param draw - A fresh random direction.
 * @param start - The direction that failed, and the residual along it; without it a fresh one is measured first.
 */
export function* locate(
  place: Place,
  settings: Judging,
  random: () => number,
  draw: () => Float64Array,
  start?: { readonly direction: Float64Array; readonly residual: number; readonly bound: number },
): Steps<Located> {
  const search = new Search(place, settings, random);
  // Sharp enough to see in what is left what the screen would have seen.
  const sought = start === undefined ? 0 : 8 * start.bound;
  for (let round = 0; round < ROUNDS; round++) {
    const found = yield* search.along(start !== undefined && round === 0 ? start : { direction: draw(), sought });
    // Errors may cancel along the first direction: a fresh one gives another chance.
    if (!found && round > 0) return { entries: search.entries(), cleared: search.cleared() };
  }
  yield* search.sampleGuilty();
  return { entries: search.entries(), cleared: [] };
}

/** A direction to search along, with what is known of its residual, or how sharply to measure it. */
type Along =
  | { readonly direction: Float64Array; readonly residual: number; readonly bound: number }
  | { readonly direction: Float64Array; readonly sought: number };

class Search {
  readonly #place: Place;
  readonly #settings: Judging;
  readonly #random: () => number;
  readonly #scale: number;
  readonly #judged = new Map<number, EntryFinding>();
  /** Entries that need no more searching: judged, or on a line or in a block that is wrong as a whole. */
  readonly #explained: Uint8Array;
  /** The last direction along which what was left showed no difference, and how small one would have shown. */
  #clear: { readonly direction: Float64Array; readonly bound: number } | undefined;

  constructor(place: Place, settings: Judging, random: () => number) {
    this.#place = place;
    this.#settings = settings;
    this.#random = random;
    this.#scale = place.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    this.#explained = new Uint8Array(place.at.length);
  }

  entries(): EntryFinding[] {
    return [...this.#judged.values()].sort((a, b) => a.index - b.index);
  }

  /** Some of what is left, where no difference shows in it. */
  cleared(): readonly EntryFinding[] {
    if (this.#clear === undefined) return [];
    const { direction, bound } = this.#clear;
    const remainder = {
      gradient: this.#place.gradient,
      has: (i: number) => this.#explained[i] === 0 && direction[i] !== 0,
      bound: (i: number) => (2 * bound) / Math.abs(direction[i]!),
    };
    return clearedEntries(
      this.#place.layout,
      remainder,
      this.#wrong().map(({ index }) => index),
    );
  }

  /** Searches what is left of all blocks; answers whether a wrong entry came out. */
  *along(how: Along): Steps<boolean> {
    const { direction } = how;
    const before = this.#wrong().length;
    const left = this.#place.layout.blocks
      .map(({ offset, size }) =>
        range(offset, offset + size).filter((i) => direction[i] !== 0 && this.#explained[i] === 0),
      )
      .filter(({ length }) => length > 0);
    if (left.length === 0) return false;
    const indices = join(left);
    const part =
      'sought' in how
        ? yield* this.#measure(indices, direction, how.sought)
        : { indices, residual: how.residual, bound: how.bound };
    this.#clear = Number.isFinite(part.bound) && !isGuilty(part) ? { direction, bound: part.bound } : undefined;
    yield* this.#splitBlocks(left, part, direction);
    return this.#wrong().length > before;
  }

  /** Looks at more entries of the blocks with wrong ones, where there were more than is worth searching. */
  *sampleGuilty(): Steps<void> {
    const { layout } = this.#place;
    const guilty = new Set(this.#wrong().map(({ index }) => blockAt(layout, index)));
    for (const { offset, size } of guilty) yield* this.#judge(this.#pick(range(offset, offset + size), SAMPLE));
  }

  #wrong(): EntryFinding[] {
    return this.entries().filter(isWrong);
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

  /** Finds one wrong entry of a guilty block, with the line it stands on if that is wrong as a whole. */
  *#searchBlock(part: Part, direction: Float64Array): Steps<void> {
    const index = yield* this.#descend(part, direction);
    if (index === undefined) return;
    const [entry] = yield* this.#judge([index]);
    if (!isWrong(entry!)) return;
    if (part.indices.length > SMALL && (yield* this.#allWrong(part.indices, 3))) {
      yield* this.#judge(this.#pick(part.indices, SAMPLE));
      for (const i of part.indices) this.#explained[i] = 1;
    } else yield* this.#explainLines(part.indices, index);
  }

  /** Whether up to `count` entries, picked at random, are all wrong; stops at the first that is not. */
  *#allWrong(indices: Int32Array, count: number): Steps<boolean> {
    for (const index of this.#pick(indices, count)) {
      const [entry] = yield* this.#judge([index]);
      if (!isWrong(entry!)) return false;
    }
    return true;
  }

  /** Halves down to one guilty entry, or judges the last few. */
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

  /** Looks whether the row or the column of a wrong entry is wrong as a whole. */
  *#explainLines(indices: Int32Array, index: number): Steps<void> {
    const { offset, shape } = blockAt(this.#place.layout, index);
    const columns = shape.at(-1) ?? 1;
    if (shape.length < 2 || columns === 1) return;
    const row = (i: number): number => Math.floor((i - offset) / columns);
    const column = (i: number): number => (i - offset) % columns;
    for (const line of [row, column]) {
      const others = indices.filter((i) => i !== index && line(i) === line(index));
      if (others.length === 0 || !(yield* this.#allWrong(others, 3))) continue;
      yield* this.#judge(others.length <= SHORT_LINE ? others : this.#pick(others, SAMPLE));
      for (const i of others) this.#explained[i] = 1;
    }
  }

  *#halves(part: Part, left: Int32Array, right: Int32Array, direction: Float64Array): Steps<readonly [Part, Part]> {
    const first = yield* this.#measure(left, direction, Math.abs(part.residual));
    const rest = { indices: right, residual: part.residual - first.residual, bound: part.bound + first.bound };
    if (isGuilty(first) || isGuilty(rest)) return [first, rest];
    // What was found above is lost between the bounds of the halves: measure the other one as well.
    return [first, yield* this.#measure(right, direction, Math.abs(part.residual))];
  }

  /** Measures the residual over some entries, sharply enough to see a small share of `sought` in it. */
  *#measure(indices: Int32Array, direction: Float64Array, sought: number): Steps<Part> {
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
    for (const entry of entries) {
      this.#judged.set(entry.index, entry);
      this.#explained[entry.index] = 1;
    }
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
