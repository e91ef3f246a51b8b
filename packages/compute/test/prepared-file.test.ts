import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCellIndex, type CellIndex } from '@strata/probe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPreparedImages, openPreparedImages } from '../src/hits/prepared-file.ts';
import { drawWorld } from './drawn-world.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'strata-tiles-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));
const SHAPE = { height: 7, width: 5 };

let index: CellIndex;
let path: string;
let whole: Buffer;
beforeAll(async () => {
  index = await buildCellIndex((await drawWorld()).dataset, { cacheDir });
  path = (await keepPreparedImages(index, SHAPE)) as string;
  whole = readFileSync(path);
});

function flip(at: number): void {
  const bytes = Buffer.from(whole);
  bytes.writeUInt8((bytes[at] as number) ^ 0x10, at);
  writeFileSync(path, bytes);
}

describe('a file of prepared images', () => {
  it('lies in the cache under the shape of the maps, and is found there', async () => {
    expect(path).toMatch(/tiles-\w+-7x5\.u32$/u);
    expect(await keepPreparedImages(index, SHAPE)).toBe(path);
  });

  it.each<[string, () => void]>([
    ['another checksum', () => flip(0)],
    ['another place of the first image', () => flip(8)],
    ['another place of an image', () => flip(8 * 3)],
    ['another end', () => flip(8 * (index.sampleCount + 1))],
    ['another first word', () => flip(8 * (index.sampleCount + 2))],
    ['another last word', () => flip(whole.length - 1)],
    ['no last word', () => truncateSync(path, whole.length - 4)],
    ['a word too many', () => appendFileSync(path, Buffer.alloc(4))],
    ['half of it', () => truncateSync(path, Math.floor(whole.length / 2))],
    ['a head that is cut', () => truncateSync(path, 20)],
    ['nothing', () => truncateSync(path, 0)],
  ])('that has %s is made again, byte for byte', async (_, damage) => {
    damage();
    expect(readFileSync(path).equals(whole)).toBe(false);
    expect(await keepPreparedImages(index, SHAPE)).toBe(path);
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it('that is shortened while it is read is named', () => {
    const images = openPreparedImages(path, index.sampleCount);
    truncateSync(path, whole.length - 4);
    expect(() => images.read(0, index.sampleCount)).toThrow(/tiles-.*became shorter\. Remove it/);
    images.close();
  });
});
