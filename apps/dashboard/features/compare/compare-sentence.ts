import type { Words } from '../../i18n/words';
import { accuracySentence } from '../trends/trend-sentence';
import { hasClasses } from './has-classes';
import type { Comparison } from './read-compare-page';

/**
 * The finding of a comparison: of the ranges that are explained in both versions how many changed what they respond to,
 * what came of their overlap, how many ranges came or went, and which neurons all of that is about.
 */
export function compareSentence(comparison: Comparison, words: Words): string {
  return `${finding(comparison, words)}${apart(comparison, words)}${comparedNeurons(comparison, words)}`;
}

function finding(comparison: Comparison, words: Words): string {
  const { t, count, percent, iou } = words;
  const { summary, before, after } = comparison;
  const { n, inBoth, changed, newlySpecialized, lostSpecialization, meanDeltaIou } = summary;
  const pair = { from: before.label, to: after.label };
  if (n === 0) return t('compare.sentence.nothing', pair);
  if (inBoth === 0) return t('compare.sentence.noneInBoth', pair);
  if (changed === 0 && n > inBoth) return t('compare.sentence.sameInBoth', { ...pair, n: count(inBoth) });
  if (changed === 0) return t('compare.sentence.same', { ...pair, n: count(n) });
  const special = hasClasses(comparison)
    ? t('compare.sentence.special', { gained: newlySpecialized, lost: lostSpecialization })
    : '';
  const values = { ...pair, changed: count(changed), n: count(inBoth), share: percent(changed / inBoth), special };
  return `${t('compare.sentence.changed', values)}${overlap(meanDeltaIou ?? null, { t, iou })}`;
}

/** Ranges that only one version has: they did not change, they came or went. Nothing where there is none. */
function apart({ summary: { appeared, disappeared } }: Comparison, { t }: Words): string {
  return appeared + disappeared === 0 ? '' : t('compare.sentence.apart', { appeared, gone: disappeared });
}

/** Which neurons are compared, where these are not all; nothing where they are. */
function comparedNeurons({ layers }: Comparison, { t, count }: Words): string {
  const compared = layers.reduce((sum, { unitsCompared }) => sum + unitsCompared, 0);
  const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  return compared === units ? '' : t('compare.sentence.neurons', { done: count(compared), units: count(units) });
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
  return { label, accuracy: accuracy ?? null, isBaseline: false, excess: null, points: [] };
}
