import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from './adapters/cli/program.ts';

/**
 * Runs the code of README.md and docs/ and the examples of docstrings; a line `expression; // value` is compared. So is what
 * a command prints, in a block that begins with `$ npx gradcheck`; UPDATE_DOCS=1 writes it anew.
 */
const SCRATCH = new URL('./.examples/', import.meta.url);
const ROOTS = ['core', 'generators', 'properties', 'reports', 'adapters'];
const PACKAGE = ['index.ts', 'generators/index.ts', 'reports/index.ts'];

interface Snippet {
  readonly where: string;
  /** Modules whose exports the code may use without importing them. */
  readonly modules: readonly string[];
  readonly code: string;
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const PAGES = ['README.md', ...readdirSync(new URL('./docs/', import.meta.url)).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: read(`./${name}`) }));

/** The blocks of a page in a language; one that begins with `// name.ts` is a file for the commands of its page. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!);

const pages: Snippet[] = PAGES.flatMap(({ name, text }) =>
  blocks(text, 'ts').map((code, i) => ({ where: `${name}, block ${i + 1}`, modules: [], code })),
);

const commands = PAGES.flatMap(({ name, text }) =>
  blocks(text, 'console')
    .filter((block) => block.startsWith('$ npx gradcheck '))
    .map((block) => ({ page: name, text, command: block.split('\n', 1)[0]!, block })),
);

const docstrings: Snippet[] = ROOTS.flatMap((root) =>
  readdirSync(new URL(`./${root}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    // The models run their examples in core/models/examples.test.ts.
    .filter((file) => file.endsWith('.ts') && !file.includes('.test') && !`${root}/${file}`.startsWith('core/models/'))
    .flatMap((file) =>
      [...read(`./${root}/${file}`).matchAll(/ \* @example\n((?: \*(?:| .*)\n)+?)(?= \* @| \*\/)/g)].map((match) => ({
        where: `${root}/${file}`,
        modules: [`${root}/${file}`, ...PACKAGE, 'core/models/index.ts'],
        code: match[1]!.replaceAll(/^ \* ?/gm, ''),
      })),
    ),
);

function withComparisons(code: string): string {
  const literal = /^(.+); \/\/ (true|false|-?[\d.]+(?:e-?\d+)?|'[^']*'|\[.*\]|\{.*\})(?:[:,;] .*)?$/gm;
  return code.replaceAll(literal, (line, expression: string, value: string) =>
    /^(const|let|import|assert) ?/.test(expression) ? line : `expect(${expression}).toEqual(${value});`,
  );
}

async function importsOf(modules: readonly string[]): Promise<string> {
  const taken = new Set<string>();
  const lines = ["import fc from 'fast-check';"];
  for (const path of new Set(modules)) {
    const module: object = await import(/* @vite-ignore */ new URL(path, import.meta.url).pathname);
    const names = Object.keys(module).filter((name) => !taken.has(name));
    for (const name of names) taken.add(name);
    lines.push(`import { ${names.join(', ')} } from '../${path}';`);
  }
  return lines.join('\n');
}

async function load({ modules, code, number }: Snippet & { readonly number: number }): Promise<object> {
  mkdirSync(SCRATCH, { recursive: true });
  const file = new URL(`./example-${number}.ts`, SCRATCH);
  const imports = modules.length === 0 ? '' : await importsOf(modules);
  const compares = /^import \{.*\bexpect\b/m.test(code) ? '' : "import { expect } from 'vitest';";
  writeFileSync(file, `${compares}\n${imports}\n${withComparisons(code)}\nexport {};\n`);
  return await import(/* @vite-ignore */ file.pathname);
}

const snippets = [...pages, ...docstrings].map((snippet, number) => ({ ...snippet, number }));
const declaresTests = ({ code }: Snippet): boolean => /^gradientTest\b/m.test(code);

afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

test.for(snippets.filter((snippet) => !declaresTests(snippet)))(
  'the example of $where runs and says the truth',
  async (snippet) => await expect(load(snippet)).resolves.toBeDefined(),
);

// What declares tests cannot run in one: it is loaded here, and its tests are tests of this file.
for (const snippet of snippets.filter(declaresTests)) {
  describe(`the tests in the example of ${snippet.where}`, async () => {
    await load(snippet);
  });
}

test.for(commands)('$page says what `$command` prints', async ({ page, text, command, block }) => {
  mkdirSync(SCRATCH, { recursive: true });
  for (const code of [...blocks(text, 'js'), ...blocks(text, 'ts')]) {
    const name = /^\/\/ ([\w-]+\.[jt]s)\n/.exec(code)?.[1];
    if (name !== undefined) writeFileSync(new URL(name, SCRATCH), code);
  }
  const folder = relative('', fileURLToPath(SCRATCH));
  const args = command.split(' ').slice(3);
  const printed: string[] = [];
  const out = (line: string): unknown => printed.push(line.replaceAll(`${folder}/`, ''));
  await runCommand(
    args.map((arg) => (existsSync(new URL(arg, SCRATCH)) ? `${folder}/${arg}` : arg)),
    { out, err: out, interactive: false, colours: false },
  );
  const now = `${command}\n${printed.join('\n').trimEnd()}\n`;
  if (process.env.UPDATE_DOCS === '1') {
    const path = new URL(`./${page}`, import.meta.url);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(block, () => now),
    );
  } else expect(block).toBe(now);
});

test('there are examples to run, and values in them to compare', () => {
  expect(pages.length).toBeGreaterThanOrEqual(3);
  expect(commands.length).toBeGreaterThanOrEqual(1);
  expect(docstrings.length).toBeGreaterThanOrEqual(8);
  expect(snippets.filter(declaresTests).length).toBeGreaterThanOrEqual(2);
  expect(withComparisons("f(1); // 2: because\ng({}); // 'a'")).toBe(
    "expect(f(1)).toEqual(2);\nexpect(g({})).toEqual('a');",
  );
});
