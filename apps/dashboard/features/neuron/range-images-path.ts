import type { RangeImages } from '@strata/domain';

interface RangeImagesPlace {
  readonly range: number;
  /** Default the best. */
  readonly which?: RangeImages;
  /** From 1, the default. */
  readonly page?: number;
}

/** The page of more images of a neuron's range. */
export function rangeImagesPath(neuron: string, { range, which = 'BEST', page = 1 }: RangeImagesPlace): string {
  const query = new URLSearchParams({ range: String(range), which, ...(page > 1 && { page: String(page) }) });
  return `${neuron}/images?${query}`;
}
