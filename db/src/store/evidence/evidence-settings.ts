import type { run } from '../../schema/index.ts';

/** How evidence is gathered. */
export interface EvidenceSettings {
  /** Parts of the images that are left out in turn. */
  readonly folds: number;
  /** Shuffles drawn of each part. */
  readonly shuffles: number;
  /** Shuffles of all images for which the search is repeated. */
  readonly nullSearches: number;
  readonly seed: number;
}

type Columns = Pick<
  typeof run.$inferSelect,
  'evidenceFolds' | 'evidenceShuffles' | 'evidenceNullSearches' | 'evidenceSeed'
>;

/** Settings as a run's columns; null: none is gathered. */
export function evidenceSettingsRow(settings: EvidenceSettings | null): Columns {
  return {
    evidenceFolds: settings?.folds ?? null,
    evidenceShuffles: settings?.shuffles ?? null,
    evidenceNullSearches: settings?.nullSearches ?? null,
    evidenceSeed: settings?.seed ?? null,
  };
}

/** The settings in a row; null: none was gathered. */
export function evidenceSettingsOf(row: Columns): EvidenceSettings | null {
  const { evidenceFolds: folds, evidenceShuffles: shuffles, evidenceNullSearches, evidenceSeed: seed } = row;
  if (folds === null || shuffles === null || evidenceNullSearches === null || seed === null) return null;
  return { folds, shuffles, nullSearches: evidenceNullSearches, seed };
}
