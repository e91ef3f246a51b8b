/** What `strata report` was asked for, as commander hands it over. */
export interface ReportFlags {
  readonly model: string;
  readonly html?: string;
  readonly pdf?: string;
  readonly json?: string;
  readonly language: 'en' | 'ja';
}
