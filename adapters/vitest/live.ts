/** The name under which the plugin tells the tests that somebody watches. */
export const LIVE = 'gradcheckLive';

/** The type of the artifacts that say how far a test is. */
export const PROGRESS = 'gradcheck:progress';

/** Whether a person looks at the output of this run while it is written. */
export function isWatched(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && (environment.CI ?? '') === '';
}
