import type { Workload } from '../workload.ts';

/** The workloads by their letters, loaded when asked for. */
export const WORKLOADS: Readonly<Record<string, () => Promise<Workload>>> = {
  a: async () => (await import('./sigmoid-353.ts')).workload,
  b: async () => (await import('./relu-4531.ts')).workload,
  c: async () => (await import('./sigmoid-400.ts')).workload,
  d: async () => (await import('./classifiers-785.ts')).workload,
  e: async () => (await import('./campaign.ts')).workload,
  f: async () => (await import('./million.ts')).workload,
  g: async () => (await import('./failing-campaign.ts')).workload,
  h: async () => (await import('./scaling.ts')).workload,
  i: async () => (await import('./imports.ts')).workload,
};
