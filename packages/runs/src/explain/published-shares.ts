import { publishedClassifier } from '@strata/compute';
import { readNetworkPair, type Store } from '@strata/db';
import type { Specialization } from '@strata/domain';
import { formulaReader } from './formula-reader.ts';

/** The classes of a range by the published code's rule. */
export interface PublishedRange {
  readonly clusterIndex: number;
  /** Explanations. */
  readonly n: number;
  readonly unspecialized: number;
  readonly weaklySpecialized: number;
}

/**
 * Counts a run's classes by the published code's rule, against one untrained network (the newest), without a control:
 * for the paper's tables. Ascending; none where nothing is untrained.
 * @throws StoreError when the database fails
 */
export async function publishedShares(store: Store, runId: number): Promise<PublishedRange[]> {
  const pair = await readNetworkPair(store, runId);
  if (!pair) return [];
  const read = formulaReader();
  const baseline = pair.baseline.explained.map((use) => ({ unit: use.unitIndex, terms: read.terms(use) }));
  const own = pair.own.explained.map((use) => ({ ...use, terms: read.terms(use) }));
  const units = pair.baseline.units.size;
  const classify = publishedClassifier(baseline, { units, conceptNames: read.conceptNames });
  const classes = own.map(({ clusterIndex, terms }) => ({ clusterIndex, is: classify(terms).specialization }));
  return [...Map.groupBy(classes, ({ clusterIndex }) => clusterIndex)]
    .map(([clusterIndex, rows]) => {
      const count = (wanted: Specialization) => rows.filter(({ is }) => is === wanted).length;
      const [unspecialized, weaklySpecialized] = [count('UNSPECIALIZED'), count('WEAKLY_SPECIALIZED')];
      return { clusterIndex, n: rows.length, unspecialized, weaklySpecialized };
    })
    .sort((a, b) => a.clusterIndex - b.clusterIndex);
}
