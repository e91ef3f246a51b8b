import { pointOf, type TrendSeries, type TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';

/** A middle version is named when it passes both ends by more than this share of them. */
const NOTABLE = 0.05;

/**
 * What happened, in words, from the numbers: the overlap of the highest range from the first to the newest version,
 * how it stands to shuffled images, an extreme between them, and the accuracy beside it.
 */
export function trendSentence(series: TrendSeries, words: Words): string {
  const { t } = words;
  const range = series.clusterCount;
  const versions = series.versions.filter((version) => pointOf(version, range));
  const first = versions[0];
  const last = versions.at(-1);
  if (!first || !last) return t('trends.sentence.nothing');
  const overlap = versions.length === 1 ? single(last, range, words) : change({ first, last, versions, range, words });
  return `${overlap}${accuracySentence(first, last, words)}`;
}

function single(version: TrendVersion, range: number, words: Words): string {
  const point = pointOf(version, range);
  if (!point) return '';
  const values = {
    version: shortened(version.label),
    iou: words.iou(point.median),
    times: timesShuffled(point.timesShuffled, words),
  };
  return words.t('trends.sentence.single', values);
}

/** ", 4 times shuffled images"; that it was not computed where it was not. */
export function timesShuffled(value: number | null | undefined, { t, lift }: Words): string {
  return value === null || value === undefined
    ? t('trends.sentence.timesUnknown')
    : t('trends.sentence.times', { times: lift(value) });
}

interface Change {
  readonly first: TrendVersion;
  readonly last: TrendVersion;
  readonly versions: readonly TrendVersion[];
  readonly range: number;
  readonly words: Words;
}

function change({ first, last, versions, range, words }: Change): string {
  const { t, iou } = words;
  const before = pointOf(first, range);
  const after = pointOf(last, range);
  if (!before || !after) return '';
  const values = {
    from: shortened(first.label),
    to: shortened(last.label),
    before: iou(before.median),
    after: iou(after.median),
    times: timesShuffled(after.timesShuffled, words),
  };
  // Overlap alone is no size to compare between versions: it falls as bitmaps shrink, so that it neither rose nor fell.
  const direction = directionOf(values.before, values.after, after.median - before.median);
  const sentence = direction === 'same' ? t('trends.sentence.same', values) : t('trends.sentence.both', values);
  const medians = versions.flatMap((version) => {
    const point = pointOf(version, range);
    return point ? [{ version: shortened(version.label), value: point.median }] : [];
  });
  return `${sentence}${extremeBetween(medians, { words, write: iou })}`;
}

/** A peak or a low between the first and the last value, which the ends alone would hide. */
export function extremeBetween(
  values: readonly { readonly version: string; readonly value: number }[],
  { words: { t }, write }: { words: Words; write: (value: number) => string },
): string {
  const [first, last] = [values[0], values.at(-1)];
  const inner = values.slice(1, -1);
  if (!first || !last || inner.length === 0) return '';
  const high = inner.reduce((a, b) => (b.value > a.value ? b : a));
  const low = inner.reduce((a, b) => (b.value < a.value ? b : a));
  if (high.value > Math.max(first.value, last.value) * (1 + NOTABLE))
    return t('trends.sentence.peak', { version: high.version, value: write(high.value) });
  if (low.value < Math.min(first.value, last.value) * (1 - NOTABLE))
    return t('trends.sentence.low', { version: low.version, value: write(low.value) });
  return '';
}

/** The accuracy of the two ends; says when one of them is not known. Ends the sentence. */
export function accuracySentence(first: TrendVersion, last: TrendVersion, { t, percent }: Words): string {
  const after = last.accuracy;
  if (after === null) return t('trends.sentence.accuracyUnknown', { version: shortened(last.label) });
  const to = percent(after);
  if (first === last) return t('trends.sentence.accuracySingle', { after: to });
  if (first.accuracy === null) return t('trends.sentence.accuracyLast', { version: shortened(last.label), after: to });
  const from = percent(first.accuracy);
  const values = { before: from, after: to };
  return {
    rise: () => t('trends.sentence.accuracyRise', values),
    fall: () => t('trends.sentence.accuracyFall', values),
    same: () => t('trends.sentence.accuracySame', values),
  }[directionOf(from, to, after - first.accuracy)]();
}

/** Numbers that read the same have not changed, as far as a reader can tell. */
export function directionOf(before: string, after: string, difference: number): 'rise' | 'fall' | 'same' {
  if (before === after) return 'same';
  return difference > 0 ? 'rise' : 'fall';
}
