import type { Progress } from './property-options.ts';

/** Tells whoever asked how far a campaign is. What they throw would pass for a failure of the gradient. */
export function tell(progress: ((progress: Progress) => void) | undefined, soFar: Progress): void {
  try {
    progress?.(soFar);
  } catch {}
}
