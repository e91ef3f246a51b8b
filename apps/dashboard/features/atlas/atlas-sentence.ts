import type { Words } from '../../i18n/words';
import type { AtlasPage } from './read-atlas';

/** Concepts that the headline names. */
const NAMED = 3;

type MapOfPage = NonNullable<AtlasPage['map']>;

/** How many ranges respond to something, and what most of them begin with. */
export function atlasHeadline({ points }: MapOfPage, version: string, { t, count, locale }: Words): string {
  const clear = Array.from({ length: points.count }, (_, at) => at).filter((at) => points.grade[at] === 1);
  const isGraded = points.grade.some((grade) => grade >= 1 && grade <= 4);
  const shared = { version, ranges: count(points.count), neurons: count(new Set(points.unit).size) };
  if (!isGraded) return t('atlas.headline.ungraded', shared);
  if (clear.length === 0) return t('atlas.headline.none', shared);
  const counts = Map.groupBy(clear, (at) => points.concepts[(points.concept[at] as number) - 1] ?? '');
  counts.delete('');
  const most = [...counts]
    .sort(([a, n], [b, m]) => m.length - n.length || (a < b ? -1 : 1))
    .slice(0, NAMED)
    .map(([name, own]) => t('atlas.headline.concept', { name, n: count(own.length) }));
  const clearCount = count(clear.length);
  if (most.length === 0) return t('atlas.headline.some', { ...shared, clear: clearCount });
  const concepts = new Intl.ListFormat(locale, { type: 'conjunction' }).format(most);
  return t('atlas.headline.mostly', { ...shared, clear: clearCount, concepts });
}

/** What nearness on this map is worth, in numbers. */
export function nearnessSentence({ head }: MapOfPage, { t, count, quantity, iou }: Words): string {
  const { neighboursKept, neighbours, trustworthiness, pointsCompared } = head.run?.atlas ?? {};
  if (neighboursKept == null || neighbours == null || trustworthiness == null || pointsCompared == null)
    return t('atlas.nearnessUnknown');
  return t('atlas.nearness', {
    kept: quantity(Math.round(neighboursKept * neighbours * 10) / 10),
    neighbours,
    points: count(pointsCompared),
    trust: iou(trustworthiness),
  });
}
