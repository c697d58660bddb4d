/** With the two spaces before every line of a report, 80 columns. */
const LINE = 78;
const MOST_NUMBERS = 60;

/**
 * Writes a value as JavaScript that makes it again: every number exactly, -0, NaN and infinities included.
 * Arrays of more than 60 numbers are cut, with a comment that says so, unless `most` allows more.
 *
 * @example
 * toCode({ W: new Float64Array([1, -0.5]), lambda: 0 }); // '{ W: Float64Array.of(1, -0.5), lambda: 0 }'
 */
export function toCode(value: unknown, indentation = '', most: number = MOST_NUMBERS): string {
  return write(value, indentation, most, indentation.length);
}

/** @param before - Characters that stand before the value on its line. */
function write(value: unknown, indentation: string, most: number, before: number): string {
  const line = inline(value, most);
  if (line.length + before <= LINE || typeof value !== 'object' || value === null) return line;
  const inner = `${indentation}  `;
  // Behind a long name a list would be broken at every number.
  if (ArrayBuffer.isView(value) || isFlat(value)) return wrap(line, inner, before > LINE / 2 ? inner.length : before);
  if (value instanceof Map || value instanceof Set) {
    return collection(value, write([...value], indentation, most, before + 'new Map('.length));
  }
  const part = (item: unknown, start: string): string =>
    `${start}${write(item, inner, most, inner.length + start.length + ','.length)}`;
  const parts = Array.isArray(value)
    ? value.map((item) => part(item, ''))
    : Object.entries(value).map(([key, item]) => part(item, `${name(key)}: `));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indentation}${close}`;
}

function inline(value: unknown, most: number): string {
  if (typeof value === 'number') return numberCode(value);
  if (typeof value === 'string') return stringCode(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value !== 'object') return String(value);
  if (ArrayBuffer.isView(value)) {
    const values = Array.from(value as unknown as ArrayLike<number>);
    const code = numbers(values, most);
    // A call takes 65,535 arguments at the most.
    return `${value.constructor.name}${Math.min(values.length, most) > 60_000 ? `.from([${code}])` : `.of(${code})`}`;
  }
  if (value instanceof Map || value instanceof Set) return collection(value, inline([...value], most));
  if (Array.isArray(value)) {
    return `[${isFlat(value) ? numbers(value, most) : value.map((item) => inline(item, most)).join(', ')}]`;
  }
  const entries = Object.entries(value);
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([key, item]) => `${name(key)}: ${inline(item, most)}`).join(', ')} }`;
}

function collection(value: object, items: string): string {
  return `new ${value instanceof Map ? 'Map' : 'Set'}(${items})`;
}

function numbers(values: readonly (number | bigint)[], most: number): string {
  const shown = values.slice(0, most).map(numberCode).join(', ');
  return values.length <= most ? shown : `${shown} /* and ${values.length - most} more */`;
}

function numberCode(value: number | bigint): string {
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function stringCode(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
}

function isFlat(value: object): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function name(key: string): string {
  // Only a computed key makes a property of this name; a plain one would set the prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringCode(key);
}

/** Breaks a long list of numbers at commas; a comma may follow on its last line. */
function wrap(line: string, inner: string, before: number): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const start = lines.length === 0 ? before : inner.length + ','.length;
    if (current !== '' && start + current.length + ' '.length + word.length > LINE) {
      lines.push(current);
      current = '';
    }
    current += current === '' ? word : ` ${word}`;
  }
  return [...lines, current].join(`\n${inner}`);
}
