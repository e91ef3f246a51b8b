import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { numberGroups, type OpenProbeOptions, openProbeDataset } from '../src/index.ts';
import { type SmallWorld, writeBroden, writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-groups-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;

/** One pixel a sample. */
const world: SmallWorld = {
  height: 1,
  width: 1,
  concepts: [{ index: 1, name: 'sky', category: 'object' }],
  labels: [[[1]], [[1]], [[1]], [[1]]],
};
/** What is known of a dataset without reading its labels. */
async function opened(root: string, options: OpenProbeOptions) {
  const dataset = await openProbeDataset(root, options);
  await dataset.close();
  return dataset;
}

const NAMES = ['b_0.jpg', 'a_1.jpg', 'b_2.jpg', 'c.jpg'];
const TABLES = { planes: 'images.csv', broden: 'index.csv' };

/** Writes four samples whose images have the names; the column's cells, if there are any. */
async function write(format: 'planes' | 'broden', cells: readonly string[] | null): Promise<string> {
  folders += 1;
  const root = join(folder, String(folders));
  await writeBroden(root, world);
  for (const [sample, name] of NAMES.entries())
    renameSync(join(root, 'images', `${sample}.jpg`), join(root, 'images', name));
  const table = join(root, TABLES[format]);
  if (format === 'planes') {
    await writePlanes(root, world);
    writeFileSync(table, `path\n${NAMES.map((name) => `images/${name}`).join('\n')}\n`);
  } else {
    const renamed = NAMES.reduce(
      (text, name, sample) => text.replace(`${sample}.jpg`, name),
      readFileSync(table, 'utf8'),
    );
    writeFileSync(table, renamed);
  }
  if (cells) {
    const lines = readFileSync(table, 'utf8').trim().split('\n');
    writeFileSync(table, lines.map((line, i) => `${line},${i === 0 ? 'group' : cells[i - 1]}`).join('\n'));
  }
  return root;
}

describe.each(['planes', 'broden'] as const)('groups of images in the %s layout', (format) => {
  const open = async (cells: readonly string[] | null, groupBy: string | null = null) =>
    opened(await write(format, cells), { format, groupBy });
  const groupsOf = ({ samples }: Awaited<ReturnType<typeof open>>) => samples.map(({ group }) => group);

  it('are none where nothing names them', async () => {
    const dataset = await open(null);
    expect(groupsOf(dataset)).toEqual([null, null, null, null]);
    expect(numberGroups(dataset.samples)).toBeNull();
    expect(dataset.notes).toEqual([]);
  });

  it('are named by a column, numbered as they appear', async () => {
    const dataset = await open(['drive 2', 'drive 1', 'drive 2', 'drive 3']);
    expect(groupsOf(dataset)).toEqual(['drive 2', 'drive 1', 'drive 2', 'drive 3']);
    expect(numberGroups(dataset.samples)).toEqual({ numbers: Uint32Array.of(0, 1, 0, 2), count: 3 });
    expect(dataset.notes).toEqual([]);
  });

  it('of one image each are those that a cell leaves open, and a note names them', async () => {
    const dataset = await open(['', 'x', ' ', 'x']);
    expect(groupsOf(dataset)).toEqual([null, 'x', null, 'x']);
    expect(numberGroups(dataset.samples)).toEqual({ numbers: Uint32Array.of(0, 1, 2, 1), count: 3 });
    expect(dataset.notes).toEqual([expect.stringMatching(/^2 of 4 images name no group: each is a group of its own/u)]);
    const empty = await open(['', '', '', '']);
    expect(numberGroups(empty.samples)).toBeNull();
    expect(empty.notes).toEqual([expect.stringMatching(/column group of .* is empty/u)]);
  });

  it.each([
    ['the first capture group', '^([^_]+)_', ['b', 'a', 'b', null]],
    ['the match without one', '[ab]', ['b', 'a', 'b', null]],
    ['the file’s name, not its folder', '^(.)', ['b', 'a', 'b', 'c']],
    ['the path where it has a slash', '(?:^|/)([^/_]+)_', ['b', 'a', 'b', null]],
    ['nothing where the capture group took no part', 'c|(b)', ['b', null, 'b', null]],
    ['nothing where it matches nothing', 'a?', [null, 'a', null, null]],
  ])('are read by a pattern: %s', async (_, groupBy, groups) => {
    const dataset = await open(null, groupBy);
    expect(groupsOf(dataset)).toEqual(groups);
    expect(dataset.reading.groupBy).toBe(groupBy);
    const own = groups.filter((group) => group === null).length;
    expect(dataset.notes).toEqual(
      own > 0 ? [expect.stringContaining(`${own} of 4 images don’t match --group-by`)] : [],
    );
  });

  it('are the pattern’s where there is a column, too, and a note says so', async () => {
    const dataset = await open(['x', 'x', 'x', 'x'], '^(.)');
    expect(groupsOf(dataset)).toEqual(['b', 'a', 'b', 'c']);
    expect(dataset.notes).toEqual([expect.stringContaining('is left aside')]);
  });

  it('are refused for a pattern that matches no image, or is none', async () => {
    await expect(open(null, '^drive')).rejects.toThrow(
      /expected --group-by \^drive to match names of images, but it matches none of 4, such as ".*b_0\.jpg"/u,
    );
    await expect(open(null, '([a-z]')).rejects.toMatchObject({ code: 'BAD_CONFIG' });
  });

  it('are part of the dataset’s identity, which stays what it was where there are none', async () => {
    const root = await write(format, null);
    const hashOf = async (groupBy: string | null) => (await opened(root, { format, groupBy })).sha256;
    const [plain, byName, byLetter, again] = [
      await hashOf(null),
      await hashOf('^([^_]+)_'),
      await hashOf('^(.)'),
      await hashOf('^([^_]+)_'),
    ];
    expect(again).toBe(byName);
    expect(new Set([plain, byName, byLetter]).size).toBe(3);
    const named = await open(['x', 'y', 'x', 'y']);
    const renamed = await open(['x', 'y', 'y', 'x']);
    expect(new Set([plain, named.sha256, renamed.sha256]).size).toBe(3);
  });
});

describe('what has no names of images', () => {
  it('can’t be grouped by them', async () => {
    folders += 1;
    const root = join(folder, String(folders));
    await writePlanes(root, world);
    await expect(opened(root, { format: 'planes', groupBy: '^(.)' })).rejects.toThrow(
      /images\.csv: expected names of images for --group-by/u,
    );
  });

  it('in a category named group is no column of groups', async () => {
    const root = await write('broden', null);
    const table = join(root, 'index.csv');
    writeFileSync(table, readFileSync(table, 'utf8').replace(',object\n', ',group\n'));
    writeFileSync(join(root, 'category.csv'), 'name\ngroup\n');
    const { samples } = await opened(root, { format: 'broden' });
    expect(samples.map(({ group }) => group)).toEqual([null, null, null, null]);
  });
});

const camvid = join(import.meta.dirname, '../../../../shared/data/camvid60');

describe('60 photographs of three drives (skipped where ../shared/data is not)', () => {
  // They lie beside the repository, not in it.
  it.skipIf(!readable(camvid))('keep their identity without groups, and tell their drives by name', async () => {
    const plain = await opened(camvid, { format: 'broden' });
    expect(plain.sha256).toMatch(/^501739bd6c46/u);
    const grouped = await opened(camvid, { format: 'broden', groupBy: '^([^_]+)_' });
    expect(numberGroups(grouped.samples)?.count).toBe(3);
    expect(grouped.sha256).not.toBe(plain.sha256);
  });
});

function readable(root: string): boolean {
  try {
    return readFileSync(join(root, 'index.csv')).length > 0;
  } catch {
    return false;
  }
}
