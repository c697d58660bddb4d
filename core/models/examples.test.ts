import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as tensors from '../tensor.ts';

const here = new URL('./', import.meta.url);
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file));
const modules = await Promise.all(files.map((file): Promise<object> => import(new URL(file, here).href)));
const scope: Readonly<Record<string, unknown>> = Object.assign({}, tensors, ...modules);

const examples = files.flatMap((file) => {
  const source = readFileSync(new URL(file, here), 'utf8');
  return [...source.matchAll(/ \* @example\n((?: \* .*\n)+)/g)].map((match) => ({
    file,
    lines: match[1]!.replaceAll(/^ \* /gm, '').trimEnd().split('\n'),
  }));
});

test('every exported function and constant has an example', () => {
  const without = files.filter((file) => {
    const source = readFileSync(new URL(file, here), 'utf8');
    return /^export (const|function)/m.test(source) && !source.includes('@example');
  });
  expect(without).toEqual([]);
});

test.for(examples)('the example in $file gives what its comment says', ({ lines }) => {
  const [, code, comment] = /^(.*); \/\/ (.*)$/.exec(lines.at(-1)!)!;
  const names = Object.keys(scope);
  const run = (expression: string): unknown =>
    new Function(...names, `${lines.slice(0, -1).join('\n')}\nreturn (${expression});`)(...Object.values(scope));
  const value = run(code!);
  const expected = run(comment!);
  if (typeof expected === 'number') expect(value).toBeCloseTo(expected, 12);
  else expect(value).toEqual(expected);
});
