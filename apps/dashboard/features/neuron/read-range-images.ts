import { RANGE_IMAGES, type RangeImages } from '@strata/domain';
import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { RangeImagesPageQuery, UnitRangesQuery } from '../../gql/graphql';
import { type Place, readPlace } from '../place/read-place';
import { RANGE_IMAGES_PAGE, UNIT_RANGES } from './range-images-query';

/** Images a page. */
export const IMAGES_A_PAGE = 50;
/** The API leaves out no more at the front. */
const PAGE_MAX = 400;

export interface RangeImagesAddress {
  readonly model: string;
  readonly version: string;
  readonly slug: string;
  readonly unitIndex: number;
  readonly range: number;
  readonly which: RangeImages;
  /** From 1. */
  readonly page: number;
}

type Node = Extract<NonNullable<RangeImagesPageQuery['node']>, { images: unknown }>;

export interface RangeImagesData {
  readonly place: Place;
  readonly cluster: NonNullable<UnitRangesQuery['unit']>['clusters'][number];
  readonly found: Node['images'];
}

/** Reads the kind and the page of an address; what is none counts as not there. */
export function readRangeImagesSearch(
  search: Readonly<Record<string, string | string[] | undefined>>,
): Pick<RangeImagesAddress, 'range' | 'which' | 'page'> {
  const number = (text: string | string[] | undefined, most: number): number =>
    typeof text === 'string' && /^[1-9]\d{0,3}$/u.test(text) ? Math.min(Number(text), most) : 1;
  return {
    range: number(search.range, 32),
    which: RANGE_IMAGES.find((one) => one === search.which) ?? 'BEST',
    page: number(search.page, PAGE_MAX),
  };
}

/** Images of a neuron's range; null when there is no such range. */
export async function readRangeImages(address: RangeImagesAddress): Promise<Answer<RangeImagesData | null>> {
  const { model, version, slug, unitIndex, range, which, page } = address;
  const place = await readPlace(model, slug);
  if (place.kind !== 'data') return place;
  if (!place.data) return { kind: 'data', data: null };
  const ranges = await ask(UNIT_RANGES, { model, version, layer: place.data.layer, unitIndex });
  if (ranges.kind !== 'data') return ranges;
  const cluster = ranges.data.unit?.clusters.find(({ clusterIndex }) => clusterIndex === range);
  if (!cluster) return { kind: 'data', data: null };
  const asked = { which, skip: (page - 1) * IMAGES_A_PAGE, first: IMAGES_A_PAGE };
  const answer = await ask(RANGE_IMAGES_PAGE, { id: cluster.id, ...asked });
  if (answer.kind !== 'data') return answer;
  const { node } = answer.data;
  return { kind: 'data', data: node && 'images' in node ? { place: place.data, cluster, found: node.images } : null };
}
