import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Where a command runs. */
export interface Place {
  readonly cwd: string;
  /** A folder of programs that go before all others, such as that of another `node`. */
  readonly bin?: string | undefined;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A command that failed, with all that it wrote. */
export class CommandError extends Error {
  readonly output: string;

  constructor(message: string, output: string) {
    super(`${message}\n${lastLines(output, 30)}`);
    this.output = output;
  }
}

/**
 * Runs a command to its end.
 *
 * @returns What it wrote to standard output.
 * @throws {@link CommandError} with the last lines of its output where it fails.
 */
export function run(command: string, args: readonly string[], { cwd, bin, env }: Place): string {
  const path = process.env.PATH ?? '';
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    // A package manager that runs this script hands its settings on; the projects have none.
    env: { ...withoutNpm(process.env), PATH: bin === undefined ? path : bin + delimiter + path, NO_COLOR: '1', ...env },
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return stdout;
  throw new CommandError(
    `${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}`,
    `${stdout}\n${stderr}`,
  );
}

function lastLines(text: string, count: number): string {
  return text
    .trim()
    .split('\n')
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');
}

function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^npm_(config_local_prefix|package|lifecycle|command)/.test(name),
  );
  return Object.fromEntries(kept.filter(([name]) => name !== 'FORCE_COLOR' && name !== 'NODE_OPTIONS'));
}
