/** What `strata collect` was asked for, as commander hands it over. */
export interface CollectFlags {
  readonly model: string;
  readonly version: string;
  readonly layer?: string;
  /** A split of the dataset. */
  readonly learnt?: string;
  /** A file with a class a line. */
  readonly classes?: string;
  readonly groupBy?: string;
  readonly seed: number;
  readonly threads: number;
  /** A file to be written. */
  readonly csv?: string;
  readonly json?: boolean;
}
