import { formatError } from '../format-number.ts';
import type { PropertyRecord } from '../report-schema.ts';
import type { BaselineProperty } from './baseline-schema.ts';
import type { Cause } from './gate.ts';
import { hasSameCases } from './has-same-cases.ts';

/** How often the spread by chance a share may move before that is taken for a change. */
const SPREADS = 4;
/** By how much the worst error may grow. */
const GROWTH = 10;
/** Errors below this are rounding. */
const ROUNDING = 1e-13;

/** In what a property that passes falls behind its baseline; time never counts. */
export function* regressionsOf(key: string, record: PropertyRecord, before: BaselineProperty): Generator<Cause> {
  const { runs } = record;
  if (runs.done < before.runs.done) {
    yield { key, kind: 'fewer-runs', message: `ran ${runs.done} cases, ${before.runs.done} before` };
  }
  const shares = (part: 'agrees' | 'unresolved') => {
    const [was, is] = [before.runs[part] / before.runs.done, runs[part] / runs.done];
    return { was, is, spread: spreadOf(before.runs[part], before.runs.done, runs[part], runs.done) };
  };
  const agrees = shares('agrees');
  if (agrees.is < agrees.was - SPREADS * agrees.spread) {
    yield {
      key,
      kind: 'fewer-agree',
      message: `${percent(agrees.is)} of the cases agree, ${percent(agrees.was)} before`,
    };
  }
  const unresolved = shares('unresolved');
  if (unresolved.is > unresolved.was + SPREADS * unresolved.spread) {
    const message = `${percent(unresolved.is)} of the cases are unresolved, ${percent(unresolved.was)} before`;
    yield { key, kind: 'more-unresolved', message };
  }
  const imprecision = lessPrecise(record, before);
  if (imprecision !== undefined) yield { key, kind: 'less-precise', message: imprecision };
  const slipped = fewerCaught(record, before);
  if (slipped !== undefined) yield { key, kind: 'fewer-caught', message: slipped };
}

function fewerCaught(record: PropertyRecord, before: BaselineProperty): string | undefined {
  const { controls } = record;
  const was = before.controls;
  if (was === undefined || was.of === 0) return undefined;
  const then = `${was.killed} of ${was.of} before`;
  if (controls === undefined || controls.of === 0) return `no faults are planted any more, ${then}`;
  const { killed, of } = controls;
  // A share alone would not tell that hardly any are planted any more.
  if (killed < was.killed / 2) return `${killed} of ${of} planted faults are caught, ${then}`;
  // Among other cases a single one that would have caught a fault may be missing.
  const luck = hasSameCases(record, before) ? 0 : 1;
  if ((killed + luck) / of >= was.killed / was.of) return undefined;
  return `${killed} of ${of} planted faults are caught, ${then}`;
}

/**
 * The worst error of the same cases speaks for itself. That of others does not: one case in a hundred that is hard to
 * differentiate moves it by three decades, so that it takes more of them than chance explains.
 */
function lessPrecise(record: PropertyRecord, before: BaselineProperty): string | undefined {
  const { runs, worst, errors } = record;
  if (worst?.verdict !== 'agrees' || before.worst === null) return undefined;
  // What is no number compares with nothing.
  if (typeof worst.error !== 'number') return `the worst error is ${worst.error}, ${formatError(before.worst)} before`;
  const most = Math.max(before.worst, ROUNDING);
  if (hasSameCases(record, before)) {
    if (worst.error <= GROWTH * most) return undefined;
    return `the worst error is ${formatError(worst.error)}, ${formatError(before.worst)} before: still within its bound, but ${formatError(worst.error / most)} times less precise`;
  }
  const beyond = errors.reduce((sum, { decade, runs }) => sum + (10 ** decade >= GROWTH * most ? runs : 0), 0);
  if (beyond / runs.done <= SPREADS * spreadOf(0, before.runs.done, beyond, runs.done)) return undefined;
  return `${percent(beyond / runs.done)} of the cases have an error more than ${GROWTH} times the worst before, ${formatError(before.worst)}: still within its bound, but less precise`;
}

/** The standard deviation of the difference of two shares, if both were drawn from one; of half a case at the least. */
function spreadOf(k1: number, n1: number, k2: number, n2: number): number {
  const share = (k1 + k2 + 1) / (n1 + n2 + 2);
  return Math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2));
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10}%`;
}
