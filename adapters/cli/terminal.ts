/** Where a command writes, and how. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` goes to a terminal, where a line may be written over. */
  readonly interactive: boolean;
  /** Whether `out` shows colours. */
  readonly colours: boolean;
  /** Width of `out` in characters. Default: 100. */
  readonly columns?: number;
}

export const AGREES = 0;
export const DISAGREES = 1;
export const CANNOT_TELL = 2;
