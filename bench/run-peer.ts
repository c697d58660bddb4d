import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from './row.ts';
import type { PeerRequest } from './workload.ts';

/** Debian's packages belong to its own interpreter; PYTHON names another. */
const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
/** Exit code of a script whose library is not installed. */
const ABSENT = 3;
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** Runs a peer on one thread; prints a line and gives no rows where it is not installed. */
export function runPeer({ script, input }: PeerRequest): readonly Row[] {
  const path = fileURLToPath(new URL(`./peers/${script}.py`, import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(PYTHON, [path], {
    input: JSON.stringify(input, plainArrays),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...ONE_THREAD },
  });
  if (error !== undefined || status === ABSENT) {
    console.log(`skipped ${script}: ${error?.message ?? stderr.trim()}`);
    return [];
  }
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Row[];
}

/** Typed arrays as arrays; JSON would write them as objects. */
function plainArrays(_: string, value: unknown): unknown {
  return value instanceof Float64Array ? Array.from(value) : value;
}
