import type { Case } from './problem.ts';

/** What a check found; see {@link GradientCheck}. */
export type Verdict = 'agrees' | 'disagrees' | 'kink' | 'unresolved' | 'invalid';

/** The verdict on one entry or block, which is never `invalid` on its own. */
export type BlockVerdict = Exclude<Verdict, 'invalid'>;

/** Why no gradient could be judged. */
export type InvalidReason =
  | 'unsupported-params'
  | 'non-finite-params'
  | 'threw'
  | 'not-a-number'
  | 'non-finite-loss'
  | 'unsupported-gradient'
  | 'shape-mismatch'
  | 'non-finite-gradient'
  | 'nondeterministic'
  | 'mutates-params'
  | 'mutates-data'
  | 'stateful-gradient';

/** One entry of the gradient beside its central difference. */
export interface EntryCheck {
  /** Its name, e.g. `W2[1,3]`. */
  readonly entry: string;
  readonly verdict: BlockVerdict;
  readonly analytic: number;
  readonly numeric: number;
  /** How far `numeric` may be from the true derivative. */
  readonly errorBound: number;
  /** |analytic - numeric| relative to the entry, or to the rms entry of the gradient where that is larger. */
  readonly error: number;
  /** `analytic / numeric`; NaN when both are zero. */
  readonly ratio: number;
  /** The one-sided slopes at a kink: any value between them is a valid subgradient. */
  readonly slopes?: { readonly left: number; readonly right: number };
}

/** One block of the parameters, such as `W2`. */
export interface BlockCheck {
  readonly block: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly verdict: BlockVerdict;
  /** How many of its entries disagree. */
  readonly wrong: number;
  readonly worst: EntryCheck;
  /** The entries that speak most, worst first, ten at the most. */
  readonly entries: readonly EntryCheck[];
  /** All its entries in their order, where it disagrees, every one was judged, and there are 480 at the most. */
  readonly all?: readonly EntryCheck[];
}

/** A cause found for a disagreement. */
export interface Diagnosis {
  readonly kind: string;
  readonly block: string;
  /** One sentence with its numbers. */
  readonly message: string;
  readonly evidence: Readonly<Record<string, number | string>>;
}

export interface Evaluations {
  readonly loss: number;
  readonly gradient: number;
}

interface CheckFacts {
  readonly blocks: readonly BlockCheck[];
  /** The blocks that disagree. */
  readonly blame: readonly string[];
  readonly diagnoses: readonly Diagnosis[];
  /** What is no error here but will be one: shared or reused buffers. */
  readonly notes: readonly string[];
  readonly evaluations: Evaluations;
  /**
   * The smallest error that this check would have caught, relative to the entry, or to the root mean square entry of
   * the gradient where the entry is smaller than that. Infinity when nothing could be judged.
   */
  readonly resolution: number;
  /** The absolute noise of the loss, as estimated at this point. */
  readonly noise: number;
  readonly seed: number;
}

/** A gradient that could be compared with the slopes of its loss. */
export interface JudgedCheck extends CheckFacts {
  readonly verdict: BlockVerdict;
}

/** A gradient or loss that breaks the rules, so that no comparison means anything. */
export interface InvalidCheck extends CheckFacts {
  readonly verdict: 'invalid';
  readonly reason: InvalidReason;
  /** What happened, where, and what to do. */
  readonly message: string;
}

/** The result of {@link checkGradient}: plain data, told apart by `verdict`. */
export type GradientCheck = JudgedCheck | InvalidCheck;

/** How many cases were asked for, drawn, and what became of them. */
export interface Runs {
  readonly asked: number;
  readonly done: number;
  readonly agrees: number;
  readonly disagrees: number;
  readonly kink: number;
  readonly unresolved: number;
  readonly invalid: number;
}

/** A case that fails, shrunk as far as it kept failing in the same way. */
export interface Counterexample {
  readonly case: Case;
  /** The check of the case, made afresh after shrinking. */
  readonly check: GradientCheck;
  /** The causes that the first failing case showed, before it was shrunk: a small case carries less evidence. */
  readonly firstDiagnoses: readonly Diagnosis[];
  readonly seed: number;
  readonly path: string;
  readonly shrinks: number;
  /** Values that do not matter, such as `params.b1` or `data.X[0,2]`: with others the case fails as well. */
  readonly idle: readonly string[];
}

/** The largest error of an entry that a campaign saw, relative to the entry or to the rms entry of its gradient. */
export interface WorstSeen {
  readonly error: number;
  readonly verdict: Verdict;
  readonly entry: EntryCheck;
}

/** What became of the counterexamples that are kept in a file. */
export interface MemoryReport {
  /** The file of counterexamples. */
  readonly file: string;
  /** How many stored cases were checked before any was drawn. */
  readonly replayed: number;
  /** The ids of those that still fail. */
  readonly failing: readonly string[];
  /** Those that did not reproduce, and what they are now. */
  readonly passing: readonly { readonly id: string; readonly now: Verdict }[];
  /** Those that fit the problem no more, and what came of it. */
  readonly unfit: readonly { readonly id: string; readonly message: string }[];
  /** The id under which the counterexample of this campaign stands in the file. */
  readonly stored?: string;
  /** Why the file was left as it was although there was something to write. */
  readonly notStored?: string;
}

/** The differences of a loss in one entry, from wide steps to narrow ones. */
export interface StepCurve {
  readonly entry: string;
  /** The loss at the point itself. */
  readonly loss: number;
  readonly points: readonly {
    readonly step: number;
    /** One-sided differences. */
    readonly left: number;
    readonly right: number;
    readonly central: number;
    /** From this central difference and the one at four times the step. */
    readonly extrapolated: number;
  }[];
}

/** The differences in an entry beside what the gradient claims of it. */
export interface CurveSeen extends StepCurve {
  readonly analytic: number;
  /** The noise of the loss, absolute. */
  readonly noise: number;
}

/** How many cases of a campaign showed something, and with which verdicts. */
export interface CoverageRow extends Readonly<Record<Verdict, number>> {
  readonly label: string;
  readonly runs: number;
}

/** A drawn case as it is kept for observations: in words and figures, without its arrays. */
export interface CaseSeen {
  readonly verdict: Verdict;
  /** Whether it fails the campaign; what neither agrees nor fails is no evidence either way. */
  readonly failed: boolean;
  /** Why it does not agree; empty where it does. */
  readonly because: string;
  /** The first numbers of each of its arrays, e.g. `params.w [0.5, -1], data 3`. */
  readonly shown: string;
  /** The shape of each array by its place, e.g. `{ 'params.W': '2x3' }`. */
  readonly shapes: Readonly<Record<string, string>>;
  /** The regime in which it was drawn; left out where none is known. */
  readonly regime?: string;
  readonly labels: readonly string[];
  /** Its worst error, relative to the entry or to the rms entry; NaN where none could be had. */
  readonly error: number;
  readonly evaluations: Evaluations;
  readonly milliseconds: number;
}

/** The result of a campaign. */
export interface PropertyReport {
  readonly name: string;
  /** No case failed, all were run, and enough of them could be judged. */
  readonly ok: boolean;
  /** Why the campaign is no pass, in one sentence; empty when it is one. */
  readonly complaint: string;
  readonly runs: Runs;
  readonly counterexample?: Counterexample;
  /** Left out where no counterexamples are kept. */
  readonly memory?: MemoryReport;
  readonly worst?: WorstSeen;
  /** The differences at the worst entry: of the counterexample, else of the case with the worst error. */
  readonly curve?: CurveSeen;
  readonly evaluations: Evaluations;
  /** The coarsest resolution among the agreeing cases. */
  readonly resolution: number;
  readonly seed: number;
  /** What the drawn cases showed, the most frequent first. */
  readonly coverage: readonly CoverageRow[];
  /** What is no failure but worth knowing: limits reached, cases that were slow or often rejected. */
  readonly notes: readonly string[];
  /** The verdicts of the drawn cases in their order, so that the reports of shards can be put together. */
  readonly history: readonly Verdict[];
  /** The worst error in each of them, relative to the entry or to the rms entry; NaN where none could be had. */
  readonly errors: readonly number[];
  /** The drawn cases in their order, where the option `observe` asked for them. */
  readonly observed?: readonly CaseSeen[];
  /** Which part of a campaign this was, if it was split. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** What the whole campaign must show, for those who put its parts together. */
  readonly demands?: { readonly agreeing: number; readonly cover: Readonly<Record<string, number>> };
}

/** What became of a fault that was planted in a right gradient. */
export interface DetectionRow {
  /** What was made wrong, e.g. `dW1 doubled`. */
  readonly fault: string;
  readonly family: string;
  /** Left out where more than one block is wrong. */
  readonly block?: string;
  /** `equivalent`: no different from the right gradient in any case; `survived`: different, and never caught. */
  readonly outcome: 'killed' | 'survived' | 'equivalent';
  /** The run that caught it, from 1. */
  readonly caughtAt?: number;
  /** Cases looked at: up to the one that caught it. */
  readonly runs: number;
  /** In how many of them the wrong gradient differed from the right one. */
  readonly differedIn: number;
  /** What the check said first. */
  readonly diagnosis?: string;
  /** Whether that names the fault. */
  readonly named: boolean;
  /** Why a fault was not caught, and what to draw so that it is. */
  readonly because?: string;
}

/** Whether a campaign would notice faults in a gradient; see {@link checkDetection}. */
export interface DetectionReport {
  readonly name: string;
  /** Every fault that makes a difference was caught, and there were some. */
  readonly ok: boolean;
  /** Why not, in one sentence; empty when ok. */
  readonly complaint: string;
  /** Empty where the gradient itself does not agree. */
  readonly rows: readonly DetectionRow[];
  readonly killed: number;
  /** How many faults were no right gradient in disguise. */
  readonly of: number;
  /** How many of those that were caught were named as well. */
  readonly named: number;
  /** Cases drawn for every fault. */
  readonly numRuns: number;
  readonly seed: number;
  readonly evaluations: Evaluations;
}
