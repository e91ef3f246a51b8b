import { pointOf, rangesFromTop, type TrendVersion } from '../../../charts/trend-data';
import type { Words } from '../../../i18n/words';
import { signed } from '../signed';
import type { SeveralData } from './read-several';

/** A number of every version, and how it differs from that of the first. */
export interface SeveralRow {
  readonly key: string;
  readonly name: string;
  /** As many as versions; null where it is not known. */
  readonly cells: readonly (SeveralCell | null)[];
}

interface SeveralCell {
  readonly text: string;
  /** Null for the first version, and where the first has none. */
  readonly delta: string | null;
}

interface Measure {
  readonly name: string;
  readonly of: (version: TrendVersion) => number | null;
  readonly write: (value: number) => string;
  /** Null: it can't be told. */
  readonly difference: (value: number, first: number) => string | null;
}

/** What stands in the table: accuracy, then for each range from the strongest down what it is worth. */
export function severalRows({ clusterCount, versions }: SeveralData, words: Words): SeveralRow[] {
  const { t, percent, points, iou, times } = words;
  const share = { write: percent, difference: (value: number, first: number) => points(value - first) };
  const accuracy: Measure = { name: t('models.accuracy'), of: (version) => version.accuracy, ...share };
  const measures = rangesFromTop(clusterCount).flatMap((index): Measure[] => {
    const range = t('range.name', { index });
    return [
      {
        name: `${range} · ${t('column.timesShuffled')}`,
        of: (version) => pointOf(version, index)?.timesShuffled ?? null,
        write: times,
        difference: (value, first) => (first === 0 ? null : `×${words.lift(value / first)}`),
      },
      {
        name: `${range} · ${t('column.median')}`,
        of: (version) => pointOf(version, index)?.median ?? null,
        write: iou,
        difference: (value, first) => signed(value - first, words),
      },
      {
        name: `${range} · ${t('column.specializedShare')}`,
        of: (version) => pointOf(version, index)?.specialization?.specialized.share ?? null,
        ...share,
      },
    ];
  });
  const compared = versions.map(({ version }) => version);
  return [accuracy, ...measures]
    .map((measure) => rowOf(measure, compared))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
}

function rowOf({ name, of, write, difference }: Measure, versions: readonly TrendVersion[]): SeveralRow {
  const values = versions.map(of);
  const first = values[0] ?? null;
  const cells = values.map((value, at): SeveralCell | null => {
    if (value === null) return null;
    return { text: write(value), delta: at > 0 && first !== null ? difference(value, first) : null };
  });
  return { key: name, name, cells };
}
