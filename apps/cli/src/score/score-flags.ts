/** What `strata score` was asked for, as commander hands it over. */
export interface ScoreFlags {
  readonly model: string;
  readonly version: string;
  readonly layer?: string;
  readonly first: number;
  readonly threads: number;
  readonly json?: boolean;
}
