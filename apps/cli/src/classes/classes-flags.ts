/** What `strata classes` was asked for, as commander hands it over. */
export interface ClassesFlags {
  readonly model: string;
  readonly version: string;
  readonly layer?: string;
  /** A file with a class a line. */
  readonly classes?: string;
  readonly groupBy?: string;
  readonly threads: number;
  readonly seed: number;
  readonly json?: boolean;
}
