import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';

/** A module of this folder as it would be with one mistake in its text. */
export function withFault<M>(file: string, right: string, wrong: string): M {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const source = readFileSync(path, 'utf8');
  if (source.split(right).length !== 2) throw new Error(`${file}: '${right}' must stand there once`);
  return createJiti(import.meta.url).evalModule(source.replace(right, wrong), { filename: path }) as M;
}
