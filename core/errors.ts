/** The caller's own mistake: an unknown option, a missing function, a problem of the wrong form. */
export class UsageError extends TypeError {
  override readonly name = 'UsageError';
}

/** A value that is no tree of numbers, or a tree of another shape than expected; `path` says where. */
export class TreeError extends TypeError {
  override readonly name = 'TreeError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}
