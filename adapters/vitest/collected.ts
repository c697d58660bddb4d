import type { TestModule } from 'vitest/node';
import type { PropertyRecord } from '../../reports/report-schema.ts';
import type { GradientMeta } from './gradient-meta.ts';

/** What the tests of a run left behind. */
export interface Collected {
  readonly records: readonly PropertyRecord[];
  /** Files that broke off, and tests of gradients that began and said nothing. */
  readonly missing: readonly string[];
  /** Where failing tests stand, by `file > test > property`. */
  readonly places: readonly Place[];
}

/** The line of a failing property. */
export interface Place {
  readonly file: string;
  readonly test: string;
  readonly line: number | undefined;
  readonly message: string;
}

/** Gathers the results of a run from its modules, as they are at its end: a merge of reports has nothing else. */
export function collected(modules: readonly TestModule[]): Collected {
  const records: PropertyRecord[] = [];
  const missing: string[] = [];
  const places: Place[] = [];
  for (const module of modules) {
    const file = module.relativeModuleId;
    const brokeOff = module.errors().length > 0 || ['pending', 'queued'].includes(module.state());
    if (brokeOff) missing.push(file);
    for (const test of module.children.allTests()) {
      const { gradcheck, gradcheckBegun } = test.meta();
      if (gradcheck === undefined) {
        const isLost = gradcheckBegun === true || test.result().state === 'pending';
        if (isLost && !brokeOff) missing.push(`${file} > ${test.fullName}`);
        continue;
      }
      const { verdict: _, ...record } = gradcheck satisfies GradientMeta;
      const milliseconds = test.diagnostic()?.duration;
      const project = test.project.name;
      const name = project === '' ? record.test : `${project} > ${record.test}`;
      records.push({
        ...record,
        test: name,
        ...(milliseconds === undefined ? {} : { milliseconds: Math.round(milliseconds) }),
      });
      if (!record.ok) {
        const frame = test.result().errors?.[0]?.stacks?.[0];
        places.push({ file: record.file, test: name, line: frame?.line, message: record.text });
      }
    }
  }
  return { records, missing, places };
}
