import type { StoredUnit } from '@strata/db';
import { GRADES, type Grade } from '@strata/domain';
import { type Share, shareWithInterval } from '@strata/statistics';

/** Shares of the grades of one range, as a sample of units tells them. */
export interface PilotRange {
  readonly clusterIndex: number;
  /** Explanations of the sample. */
  readonly n: number;
  readonly shares: Readonly<Record<Grade, Share>>;
}

/** Counts the grades of a sample's explanations, and says what they mean for the whole layer. */
export class PilotTally {
  readonly #counts = new Map<number, Map<Grade, number>>();

  add({ ranges }: Pick<StoredUnit, 'ranges'>): void {
    for (const { clusterIndex, explanation } of ranges) {
      const grade = explanation?.evidence?.grade;
      if (!grade) continue;
      const own = this.#counts.get(clusterIndex) ?? new Map<Grade, number>();
      own.set(grade, (own.get(grade) ?? 0) + 1);
      this.#counts.set(clusterIndex, own);
    }
  }

  /** Of the whole layer, range by range, the highest first. */
  ranges({ sampled, unitCount }: { readonly sampled: number; readonly unitCount: number }): PilotRange[] {
    return [...this.#counts]
      .sort(([a], [b]) => b - a)
      .map(([clusterIndex, counts]) => {
        const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
        const shares = GRADES.map((grade) => [grade, shareOfWhole(counts.get(grade) ?? 0, { n, sampled, unitCount })]);
        return { clusterIndex, n, shares: Object.fromEntries(shares) as Record<Grade, Share> };
      });
  }
}

/**
 * A share of the whole from a sample without replacement: Wilson's interval of a sample as large as its information is
 * worth (finite population correction), which is certain where all were looked at.
 * Source: W. G. Cochran, Sampling Techniques (1977), sections 2.6 and 3.5.
 */
export function shareOfWhole(
  count: number,
  { n, sampled, unitCount }: { readonly n: number; readonly sampled: number; readonly unitCount: number },
): Share {
  const share = count / n;
  if (sampled >= unitCount) return { share, lower: share, upper: share };
  const worth = (unitCount - 1) / (unitCount - sampled);
  return shareWithInterval(count * worth, n * worth);
}
