import type { Reporter, Vitest } from 'vitest/node';
import { oneLine, shortened } from '../../reports/table.ts';
import { PROGRESS } from './live.ts';

/** So many tests are shown at once; what is higher than the terminal cannot be drawn over. */
const MOST = 5;

/** The part of vitest's own reporters that keeps a few lines at the bottom of the terminal; it is not in their types. */
interface Windowed {
  readonly renderer?: { readonly options?: { getWindow?: () => string[] } };
  readonly summary?: Windowed;
}

/** The hooks of a reporter that it takes. */
interface LiveLines
  extends Required<Pick<Reporter, 'onTestCaseArtifactRecord' | 'onTestCaseResult' | 'onTestModuleEnd'>> {
  readonly onInit: (vitest: Vitest) => void;
  readonly onTestRunStart: () => void;
}

/**
 * One line for every test of a gradient that takes its time, below the lines that vitest itself redraws at the bottom of a
 * terminal. Where its reporter has no such lines, nothing is shown: they would get into each other's way.
 */
export function liveLines(): LiveLines {
  const lines = new Map<string, string>();
  return {
    onInit: (vitest) => {
      const { reporters = [] } = vitest as unknown as { readonly reporters?: readonly Windowed[] };
      for (const { summary, renderer } of reporters) {
        const options = (summary?.renderer ?? renderer)?.options;
        const window = options?.getWindow;
        if (options === undefined || typeof window !== 'function') continue;
        options.getWindow = () => [...window(), ...shown(lines, vitest.logger.getColumns())];
      }
    },
    onTestRunStart: () => lines.clear(),
    onTestCaseArtifactRecord: (test, artifact) => {
      const { type, words } = artifact as { readonly type: string; readonly words?: string };
      // A word that comes after the end of its test would stay for ever.
      if (type === PROGRESS && test.result().state === 'pending')
        lines.set(test.id, oneLine(`${test.fullName}  ${words}`));
    },
    onTestCaseResult: ({ id }) => void lines.delete(id),
    // A worker that died leaves tests without a result.
    onTestModuleEnd: ({ children }) => {
      for (const { id } of children.allTests()) lines.delete(id);
    },
  };
}

function shown(lines: ReadonlyMap<string, string>, columns: number): readonly string[] {
  if (lines.size === 0) return [];
  const left = lines.size - MOST;
  const all = [...lines.values()].slice(0, MOST).map((line) => shortened(`  gradcheck  ${line}`, columns - 1));
  return [...all, ...(left > 0 ? [`  and ${left} more`] : []), ''];
}
