import type { StoredUnit } from '@strata/db';

/** What is reported of a unit: everything but its samples. */
export type ReportedUnit = StoredUnit;
