import type { Diagnosis } from '../results.ts';
import type { Layout } from '../tree.ts';
import type { Upstream } from '../verdict/ask-upstream.ts';
import type { Findings } from '../verdict/findings.ts';
import { arrangement } from './arrangement.ts';
import { biasExamples } from './bias-examples.ts';
import { chain } from './chain.ts';
import { constantFactor } from './constant-factor.ts';
import { dataLeaves } from './data-leaves.ts';
import { elementwise } from './elementwise.ts';
import type { BlockEvidence, Candidate, Hypothesis, PointEvidence, View } from './evidence.ts';
import { evidenceOf } from './evidence-of.ts';
import { exampleWeights } from './example-weights.ts';
import { flatLoss } from './flat-loss.ts';
import { isReadOff } from './is-read-off.ts';
import { isSettled } from './is-settled.ts';
import { lineFactors } from './line-factors.ts';
import { namedNumbers } from './named-numbers.ts';
import { networkSlip } from './networks/network-slip.ts';
import { oneExample } from './one-example.ts';
import { oneHot } from './one-hot.ts';
import { onlyWhere } from './only-where.ts';
import { saysTheSame } from './says-the-same.ts';
import { separating } from './separating.ts';
import { strength } from './strength.ts';
import { swappedBlocks } from './swapped-blocks.ts';
import { unknown } from './unknown.ts';
import { upstream as notLinear } from './upstream.ts';
import { views } from './views.ts';
import { weightsMultiple } from './weights-multiple.ts';
import { wrongAxis } from './wrong-axis.ts';

/** From the simplest to the most far-fetched: of two that explain as much, the first is stated. */
const HYPOTHESES: readonly Hypothesis[] = [
  constantFactor,
  weightsMultiple,
  lineFactors,
  arrangement,
  swappedBlocks,
  wrongAxis,
  oneHot,
  exampleWeights,
  biasExamples,
  oneExample,
  elementwise,
];

/** Those to which rows and columns matter. */
const OF_MATRICES: readonly Hypothesis[] = [lineFactors, arrangement, wrongAxis, oneHot, exampleWeights];

/** Those that matter while a case shrinks. */
const BRIEFLY: readonly Hypothesis[] = [constantFactor, weightsMultiple, lineFactors];

/** Differences must be explained this many decimals better than a chance fit would. */
const ENOUGH = 6;
/** The next best explanation is mentioned where it explains almost as much, in decimals. */
const CLOSE = 3;
/** What an error that is passed down explains better than numbers of single blocks. */
const PASSED_DOWN: readonly string[] = ['unknown', 'row-factors', 'column-factors', 'lines-factor'];
/** What may hold of single entries for the sake of their inputs. */
const LINES: readonly string[] = ['lines-zero', 'lines-factor'];
/** Lifts what is read off above all that is guessed. */
const READ_OFF = 1000;
/** What a block of few entries must explain, where another one has shown the same cause. */
const ALIKE = 2;

/** What a diagnosis is made from, beside the findings. */
export interface Circumstances {
  /** The parameters, flat, in the layout of the findings; zeros where they are of another layout. */
  readonly at: Float64Array;
  readonly data: unknown;
  readonly hints: Readonly<Record<string, number>>;
  /** Whether only causes are looked for that one entry can show. */
  readonly brief: boolean;
  /** What came back, if the gradient is a backward pass. */
  readonly upstream?: Upstream | undefined;
}

/**
 * Names the cause of every block that disagrees, in the order of the blocks: the hypothesis that explains most of the
 * differences, or that none does. The next best is in its evidence as `alternative` where it is close.
 */
export function diagnose(
  findings: Findings,
  layout: Layout,
  blame: readonly string[],
  { at, data, hints, brief, upstream }: Circumstances,
): readonly Diagnosis[] {
  if (blame.length === 0) return [];
  const leaves = dataLeaves(data);
  const point: PointEvidence = {
    layout,
    at,
    claimed: findings.analytic,
    leaves,
    upstream,
    names: namedNumbers(leaves, layout.blocks, hints),
    blocks: layout.blocks.filter(({ size }) => size > 0).map((block) => evidenceOf(block, findings)),
  };
  const blamed = point.blocks
    .filter(({ block }) => blame.includes(block.name))
    .map((evidence) => ({ evidence, found: candidatesFor(evidence, point, brief ? BRIEFLY : HYPOTHESES) }));
  const shown = new Set(blamed.flatMap(({ found }) => (found[0] && isBelieved(found[0]) ? causeOf(found[0]) : [])));
  const own = blamed.flatMap(({ evidence, found }) => {
    const believed = found.filter((one) => isBelieved(one) || (one.explained >= ALIKE && shown.has(causeOf(one))));
    const linearity = notLinear(evidence, point);
    const isPart = linearity?.kind === 'upstream-nonlinear';
    return (
      (isPart ? undefined : linearity) ??
      stated(evidence, believed, point) ??
      linearity ??
      flatLoss(evidence) ??
      onlyWhere(evidence, point) ??
      unknown(evidence, point) ??
      []
    );
  });
  if (brief || own.every(isSettled)) return own;
  const settled = own.filter(isSettled).map(({ block }) => block);
  const slip = networkSlip(point, blame, settled);
  if (slip) return [...own.filter(({ block }) => !slip.explained.includes(block)), slip.diagnosis];
  const passed = own.some(({ kind }) => PASSED_DOWN.includes(kind)) ? chain(point) : undefined;
  // Of one layer, a factor for each unit says more.
  const isMore = passed?.evidence.layers === 1 && own.some(({ kind }) => kind !== 'unknown');
  return passed && !isMore ? [...own.filter(({ kind }) => !PASSED_DOWN.includes(kind)), passed] : own;
}

/** A candidate that fits, and how many decimals of the differences it explains. */
interface Found {
  readonly view: View;
  readonly candidate: Candidate;
  readonly explained: number;
  /** What is read off stands above what is guessed, and the whole block above what is beside a regulariser. */
  readonly rank: number;
}

/** What fits a block, that which explains most first. */
function candidatesFor(
  evidence: BlockEvidence,
  point: PointEvidence,
  hypotheses: readonly Hypothesis[],
): readonly Found[] {
  const all = views(evidence, point);
  // A right gradient that is 0 wherever the claim is wrong holds no regulariser.
  const isHeld = evidence.entries.some(({ wrong, numeric, bound }) => wrong && Math.abs(numeric) > 10 * bound);
  return (isHeld ? all : all.slice(0, 1))
    .flatMap((view) =>
      hypotheses
        .filter((hypothesis) => !view.isReshaped || OF_MATRICES.includes(hypothesis))
        .flatMap((hypothesis) => hypothesis(view).map((candidate) => ({ view, candidate }))),
    )
    .flatMap(({ view, candidate }): readonly Found[] => {
      const told = strength(candidate, view.entries);
      if (told === undefined) return [];
      const rank = (isReadOff(candidate, view) ? 2 : 0) + (view.beside === '' ? 1 : 0);
      return [{ view, candidate, explained: told - view.cost, rank }];
    })
    .sort((a, b) => preference(b) - preference(a));
}

/** Of two that are guessed, a regulariser that must be taken off first costs a decimal. */
function preference({ explained, rank }: Found): number {
  return explained + (rank >= 2 ? READ_OFF * rank : rank);
}

function isBelieved({ explained, rank }: Found): boolean {
  return rank >= 2 || explained >= ENOUGH;
}

/** What a cause has in common between blocks. */
function causeOf({ candidate: { kind, evidence } }: Found): string {
  return [kind, evidence.factor, evidence.name ?? evidence.strength, evidence.weights, evidence.order].join(' ');
}

function stated(
  evidence: BlockEvidence,
  [best, ...others]: readonly Found[],
  point: PointEvidence,
): Diagnosis | undefined {
  if (best === undefined) return undefined;
  const { block } = evidence;
  const met = LINES.includes(best.candidate.kind) ? separating(evidence, point) : undefined;
  const next = others.find(({ candidate: { kind } }) => !saysTheSame(best.candidate.kind, kind));
  const isClose = next !== undefined && next.explained >= best.explained - CLOSE;
  return {
    kind: best.candidate.kind,
    block: block.name,
    message: met ? `${said(best)}: exactly where ${met.says}` : said(best),
    evidence: {
      ...best.candidate.evidence,
      residual: residualOf(best),
      ...(isClose ? { alternative: said(next), alternativeKind: next.candidate.kind } : {}),
    },
  };
}

function residualOf({ candidate: { keeps }, view }: Found): number {
  return view.entries.reduce((most, entry) => Math.max(most, keeps(entry).off), 0);
}

function said(found: Found): string {
  const residual = residualOf(found);
  return found.candidate.say(residual === 0 ? '0' : residual.toExponential(0));
}
