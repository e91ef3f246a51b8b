import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { buildCellIndex, openProbeDataset, type ProbeFormat, writeFrameReport } from '../src/index.ts';
import { HEIGHT, PATCHES, put, putPicture, WIDTH, WRITERS } from './layout-writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-layouts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

const formats = Object.keys(WRITERS) as ProbeFormat[];

/** Rows of the patches: leaf 3×2 from (1, 1), stone 2×2 from (4, 0). */
const LEAF = ['000000', '011100', '011100', '000000'];
const STONE = ['000011', '000011', '000000', '000000'];

describe.each(formats)('a dataset in the layout %s', (format) => {
  const write = async (patches = PATCHES): Promise<string> => {
    const root = newFolder();
    await WRITERS[format]?.(root, patches);
    return root;
  };

  it('is recognised, and its masks are read pixel by pixel', async () => {
    const root = await write();
    const dataset = await openProbeDataset(root, { format: 'auto' });
    expect(dataset.format).toBe(format);
    const path = join(newFolder(), '..', 'read.json');
    await writeFrameReport(dataset, path, { rows: true });
    const { names, images } = JSON.parse(readFileSync(path, 'utf8'));
    expect(names).toEqual(['leaf', 'stone']);
    const [first, second] = images;
    expect(first).toMatchObject({ width: WIDTH, height: HEIGHT });
    expect(first.file).toMatch(/a\.png$/u);
    expect(first.concepts).toEqual({ leaf: { pixels: 6, rows: LEAF }, stone: { pixels: 4, rows: STONE } });
    expect(second).toMatchObject({ concepts: {} });
  });

  it('becomes cells, of the pixels that each set of concepts has', async () => {
    const dataset = await openProbeDataset(await write(), { format });
    const index = await buildCellIndex(dataset, { cacheDir: newFolder() });
    // 2 × 24 pixels; stone is met first, in the first row.
    expect([...index.areas]).toEqual([48 - 10, 4, 6]);
  });

  it('has another hash when a mask changes, and the same in another place', async () => {
    const [leaf, stone] = PATCHES as [(typeof PATCHES)[0], (typeof PATCHES)[0]];
    const hash = async (root: string) => (await openProbeDataset(root, { format })).sha256;
    const first = await hash(await write());
    expect(await hash(await write())).toBe(first);
    expect(await hash(await write([{ ...leaf, right: 3 }, stone]))).not.toBe(first);
  });

  it('refuses a picture of another size, naming it', async () => {
    const root = await write();
    const dataset = await openProbeDataset(root, { format });
    const { imagePath, key } = dataset.samples[0] ?? {};
    await putPicture(imagePath as string, { width: 2 * WIDTH, height: HEIGHT });
    const opening = openProbeDataset(root, { format }).then(({ readLabels }) => readLabels(0));
    if (format === 'via') return expect((await opening).planes).toHaveLength(1);
    await expect(opening).rejects.toThrow(DatasetError);
    await expect(opening).rejects.toThrow(key as string);
    return expect(opening).rejects.toThrow(/12x4/u);
  });

  it('refuses a picture that is missing, naming it', async () => {
    const root = await write();
    const dataset = await openProbeDataset(root, { format });
    rmSync(dataset.samples[0]?.imagePath as string);
    // Without a list of pictures, a mask is left over.
    const opening = openProbeDataset(root, { format });
    if (format === 'folders-binary') return expect((await opening).notes.join(' ')).toMatch(/2 masks have no picture/u);
    await expect(opening).rejects.toThrow(DatasetError);
    return expect(opening).rejects.toThrow(/\ba\b/u);
  });
});

it('says which layouts there are where a folder is of none', async () => {
  const root = newFolder();
  put(join(root, 'labels.txt'), '');
  await expect(openProbeDataset(root, { format: 'auto' })).rejects.toThrow(
    /Say which with --format: broden, planes, photos, coco/u,
  );
});

it.each(['labels.json', 'labels.xml'])(
  'says that %s is cut off where nothing else tells what a folder is',
  async (name) => {
    const root = newFolder();
    put(join(root, name), name.endsWith('json') ? '[{"data": {' : '<annotations><version>');
    await expect(openProbeDataset(root, { format: 'auto' })).rejects.toThrow(/labels\.\w+.*not complete (?:JSON|XML)/u);
  },
);

it('refuses choices that a layout does not leave', async () => {
  const root = newFolder();
  await WRITERS['coco-instances']?.(root, PATCHES);
  await expect(openProbeDataset(root, { format: 'auto', pick: 'x' })).rejects.toThrow(/--pick x: .* leaves no choice/u);
  await expect(openProbeDataset(root, { format: 'auto', voidLabels: [9] })).rejects.toThrow(/--void 9/u);
});

it('tells the place of JSON that is none', async () => {
  const root = newFolder();
  await WRITERS['coco-instances']?.(root, PATCHES);
  const path = join(root, 'instances.json');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${text.slice(0, -40)}`);
  const open = () => openProbeDataset(root, { format: 'coco-instances' });
  await expect(open()).rejects.toThrow(/instances\.json: not complete JSON: .*line 1 column \d+/u);
  writeFileSync(path, `{\n  "images": [NaN],\n  "annotations": [], "categories": [] }`);
  await expect(open()).rejects.toThrow(/instances\.json: not complete JSON: .*near line \d column \d+/u);
});
