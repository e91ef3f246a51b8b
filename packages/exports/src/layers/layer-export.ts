import type { ExportConcept, ExportExplanation, ExportImage, ExportRun, ExportUnit } from '@strata/db';

/** A layer of a version with what was found of it; each part can be gone through several times. */
export interface LayerExport {
  readonly run: ExportRun;
  readonly explanations: () => AsyncIterable<ExportExplanation>;
  readonly units: () => AsyncIterable<ExportUnit>;
  /** Images that ranges are shown by, in the order of the explanations. */
  readonly images: () => AsyncIterable<ExportImage>;
  /** The dataset's concepts, by their numbers. */
  readonly concepts: () => AsyncIterable<ExportConcept>;
}

/** Which range stands for a neuron where a target has room for one: its highest, or the one of a number. */
export type RangeChoice = 'highest' | number;

/** One range of each neuron that has it. */
export async function* chosenRanges(
  { explanations }: Pick<LayerExport, 'explanations'>,
  range: RangeChoice,
): AsyncGenerator<ExportExplanation> {
  for await (const one of explanations()) if (isChosen(one, range)) yield one;
}

/** An explained range with the images that it is shown by. */
export interface ShownRange {
  readonly explanation: ExportExplanation;
  readonly images: readonly ExportImage[];
}

/** The same with the images that each range is shown by. Both lists are in one order, and are gone through side by side. */
export async function* shownRanges(layer: LayerExport, range: RangeChoice): AsyncGenerator<ShownRange> {
  const images = layer.images()[Symbol.asyncIterator]();
  let next = await images.next();
  for await (const explanation of layer.explanations()) {
    const own: ExportImage[] = [];
    for (; !next.done && isOf(next.value, explanation); next = await images.next()) own.push(next.value);
    if (isChosen(explanation, range)) yield { explanation, images: own };
  }
}

function isOf(image: ExportImage, { unit, range }: ExportExplanation): boolean {
  return image.unit === unit && image.range === range;
}

function isChosen(one: ExportExplanation, range: RangeChoice): boolean {
  return range === 'highest' ? one.isHighest : one.range === range;
}
