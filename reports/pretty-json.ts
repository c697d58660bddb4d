import type { Json } from './encode.ts';

const LINE = 100;

/** A name such as `-Infinity`, or a 64-bit integer: what may stand for a number. */
const SHORT = 24;

/**
 * JSON that reads and diffs well: what fits on a line stands on one, an array of numbers always does, and a
 * larger object or array has a line for each part.
 *
 * @example
 * prettyJson({ w: [1, 2], b: 0 }); // '{ "w": [1, 2], "b": 0 }'
 */
export function prettyJson(json: Json, indentation = ''): string {
  const line = inline(json);
  if (typeof json !== 'object' || json === null || indentation.length + line.length <= LINE) return line;
  const inner = `${indentation}  `;
  if (Array.isArray(json)) {
    if (json.every((item) => typeof item === 'number' || (typeof item === 'string' && item.length < SHORT)))
      return line;
    return `[\n${json.map((item) => `${inner}${prettyJson(item, inner)}`).join(',\n')}\n${indentation}]`;
  }
  const parts = Object.entries(json).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${prettyJson(item, inner)}`);
  return `{\n${parts.join(',\n')}\n${indentation}}`;
}

function inline(json: Json): string {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map(inline).join(', ')}]`;
  const parts = Object.entries(json).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
