import type { GradientCheck } from './results.ts';
import { worse } from './verdict/summarise.ts';

/** One result of two checks at the same point, such as those of a backward and of a forward pass. */
export function mergeChecks(a: GradientCheck, b: GradientCheck): GradientCheck {
  const evaluations = {
    loss: a.evaluations.loss + b.evaluations.loss,
    gradient: a.evaluations.gradient + b.evaluations.gradient,
  };
  if (a.verdict === 'invalid') return { ...a, evaluations };
  if (b.verdict === 'invalid') return { ...b, evaluations };
  return {
    verdict: worse(a.verdict, b.verdict),
    blocks: [...a.blocks, ...b.blocks],
    blame: [...a.blame, ...b.blame],
    diagnoses: [...a.diagnoses, ...b.diagnoses],
    notes: [...a.notes, ...b.notes],
    evaluations,
    resolution: Math.max(a.resolution, b.resolution),
    noise: Math.max(a.noise, b.noise),
    seed: a.seed,
  };
}
