import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatasetError, npyHeader } from '@strata/domain';
import { writeWhole } from '@strata/files';
import sharp from 'sharp';
import { DEMO_CONCEPTS } from './concepts.ts';
import { drawLabelledSample } from './draw.ts';
import { PICTURE_SIDE, PLANE_COUNT } from './render.ts';
import type { Draw } from './variables.ts';

/** Raise it whenever a byte of the world changes: a folder written by another version is written anew. */
export const WORLD_VERSION = 1;

/** How world.json begins: only a folder with this mark is ever replaced. */
const STAMP_START = '{"generator":"strata-demo-world",';

export interface DemoWorldOptions {
  /** Default 480. */
  readonly samples?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Default 'probe'. */
  readonly draw?: Draw;
  /** Called after each sample. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DemoWorld {
  readonly root: string;
  readonly samples: number;
  /** Whether the folder was there already, from the same seed and version. */
  readonly reused: boolean;
}

/**
 * Writes the drawn world as a probe dataset of the format `planes`, byte for byte the same for the same options.
 * The folder appears whole or not at all.
 * @throws DatasetError when the folder exists and was not written by this function; the signal's reason.
 */
export async function writeDemoWorld(
  root: string,
  { samples = 480, seed = 1, draw = 'probe', ...watch }: DemoWorldOptions = {},
): Promise<DemoWorld> {
  const stamp = `${JSON.stringify({ generator: 'strata-demo-world', version: WORLD_VERSION, seed, samples, draw })}\n`;
  const found = await stampOf(root);
  if (found === stamp) return { root, samples, reused: true };
  await mkdir(path.dirname(path.resolve(root)), { recursive: true });
  try {
    await writeWhole(path.resolve(root), async (temporary) => {
      await mkdir(temporary);
      await writeSamples(temporary, { samples, seed, draw, ...watch });
      await writeFile(path.join(temporary, 'world.json'), stamp);
      if (found?.startsWith(STAMP_START)) await rm(root, { recursive: true, force: true });
    });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw cause;
    if ((await stampOf(root)) === stamp) return { root, samples, reused: true };
    throw new DatasetError(
      `Expected ${root} to be missing, empty or a demo world, but something else is there; choose another folder`,
      { cause },
    );
  }
  return { root, samples, reused: false };
}

async function writeSamples(
  folder: string,
  { samples, seed, draw, onProgress, signal }: DemoWorldOptions & { samples: number; seed: number; draw: Draw },
): Promise<void> {
  await mkdir(path.join(folder, 'images'));
  const rows = ['path,class,split'];
  const labels = await open(path.join(folder, 'labels.npy'), 'w');
  try {
    await labels.write(npyHeader('<u2', [samples, PLANE_COUNT, PICTURE_SIDE, PICTURE_SIDE]));
    for (let sample = 0; sample < samples; sample++) {
      signal?.throwIfAborted();
      const drawn = await drawLabelledSample(sample, { seed, draw });
      const image = `images/${String(sample).padStart(4, '0')}.png`;
      const raw = { width: PICTURE_SIDE, height: PICTURE_SIDE, channels: 3 } as const;
      await sharp(drawn.picture, { raw }).png({ compressionLevel: 6 }).toFile(path.join(folder, image));
      await labels.write(littleEndian(drawn.labels));
      rows.push(`${image},${drawn.scene},${draw}`);
      onProgress?.(sample + 1, samples);
    }
  } finally {
    await labels.close();
  }
  await writeFile(path.join(folder, 'images.csv'), `${rows.join('\n')}\n`);
  const concepts = DEMO_CONCEPTS.map(({ index, name, category }) => `${index},${name},${category}`);
  await writeFile(path.join(folder, 'concepts.csv'), `${['index,name,category', ...concepts].join('\n')}\n`);
}

function littleEndian(values: Uint16Array): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (let index = 0; index < values.length; index++) bytes.writeUInt16LE(values[index] ?? 0, index * 2);
  return bytes;
}

async function stampOf(root: string): Promise<string | null> {
  return readFile(path.join(root, 'world.json'), 'utf8').catch(() => null);
}
