import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where and on what the figures were measured, as one sentence. */
export function machine(): string {
  const models = [...new Set(cpus().map(({ model }) => model.trim()))].join(', ');
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]!.toFixed(1);
  const parts = [
    `${cpus().length} cores (${models}) at a load of ${load} before the start`,
    `${memory} GB`,
    `Node ${process.version}`,
    `commit ${commit()}`,
  ];
  return parts.join(', ');
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
