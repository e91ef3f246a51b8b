import { statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Cache } from '@strata/files';
import { createHitKernel, type Upsampling } from '@strata/kernels';
import { type CellIndex, openCellMaps, type ProbeConcept } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import type { ActivationSource } from '../activations/source.ts';
import { type CountingParts, countingParts, listCells } from '../hits/count-hits.ts';
import { laidCounter } from '../hits/pair-hits.ts';
import { keepPreparedImages, openPreparedImages } from '../hits/prepared-file.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { FRONT_BYTES, MAGIC } from './kept-file.ts';
import { KEPT_LAYOUT, type KeptHeader } from './kept-header.ts';
import { type KeptFold, planKept } from './kept-plan.ts';
import { packTable } from './pack-table.ts';

/** Units counted at once: each image is read once for all of them. */
const UNITS_PER_BLOCK = 8;
/** Units whose counts lie together in the file. */
const UNITS_PER_CHUNK = 32;

/** A unit whose ranges were found before. */
export interface KeptUnit {
  readonly unit: number;
  readonly ranges: readonly {
    readonly clusterIndex: number;
    readonly range: ActivationRange;
    /** Of its bitmap, over all images. */
    readonly pixels: number;
  }[];
}

export interface KeepHitsInputs {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  readonly units: readonly KeptUnit[];
  readonly upsampling: Upsampling;
  /** (sample) group; default null: each image is a group of its own. */
  readonly groups?: Uint32Array | null | undefined;
  /** What they belong to, for people who look into the cache. */
  readonly about: string;
}

export interface KeepHitsOptions {
  /** Default `KEPT_BYTES_MAX`. */
  readonly bytesMax?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each block with the units counted. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Counts what ranges hit, cell by cell, in the images as they are and in shuffled ones, and keeps it in a file of a cache, whole or not
 * at all: what a formula is scored with, on the spot, against all of them.
 * @throws StrataError BAD_CONFIG when they are too large to keep; ShapeError or DatasetError when activations or cell maps
 * can't be read; DISK_FULL; the signal's reason
 */
export async function keepHits(
  path: { readonly cache: Cache; readonly file: string },
  inputs: KeepHitsInputs,
  options: KeepHitsOptions = {},
): Promise<void> {
  const { index, activationsPath, upsampling } = inputs;
  const source = openActivations(activationsPath, { samples: index.sampleCount });
  const maps = openCellMaps(index);
  let images: PreparedImages | null = null;
  try {
    const imagesPath = await keepPreparedImages(index, source, { signal: options.signal });
    if (imagesPath !== null) images = openPreparedImages(imagesPath, index.sampleCount);
    const counting = countingParts({
      index,
      maps,
      mapShape: source,
      upsampling,
      images,
      createKernel: createHitKernel,
    });
    await path.cache.write(path.file, async (temporary) => {
      const file = await open(temporary, 'wx');
      try {
        await writeAll(file, { ...inputs, ...options, source, counting });
      } finally {
        await file.close();
      }
    });
  } finally {
    images?.close();
    maps.close();
    source.close();
  }
}

interface Writing extends KeepHitsInputs, KeepHitsOptions {
  readonly source: ActivationSource;
  readonly counting: CountingParts;
}

async function writeAll(file: FileHandle, writing: Writing): Promise<void> {
  const { units, counting, index, groups = null, bytesMax, source, signal, onProgress } = writing;
  const rows = units.reduce((sum, { ranges }) => sum + ranges.length, 0);
  const folds = planKept(listCells(counting), { rows, cellCount: index.cellCount, groups, bytesMax });
  const front = Buffer.alloc(FRONT_BYTES);
  await file.appendFile(front);
  const chunks: KeptHeader['chunks'] = [];
  let at = FRONT_BYTES;
  for (let first = 0; first < units.length; first += UNITS_PER_CHUNK) {
    const own = units.slice(first, first + UNITS_PER_CHUNK);
    const counted = countChunk(own, { folds, counting, source, cellCount: index.cellCount, signal });
    const start = at;
    for (const [fold, tables] of counted.entries()) {
      for (const hits of tables) {
        const packed = packTable(hits, (folds[fold] as KeptFold).cells.length);
        await file.appendFile(packed);
        at += packed.length;
      }
    }
    chunks.push({ start, end: at, units: own.length });
    onProgress?.(first + own.length, units.length);
  }
  await file.appendFile(JSON.stringify(headerOf(writing, { folds, chunks })));
  MAGIC.copy(front);
  front.writeDoubleLE(at, MAGIC.length);
  await file.write(front, 0, front.length, 0);
  await file.sync();
}

interface ChunkParts {
  readonly folds: readonly KeptFold[];
  readonly counting: CountingParts;
  readonly source: ActivationSource;
  readonly cellCount: number;
  readonly signal: AbortSignal | undefined;
}

/** (fold, table, row, cell of the fold) hits; a fold's first table is its images as they are. */
function countChunk(
  units: readonly KeptUnit[],
  { folds, counting, source, cellCount, signal }: ChunkParts,
): Uint32Array[][][] {
  const countLaid = laidCounter(counting);
  const counted = folds.map(({ shuffles }) => [0, ...shuffles].map((): Uint32Array[] => []));
  for (let first = 0; first < units.length; first += UNITS_PER_BLOCK) {
    signal?.throwIfAborted();
    const block = units.slice(first, first + UNITS_PER_BLOCK).map(({ unit, ranges }) => ({
      unit,
      values: source.readUnit(unit),
      ranges: ranges.map(({ range }) => range),
    }));
    for (const [fold, { samples, shuffles, cells }] of folds.entries()) {
      const laid = countLaid(block, { bitmaps: samples, labels: [samples, ...shuffles] });
      for (const [table, ofUnits] of laid.entries()) {
        for (const [place, hits] of ofUnits.entries()) {
          const ranges = block[place]?.ranges.length ?? 0;
          for (let range = 0; range < ranges; range += 1) {
            const own = cells.map((cell) => hits[range * cellCount + cell] as number);
            counted[fold]?.[table]?.push(own);
          }
        }
      }
    }
  }
  return counted;
}

function headerOf(
  { index, concepts, units, activationsPath, upsampling, source, about }: Writing,
  { folds, chunks }: { readonly folds: readonly KeptFold[]; readonly chunks: KeptHeader['chunks'] },
): KeptHeader {
  const { size, mtimeMs } = statSync(activationsPath);
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    layout: KEPT_LAYOUT,
    about,
    datasetSha256: index.sha256,
    sampleCount: index.sampleCount,
    mask: { height: index.maskShape.height, width: index.maskShape.width },
    concepts: concepts.map(({ name }) => name),
    cellCount: index.cellCount,
    conceptOffsets: [...index.conceptOffsets],
    conceptPositions: [...index.conceptPositions],
    folds: folds.map(({ cells, areas }) => ({ cells: [...cells], areas: [...areas] })),
    shuffles: folds[0]?.shuffles.length ?? 0,
    units: units.map(({ unit, ranges }) => ({
      unit,
      ranges: ranges.map(({ clusterIndex, pixels, range: { lowest, beyond, withoutZero } }) => ({
        clusterIndex,
        pixels,
        lowest: finite(lowest),
        beyond: finite(beyond),
        withoutZero,
      })),
    })),
    chunks,
    activations: {
      path: activationsPath,
      bytes: size,
      modifiedMs: mtimeMs,
      height: source.height,
      width: source.width,
    },
    cells: { mapsPath: index.mapsPath, mapsBytesPerCell: index.mapsBytesPerCell },
    upsampling,
  };
}
