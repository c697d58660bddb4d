import { WORKLOADS } from './workloads/index.ts';

/** `measure.ts KEY NAME` runs one measure of one workload and prints its rows. */
const [key = '', name = ''] = process.argv.slice(2);
const workload = await WORKLOADS[key]!();
process.stdout.write(JSON.stringify(workload.measures[name]!()));
