import type { ShardRecord } from '../../reports/report-schema.ts';

/** Which part a run is, of one whose files were split, or the cases of every campaign, or both; undefined for the whole. */
export function partOfRun(ofFiles: ShardRecord | undefined, ofCases: ShardRecord | undefined): ShardRecord | undefined {
  if (!ofFiles || !ofCases) return ofFiles ?? ofCases;
  return {
    index: (ofFiles.index - 1) * ofCases.count + ofCases.index,
    count: ofFiles.count * ofCases.count,
  };
}
