import type { RangeChoice } from '@strata/exports';

/** What is exported and where to, as commander hands it over. */
export interface ExportFlags {
  readonly model: string;
  readonly version?: string;
  readonly baseline?: string;
  readonly layer?: string;
  readonly range?: RangeChoice;
  readonly list?: readonly string[];
  readonly out?: string;
  readonly trackingUri?: string;
  readonly creator?: string;
  readonly url?: string;
  readonly imagesAt?: string;
}
