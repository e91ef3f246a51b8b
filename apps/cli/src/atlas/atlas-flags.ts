/** What `strata atlas` was asked for, as commander hands it over. */
export interface AtlasFlags {
  readonly model: string;
  readonly version?: string;
  readonly layer?: string;
  readonly threads: number;
}
