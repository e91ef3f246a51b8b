import { type ExtentColumns, emptyExtent, loadExtent } from './extent.ts';
import {
  EXTENSIONS,
  type Extension,
  type Heuristic,
  type SampleEstimate,
  type SamplePair,
  withScene,
} from './heuristics.ts';
import type { SampleSpace } from './sample-space.ts';

/** One range, sample by sample. */
export interface RangeSamples {
  readonly space: SampleSpace;
  readonly bitmapPixels: number;
  /** (sample) pixels of the range. */
  readonly sampleBitmap: Uint32Array;
  /** (part) */
  readonly partHits: Uint32Array;
}

/** A formula to be extended, sample by sample. */
export interface FormulaSamples {
  /** (sample) */
  readonly columns: ExtentColumns;
  readonly hits: Uint32Array;
}

/** Sums the pieces up. */
export function rangeSamples(space: SampleSpace, pieceHits: Uint32Array): RangeSamples {
  const { pieceOffsets, pieceCells, partOffsets, partConcepts } = space.tables;
  const { conceptOffsets, conceptPositions, conceptCount } = space.space.tables;
  const sampleBitmap = new Uint32Array(space.sampleCount);
  const partHits = new Uint32Array(partConcepts.length);
  const partOf = new Uint32Array(conceptCount);
  let bitmapPixels = 0;
  for (let sample = 0; sample < space.sampleCount; sample += 1) {
    for (let part = partOffsets[sample] as number; part < (partOffsets[sample + 1] as number); part += 1) {
      partOf[partConcepts[part] as number] = part;
    }
    for (let piece = pieceOffsets[sample] as number; piece < (pieceOffsets[sample + 1] as number); piece += 1) {
      const hits = pieceHits[piece] as number;
      const cell = pieceCells[piece] as number;
      sampleBitmap[sample] = (sampleBitmap[sample] as number) + hits;
      for (let i = conceptOffsets[cell] as number; i < (conceptOffsets[cell + 1] as number); i += 1) {
        const part = partOf[conceptPositions[i] as number] as number;
        partHits[part] = (partHits[part] as number) + hits;
      }
    }
    bitmapPixels += sampleBitmap[sample] as number;
  }
  return { space, bitmapPixels, sampleBitmap, partHits };
}

export interface EstimateOptions {
  readonly heuristic: Heuristic;
  /** Whether extensions with scenes are estimated exactly. */
  readonly scenes: boolean;
}

/**
 * (extension, concept) estimates of the IoU of a formula's extensions, at least it. They are quotients of whole numbers;
 * division rounds in order, so that no estimate is rounded below its IoU. Infinite where nothing is known of the area and
 * every pixel of the range may be hit. In a sample without the concept its mask has no pixels, which is the same for all
 * such concepts: so each estimate is the sum over all samples as if without it, set right in the samples that have it.
 */
export function estimateExtensions(
  range: RangeSamples,
  formula: FormulaSamples,
  { heuristic, scenes }: EstimateOptions,
): Float64Array[] {
  const { samplePixels, tables } = range.space;
  const whole = scenes && formula.columns.areas.every((area) => area === 0 || area === samplePixels);
  const plain = whole ? withScene : heuristic;
  const exact = scenes ? tables.scenes : new Uint8Array(tables.scenes.length);
  const sums = EXTENSIONS.map((extension) => new ExtensionSums(extension, { plain, scenes: exact }));
  const pair: SamplePair = { formula: emptyExtent(), concept: emptyExtent(), pixels: samplePixels, bitmapPixels: 0 };
  const lone: SamplePair = { ...pair, concept: NOTHING };
  const parts = { columns: tables.parts, hits: range.partHits };
  for (let sample = 0; sample < range.space.sampleCount; sample += 1) {
    loadExtent(pair.formula, sample, formula);
    pair.bitmapPixels = lone.bitmapPixels = range.sampleBitmap[sample] as number;
    for (const sum of sums) sum.addWithout(lone);
    for (
      let part = tables.partOffsets[sample] as number;
      part < (tables.partOffsets[sample + 1] as number);
      part += 1
    ) {
      loadExtent(pair.concept, part, parts);
      for (const sum of sums) sum.addConcept(tables.partConcepts[part] as number, pair);
    }
  }
  return sums.map((sum) => sum.estimates(range.bitmapPixels));
}

const NOTHING = emptyExtent();

/** Sums of one extension's estimates over the samples. */
class ExtensionSums {
  readonly #extension: Extension;
  readonly #plain: Heuristic;
  /** (concept) 1 where the concept is a scene and that is used. */
  readonly #scenes: Uint8Array;
  /** (concept) what is more than without the concept. */
  readonly #hits: Float64Array;
  readonly #areas: Float64Array;
  /** Without the concept: in this sample and summed up; for concepts that are no scenes, and for scenes. */
  readonly #lone = [emptyEstimate(), emptyEstimate()] as const;
  readonly #base = [emptyEstimate(), emptyEstimate()] as const;
  readonly #found = emptyEstimate();

  constructor(extension: Extension, { plain, scenes }: { readonly plain: Heuristic; readonly scenes: Uint8Array }) {
    this.#extension = extension;
    this.#plain = plain;
    this.#scenes = scenes;
    this.#hits = new Float64Array(scenes.length);
    this.#areas = new Float64Array(scenes.length);
  }

  /** Begins a sample. */
  addWithout(lone: SamplePair): void {
    this.#plain(lone, this.#extension, this.#lone[0]);
    withScene(lone, this.#extension, this.#lone[1]);
    this.#base.forEach((base, kind) => {
      base.hits += (this.#lone[kind] as SampleEstimate).hits;
      base.area += (this.#lone[kind] as SampleEstimate).area;
    });
  }

  /** A concept that the sample has. */
  addConcept(concept: number, pair: SamplePair): void {
    const scene = this.#scenes[concept] === 1;
    const lone = this.#lone[scene ? 1 : 0];
    (scene ? withScene : this.#plain)(pair, this.#extension, this.#found);
    this.#hits[concept] = (this.#hits[concept] as number) + this.#found.hits - lone.hits;
    this.#areas[concept] = (this.#areas[concept] as number) + this.#found.area - lone.area;
  }

  /** (concept) */
  estimates(bitmapPixels: number): Float64Array {
    return this.#hits.map((more, concept) => {
      const base = this.#base[this.#scenes[concept] === 1 ? 1 : 0];
      const hits = base.hits + more;
      return hits / (bitmapPixels + base.area + (this.#areas[concept] as number) - hits);
    });
  }
}

function emptyEstimate(): SampleEstimate {
  return { hits: 0, area: 0 };
}
