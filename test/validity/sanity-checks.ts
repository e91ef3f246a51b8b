import { checkSanity, type LabelledBitmap, type SanityOutcome } from '@strata/compute';
import { openCellMaps } from '@strata/probe';
import { createRandom } from '@strata/statistics';
import type { ValidityWorld } from './explain-maps.ts';
import { writeMarked } from './marked-text.ts';

const MARKS = { start: '<!-- sanity -->', end: '<!-- end of sanity -->' };
const HEAD = ['| metric | images | missing labels | extra labels |', '| --- | --- | --- | --- |'];
/** Images that a concept must have to be tried. */
const IMAGES_MIN = 6;
/** A unit fires on this share of its concept's pixels, and elsewhere on as many as a quarter of these. */
const HIT = 0.8;

/** Rows of the table: metrics of units that respond to one concept each, when labels go missing and when wrong ones are added. */
export function sanityRows(world: ValidityWorld): string[] {
  return checkSanity(plantedUnits(world), 1).map((outcome) => printOutcome(outcome, world.name));
}

function printOutcome({ metric, of, missing, extra, missingRatio, extraRatio }: SanityOutcome, name: string): string {
  const said = (count: number, ratio: number): string => {
    const passed = count >= 0.95 * of ? 'falls' : 'does not fall';
    return `${passed}: ${count} of ${of}, to ${(100 * ratio).toFixed(0)} %`;
  };
  return `| ${metric} | ${name} | ${said(missing, missingRatio)} | ${said(extra, extraRatio)} |`;
}

/** A unit for every concept in enough images, but not in nearly all: it fires on most of it and a little elsewhere. */
function* plantedUnits({ index, concepts }: ValidityWorld): Generator<LabelledBitmap> {
  const { sampleCount: samples, maskShape } = index;
  const pixels = maskShape.height * maskShape.width;
  const maps = openCellMaps(index);
  try {
    for (const position of concepts.keys()) {
      const random = createRandom(position);
      const has = cellsWith(index, position);
      const labels = new Uint8Array(samples * pixels);
      let images = 0;
      for (let sample = 0; sample < samples; sample += 1) {
        let any = 0;
        for (const [pixel, cell] of maps.read(sample, 1).entries()) {
          labels[sample * pixels + pixel] = has[cell] as number;
          any |= has[cell] as number;
        }
        images += any;
      }
      if (images < IMAGES_MIN || images > samples / 2) continue;
      const area = labels.reduce((sum, label) => sum + label, 0);
      const miss = ((HIT / 4) * area) / (labels.length - area);
      const bitmap = labels.map((label) => (random.next() < (label === 1 ? HIT : miss) ? 1 : 0));
      yield { samples, labels, bitmap };
    }
  } finally {
    maps.close();
  }
}

/** (cell) 1 where the concept is. */
function cellsWith({ cellCount, conceptOffsets, conceptPositions }: ValidityWorld['index'], position: number) {
  return Uint8Array.from({ length: cellCount }, (_, cell) =>
    conceptPositions.subarray(conceptOffsets[cell], conceptOffsets[cell + 1]).includes(position) ? 1 : 0,
  );
}

/** Writes the rows between the marks of docs/validity.md. */
export async function writeSanity(rows: readonly string[]): Promise<void> {
  await writeMarked(MARKS, [...HEAD, ...rows]);
}
