/** What `strata query` was asked for, as commander hands it over. */
export interface QueryFlags {
  readonly server?: string;
  readonly key?: string;
  readonly first: number;
  readonly range?: number;
  readonly match: 'matches' | 'contains' | 'equivalent';
  readonly json?: boolean;
}
