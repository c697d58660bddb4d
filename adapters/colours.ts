import { styleText } from 'node:util';
import type { Paint } from '../reports/summary-table.ts';

/** Whether a stream shows colours: NO_COLOR says no, FORCE_COLOR yes, else a terminal does. */
export function hasColours(
  stream: { readonly isTTY?: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  const { NO_COLOR = '', FORCE_COLOR } = environment;
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true;
}

const STYLES = { good: 'green', bad: 'red', weak: 'dim' } as const;

/** Colours that carry a meaning; the mark or word that they colour says the same. */
export function paintFor(colours: boolean): Paint {
  return (meaning, text) => (colours ? styleText(STYLES[meaning], text, { validateStream: false }) : text);
}
