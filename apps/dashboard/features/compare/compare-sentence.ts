import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { accuracySentence } from '../trends/trend-sentence';
import { hasClasses } from './has-classes';
import { meaningOf } from './meaning-of';
import type { Comparison } from './read-compare-page';

/**
 * The finding of a comparison: of the ranges that are explained in both versions how many changed their meaning, and in
 * the same breath what other images alone would change; what came of their overlap, how many ranges came or went, of how
 * many nothing is computed, and which neurons all of that is about.
 */
export function compareSentence(comparison: Comparison, words: Words): string {
  const { t } = words;
  const { before, after, pairing } = comparison;
  if (pairing === 'DISTRIBUTIONS') {
    const runs = { runFrom: before.trainingRun, runTo: after.trainingRun };
    return t('compare.sentence.distributions', { from: shortened(before.label), to: shortened(after.label), ...runs });
  }
  return [finding, surely, wholeUnits, notComputed, apart, comparedNeurons]
    .map((part) => part(comparison, words))
    .join('');
}

function finding(comparison: Comparison, words: Words): string {
  const { t, count } = words;
  const { summary, before, after } = comparison;
  const { n, inBoth, reworded } = summary;
  const { changed, known } = meaningOf(summary);
  const pair = { from: shortened(before.label), to: shortened(after.label) };
  if (n === 0) return t('compare.sentence.nothing', pair);
  if (inBoth === 0) return t('compare.sentence.noneInBoth', pair);
  if (known === 0) return t('compare.sentence.noneKnown', pair);
  if (changed + reworded === 0 && n > known) return t('compare.sentence.sameInBoth', { ...pair, n: count(known) });
  if (changed + reworded === 0) return t('compare.sentence.same', { ...pair, n: count(n) });
  return `${changes(comparison, words)}${special(comparison, words)}${overlap(comparison, words)}`;
}

/** That more changed than other images alone would change is said only above the whole interval of those. */
function changes({ summary, before, after, floor }: Comparison, { t, count, percent }: Words): string {
  const { changed, known } = meaningOf(summary);
  const share = changed / known;
  const values = { from: shortened(before.label), to: shortened(after.label), share: percent(share), n: count(known) };
  if (!floor) return t('compare.sentence.noFloor', values);
  const alone = { floor: percent(floor.value), lower: percent(floor.lower), upper: percent(floor.upper) };
  return share > floor.upper
    ? t('compare.sentence.changed', { ...values, ...alone })
    : t('compare.sentence.notAbove', { ...values, ...alone });
}

function special(comparison: Comparison, { t }: Words): string {
  const { newlySpecialized: gained, lostSpecialization: lost } = comparison.summary;
  return hasClasses(comparison) ? t('compare.sentence.special', { gained, lost }) : '';
}

/** That the overlap rose or fell is said only where drawing other neurons would not turn it round. */
function overlap({ deltaIou }: Comparison, { t, iou }: Words): string {
  if (!deltaIou) return t('compare.sentence.end');
  const value = iou(Math.abs(deltaIou.value));
  if (deltaIou.lower > 0) return t('compare.sentence.overlapRise', { value });
  return deltaIou.upper < 0 ? t('compare.sentence.overlapFall', { value }) : t('compare.sentence.overlapSame');
}

/** Ranges of which the change holds one by one; nothing where none changed. */
function surely({ summary }: Comparison, { t }: Words): string {
  if (meaningOf(summary).changed === 0) return '';
  return t('compare.sentence.surely', { n: summary.meaningChanged });
}

/** Neurons that mean something else, all their ranges taken together; nothing where no range changed, or it is known of none. */
function wholeUnits({ summary, unitsChanged: { changed, known } }: Comparison, { t, count }: Words): string {
  if (meaningOf(summary).changed === 0 || known === 0) return '';
  return t('compare.sentence.units', { changed, known: count(known) });
}

/** What is missing, and the command that computes it. */
function notComputed({ summary, before, after }: Comparison, { t }: Words): string {
  const pair = { from: JSON.stringify(before.label), to: JSON.stringify(after.label) };
  return summary.notComputed === 0 ? '' : t('compare.sentence.notComputed', { n: summary.notComputed, ...pair });
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
