// Taken once, so that a test that fakes its timers later does not stop the breath.
const later = globalThis.setTimeout;
const now = performance.now.bind(performance);

/** How long other work may have to wait, in milliseconds. */
const EVERY = 50;

let last = 0;

/**
 * Lets timers, signals and messages through, now and then: a chain of promises that are settled at once never returns to
 * the event loop, and nothing could stop it.
 */
export async function breathe(): Promise<void> {
  if (now() - last < EVERY) return;
  await new Promise<void>((resolve) => {
    later(resolve);
  });
  last = now();
}
