import { oneLine } from '../table.ts';
import type { Baseline, BaselineProperty } from './baseline-schema.ts';

/** What is different in a new baseline, one line per property, and per waiver that is dropped. */
export function baselineChanges(before: Baseline | undefined, after: Baseline): readonly string[] {
  const dropped = Object.entries(before?.waivers ?? {}).filter(([key]) => !Object.hasOwn(after.waivers, key));
  const old: Baseline['properties'] = before?.properties ?? {};
  const keys = [...new Set([...Object.keys(old), ...Object.keys(after.properties)])].sort();
  const changes = keys.flatMap((key) => {
    const [was, is] = [old[key], after.properties[key]];
    if (was === undefined) return [oneLine(`${key}: new`)];
    if (is === undefined) return [oneLine(`${key}: gone`)];
    const changed = differences(was, is);
    return changed.length === 0 ? [] : [oneLine(`${key}: ${changed.join(', ')}`)];
  });
  return [...changes, ...dropped.map(([key, { reason }]) => oneLine(`${key}: its waiver (${reason}) is dropped`))];
}

function differences(was: BaselineProperty, is: BaselineProperty): readonly string[] {
  const flat = ({ runs, controls, coverage, ...rest }: BaselineProperty): Record<string, unknown> => ({
    ...runs,
    ...rest,
    ...(controls ? { caught: `${controls.killed} of ${controls.of}` } : {}),
    ...Object.fromEntries(Object.entries(coverage).map(([label, share]) => [`'${label}'`, `${share}%`])),
  });
  const [before, after] = [flat(was), flat(is)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name] ?? 'none'} -> ${after[name] ?? 'none'}`);
}
