import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { partPath } from '@strata/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCellIndex, openCellMaps, openProbeDataset, type ProbeDataset } from '../src/index.ts';
import { writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-cells-'));
afterAll(() => rmSync(folder, { recursive: true }));
let caches = 0;
function newCache(): string {
  caches += 1;
  return join(folder, `cache ${caches}`);
}

let dataset: ProbeDataset;
beforeAll(async () => {
  const concepts = [1, 2].map((index) => ({ index, name: `c${index}`, category: 'object' }));
  const labels = [[[1, 1, 0, 2]], [[2, 2, 2, 0]]];
  await writePlanes(join(folder, 'world'), { height: 2, width: 2, concepts, labels });
  dataset = await openProbeDataset(join(folder, 'world'), { format: 'planes' });
});
afterAll(() => dataset.close());

/** The dataset, counting how often a label is read. */
function counting(): ProbeDataset & { reads: number } {
  const counted = {
    ...dataset,
    reads: 0,
    readLabels: (sample: number) => {
      counted.reads += 1;
      return dataset.readLabels(sample);
    },
  };
  return counted;
}
const cellsOf = (index: Awaited<ReturnType<typeof buildCellIndex>>): number[] => {
  const maps = openCellMaps(index);
  const cells = [...maps.read(0, 2)];
  maps.close();
  return cells;
};
// Cells: none 0, c1 1, c2 2.
const CELLS = [1, 1, 0, 2, 2, 2, 2, 0];

describe('the cache of cells', () => {
  it.each(['maps.u32', 'cells.json'])('is built again when one bit of %s is another, sizes unchanged', async (name) => {
    const cacheDir = newCache();
    const { mapsPath } = await buildCellIndex(dataset, { cacheDir });
    const path = join(dirname(mapsPath), name);
    const bytes = readFileSync(path);
    bytes[bytes.length - 4] = (bytes.at(-4) as number) ^ 1;
    writeFileSync(path, bytes);
    const again = counting();
    expect(cellsOf(await buildCellIndex(again, { cacheDir }))).toEqual(CELLS);
    expect(again.reads).toBe(2);
    const third = counting();
    await buildCellIndex(third, { cacheDir });
    expect(third.reads).toBe(0);
  });

  it('is shared by builders that start at once: all get the same files, and nothing is left over', async () => {
    const cacheDir = newCache();
    const indexes = await Promise.all([1, 2, 3, 4].map(() => buildCellIndex(counting(), { cacheDir })));
    for (const index of indexes) expect(cellsOf(index)).toEqual(CELLS);
    expect(new Set(indexes.map(({ mapsPath }) => mapsPath)).size).toBe(1);
    expect(readdirSync(cacheDir)).toHaveLength(1);
  });

  it('replaces a damaged folder even while others do', async () => {
    const cacheDir = newCache();
    const { mapsPath } = await buildCellIndex(dataset, { cacheDir });
    writeFileSync(mapsPath, 'damaged');
    const indexes = await Promise.all([1, 2, 3].map(() => buildCellIndex(dataset, { cacheDir })));
    for (const index of indexes) expect(cellsOf(index)).toEqual(CELLS);
    expect(readdirSync(cacheDir)).toEqual([basename(dirname(mapsPath))]);
  });

  it('is rid of what a killed process left, but not of what a running one writes', async () => {
    const cacheDir = newCache();
    const running = partPath(join(cacheDir, 'cells-other'));
    // No process has a number above 2²².
    const killed = running.replace(`-${process.pid}-`, '-99999999-');
    mkdirSync(running, { recursive: true });
    mkdirSync(killed, { recursive: true });
    writeFileSync(join(killed, 'maps.u32'), 'half');
    await buildCellIndex(dataset, { cacheDir });
    expect([existsSync(running), existsSync(killed)]).toEqual([true, false]);
  });

  it('leaves nothing of a build that was stopped', async () => {
    const cacheDir = newCache();
    const stop = new AbortController();
    const options = { cacheDir, signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) };
    await expect(buildCellIndex(dataset, options)).rejects.toThrow('stopped');
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  it('says what to do when its folder can’t be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(buildCellIndex(dataset, { cacheDir: join(folder, 'file', 'cache') })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringMatching(/file\/cache can't be written\. Set STRATA_HOME/),
    });
  });
});
