import { cache } from 'react';
import { ask } from '../../data/ask';
import { readPlace } from '../place/read-place';
import { TREND } from './trend-query';

/** The trend of a layer, or of the model's first one; null when there is no such place. Asked once a request. */
export const readTrendsPage = cache(async (name: string, slug: string | undefined) => {
  const place = await readPlace(name, slug);
  if (place.kind !== 'data') return place;
  if (!place.data) return null;
  const answer = await ask(TREND, { name, layer: place.data.layer });
  return answer.kind === 'data'
    ? { kind: 'data' as const, ...place.data, trend: answer.data.model?.trend ?? null }
    : answer;
});
