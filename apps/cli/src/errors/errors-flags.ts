/** What `strata errors` was asked for, as commander hands it over. */
export interface ErrorsFlags {
  readonly model: string;
  readonly version: string;
  readonly class?: string;
  /** The class, and the one it is taken for. */
  readonly confusion?: readonly string[];
  /** A file with a class a line. */
  readonly classes?: string;
  readonly groupBy?: string;
  readonly permutations: number;
  readonly seed: number;
  /** A layer; true: the only one. */
  readonly causes?: string | true;
  readonly threads: number;
  readonly json?: boolean;
}
