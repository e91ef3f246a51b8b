import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import { neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { formulaPlain } from '../formula/formula-plain';
import { readPlace } from '../place/read-place';
import { ATLAS_CARD } from './atlas-query';
import type { CardData } from './map/point-card';

/** Pictures that a card shows, in twice the pixels that they are drawn in. */
const PICTURES = 6;
const OVERLAY_WIDTH = 224;

interface PointAddress {
  readonly model: string;
  /** The layer as addresses say it; empty: the first. */
  readonly slug: string;
  readonly version: string;
  /** As 37.5. */
  readonly point: string;
}

/** What is shown of a range beside the map; null where there is no such range. */
export async function readPointCard(
  { model, slug, version, point }: PointAddress,
  words: Words,
): Promise<Answer<CardData | null>> {
  const [, unit, range] = /^(\d{1,7})\.(\d{1,3})$/u.exec(point) ?? [];
  const place = await readPlace(model, slug === '' ? undefined : slug);
  if (place.kind !== 'data') return place;
  if (!place.data || unit === undefined || range === undefined) return { kind: 'data', data: null };
  const { t, iou } = words;
  const answer = await ask(ATLAS_CARD, {
    ...{ model, version, layer: place.data.layer },
    where: { clusterIndex: { eq: Number(range) }, unit: { unitIndex: { eq: Number(unit) } } },
  });
  if (answer.kind !== 'data') return answer;
  const [found] = answer.data.layer?.explanations.nodes ?? [];
  const neuron = `${neuronPath({ model, version, layer: place.data.slug }, Number(unit))}#range-${range}`;
  if (!found) return { kind: 'data', data: { neuron, sentence: t('atlas.nothingNamed'), facts: '', pictures: [] } };
  const pictures = found.cluster.samples.slice(0, PICTURES).map(({ overlayUrl, sample }) => {
    const { imageUrl: image = null, imageWidth, imageHeight, className, key } = sample;
    return {
      image,
      overlay: `${overlayUrl}?w=${OVERLAY_WIDTH}`,
      alt: t('find.imageAlt', { name: className ?? key }),
      ratio: imageWidth && imageHeight ? imageWidth / imageHeight : 1,
    };
  });
  const facts = [
    found.grade ? t(`grade.${found.grade}`) : t('evidence.short'),
    t('layer.heatOverlap', { iou: iou(found.iou) }),
  ];
  const sentence = formulaPlain(found.formula.text, words);
  return { kind: 'data', data: { neuron, sentence, facts: facts.join(' · '), pictures } };
}
