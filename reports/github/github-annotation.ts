/** A message that GitHub shows at a line of a file. */
export interface Annotation {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly line?: number | undefined;
  readonly title: string;
  readonly message: string;
}

/**
 * An error in the form in which GitHub Actions reads it from a log.
 *
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions; escapes as in `@actions/core`.
 *
 * @example
 * githubAnnotation({ file: 'a.test.ts', line: 3, title: 'net', message: 'W2 is off,\nby half' }); // '::error file=a.test.ts,line=3,title=net::W2 is off,%0Aby half'
 */
export function githubAnnotation({ file, line, title, message }: Annotation): string {
  const place = line === undefined ? '' : `,line=${line}`;
  return `::error file=${property(file)}${place},title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
