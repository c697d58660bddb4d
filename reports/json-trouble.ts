/** Deeper than anything that is written here, and far less than what would exhaust the stack. */
const DEEPEST = 500;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[^\s,:"{}[\]]{1,20}/y;
const SPACE = /[ \t\r\n]*/y;

/** What is wrong in a text that should be JSON, and where. */
export interface Trouble {
  /** Characters before it. */
  readonly at: number;
  readonly what: string;
}

/**
 * The first thing that makes a text no JSON to rely on: what JSON.parse refuses, with its place, and what it lets pass
 * though something is lost: a key that stands twice, a number beyond float64, and depths that exhaust the stack of a reader.
 *
 * @example
 * jsonTrouble('{ "a": 1, "a": 2 }'); // { at: 10, what: '"a" stands twice' }
 * jsonTrouble('[1e999]'); // { at: 1, what: '1e999 is beyond float64' }
 * jsonTrouble('[1, 2]') === undefined; // true
 */
export function jsonTrouble(text: string): Trouble | undefined {
  // A set holds the keys of an object so far; a list needs none.
  const open: (Set<string> | undefined)[] = [];
  let at = 0;
  let expected: 'value' | 'first item' | 'key' | 'first key' | 'end' = 'value';
  for (;;) {
    at += length(SPACE, text, at);
    const next = text[at];
    const keys = open.at(-1);
    if (next === undefined) return ending(text, open.length === 0 && expected === 'end');
    if (expected === 'end') {
      if (open.length === 0) return { at, what: `came ${shown(text, at)} after the end` };
      if (next === ',') expected = keys ? 'key' : 'value';
      else if (next === (keys ? '}' : ']')) open.pop();
      else return { at, what: `came ${shown(text, at)}, expected a comma or ${keys ? '}' : ']'}` };
      at++;
    } else if (expected === 'key' || expected === 'first key') {
      if (expected === 'first key' && next === '}') {
        open.pop();
        expected = 'end';
        at++;
        continue;
      }
      const end = next === '"' ? stringEnd(text, at) : at;
      if (end === undefined) return cutOff(text);
      if (end === at) return { at, what: `came ${shown(text, at)}, expected a name in quotes` };
      const name = plain(text.slice(at, end));
      if (keys!.has(name)) return { at, what: `${name} stands twice` };
      keys!.add(name);
      at = end + length(SPACE, text, end);
      if (at >= text.length) return cutOff(text);
      if (text[at] !== ':') return { at, what: `came ${shown(text, at)}, expected a colon` };
      at++;
      expected = 'value';
    } else if (next === '{' || next === '[') {
      open.push(next === '{' ? new Set() : undefined);
      if (open.length > DEEPEST) return { at, what: `is nested more than ${DEEPEST} levels deep` };
      expected = next === '{' ? 'first key' : 'first item';
      at++;
    } else if (next === ']' && expected === 'first item') {
      open.pop();
      expected = 'end';
      at++;
    } else {
      const end = next === '"' ? stringEnd(text, at) : at + scalarLength(text, at);
      if (end === undefined) return cutOff(text);
      if (end === at) return { at, what: `came ${shown(text, at)}, expected a value` };
      const token = text.slice(at, end);
      if (next === '"' && token.includes('\n')) return { at, what: 'a line ends within quotes' };
      if (next !== '"' && /\d$/.test(token) && !Number.isFinite(Number(token)))
        return { at, what: `${token} is beyond float64` };
      at = end;
      expected = 'end';
    }
  }
}

function ending(text: string, isWhole: boolean): Trouble | undefined {
  if (isWhole) return undefined;
  return text.trim() === '' ? { at: 0, what: 'it is empty' } : cutOff(text);
}

function cutOff(text: string): Trouble {
  return { at: text.length, what: 'it breaks off here' };
}

/** Where a string that begins here ends; undefined where it does not. */
function stringEnd(text: string, at: number): number | undefined {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return undefined;
}

function scalarLength(text: string, at: number): number {
  const literal = ['true', 'false', 'null'].find((word) => text.startsWith(word, at));
  return literal?.length ?? length(NUMBER, text, at);
}

/** A name as it would be written without need: an escape hides nothing. */
function plain(name: string): string {
  try {
    return name.includes('\\') ? JSON.stringify(JSON.parse(name)) : name;
  } catch {
    return name;
  }
}

function shown(text: string, at: number): string {
  const word = text.slice(at, at + (length(WORD, text, at) || 1));
  return word.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]/gu, '?');
}

function length(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
