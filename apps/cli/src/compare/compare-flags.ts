/** What `strata compare` was asked for, as commander hands it over. */
export interface CompareFlags {
  readonly model: string;
  readonly layer?: string;
  readonly threads: number;
}
