/** What `strata gate` was asked for, as commander hands it over. */
export interface GateFlags {
  readonly model?: string;
  readonly version?: string;
  readonly baseline?: string;
  readonly rules?: string;
  readonly explain?: boolean;
  readonly json?: string;
  readonly junit?: string;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly schema?: boolean;
}
