import { chain } from './chain.ts';
import { factors } from './factors.ts';
import type { Fault } from './fault.ts';
import { indices } from './indices.ts';
import { regulariser } from './regulariser.ts';
import { sums } from './sums.ts';

/** Mistakes that people make in a backward pass: code as they write it, with one step wrong. */
export const FAULTS: readonly Fault[] = [...factors, ...sums, ...indices, ...chain, ...regulariser];
