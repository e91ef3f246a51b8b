import type { Words } from '../../i18n/words';
import { accuracySentence } from '../trends/trend-sentence';
import { hasClasses } from './has-classes';
import type { Comparison } from './read-compare-page';

/** The finding of a comparison: how many ranges changed what they respond to, and what came of their overlap. */
export function compareSentence(comparison: Comparison, words: Words): string {
  const { t, count, percent, iou } = words;
  const { summary, before, after } = comparison;
  const { n, same, newlySpecialized, lostSpecialization, meanDeltaIou } = summary;
  const pair = { from: before.label, to: after.label };
  if (n === 0) return t('compare.sentence.nothing', pair);
  const changed = n - same;
  if (changed === 0) return t('compare.sentence.same', { ...pair, n: count(n) });
  const special = hasClasses(comparison)
    ? t('compare.sentence.special', { gained: newlySpecialized, lost: lostSpecialization })
    : '';
  const values = { ...pair, changed: count(changed), n: count(n), share: percent(changed / n), special };
  return `${t('compare.sentence.changed', values)}${overlap(meanDeltaIou ?? null, { t, iou })}`;
}

function overlap(mean: number | null, { t, iou }: Pick<Words, 't' | 'iou'>): string {
  if (mean === null) return t('compare.sentence.end');
  const value = iou(Math.abs(mean));
  if (Math.abs(mean) < SMALL) return t('compare.sentence.overlapSame');
  return mean > 0 ? t('compare.sentence.overlapRise', { value }) : t('compare.sentence.overlapFall', { value });
}

/** A smaller change of the mean overlap is none to speak of. */
const SMALL = 0.0005;

/** How the accuracy changed between the two, as a sentence of its own; null when neither has one. */
export function accuracyOf({ before, after }: Comparison, words: Words): string | null {
  if (after.accuracy == null && before.accuracy == null) return null;
  return accuracySentence(versionOf(before), versionOf(after), words)
    .replace(/^[;；、。,]\s*/u, '')
    .replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(words.locale));
}

function versionOf({ label, accuracy }: Comparison['before']) {
  return { label, accuracy: accuracy ?? null, isBaseline: false, points: [] };
}
