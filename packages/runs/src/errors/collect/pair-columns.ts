import { conceptPixels, type ImageColumn, imageColumns, packBits } from '@strata/compute';
import type { CollectKind } from '@strata/domain';
import type { CellIndex, ProbeConcept } from '@strata/probe';

/** What one of a pair is. */
export interface PairTerm {
  readonly name: string;
  readonly kind: CollectKind;
}

/** A term, and which images have it. */
export interface PairColumn extends PairTerm {
  /** (image) packed bits. */
  readonly bits: Uint32Array;
}

export interface PairColumnsOptions {
  readonly concepts: readonly Pick<ProbeConcept, 'name'>[];
  /** (image) its place in the dataset. */
  readonly places: readonly number[];
  /** (image) the number of its class, and (class) its name. */
  readonly classes: readonly number[];
  readonly classNames: readonly string[];
}

/** What pairs are made of: the concepts that are on images, then their classes. */
export function pairColumns(
  index: CellIndex,
  { concepts, places, classes, classNames }: PairColumnsOptions,
): PairColumn[] {
  const { height, width } = index.maskShape;
  const options = { images: places.length, pixelsPerImage: height * width, shares: [] };
  const found: ImageColumn[] = imageColumns(conceptPixels(index, places), options);
  return [
    ...found.map(({ concept, bits }): PairColumn => {
      return { name: concepts[concept]?.name ?? `${concept}`, kind: 'CONCEPT', bits };
    }),
    ...classNames.map((name, own): PairColumn => {
      return { name, kind: 'CLASS', bits: packBits(classes.map((one) => Number(one === own))) };
    }),
  ];
}
