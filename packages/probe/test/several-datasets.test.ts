import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildCellIndex, type OpenProbeOptions, openProbeDataset, type ProbeDataset } from '../src/index.ts';
import { PATCHES, WRITERS } from './layout-writers.ts';
import { type SmallWorld, writeBroden, writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-several-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  const path = join(folder, String(folders));
  mkdirSync(path);
  return path;
}

const opened: ProbeDataset[] = [];
afterAll(async () => {
  for (const dataset of opened) await dataset.close();
});
async function openProbe(root: string, options: OpenProbeOptions): Promise<ProbeDataset> {
  const dataset = await openProbeDataset(root, options);
  opened.push(dataset);
  return dataset;
}

type Named = readonly (readonly [name: string, category?: string])[];
const world = (concepts: Named, labels: readonly number[]): SmallWorld => ({
  height: 2,
  width: 2,
  labels: [[labels]],
  concepts: concepts.map(([name, category = 'object'], at) => ({ index: at + 1, name, category })),
});

/** Two datasets of one image each, in folders of their own. */
async function twoWorlds(a: SmallWorld, b: SmallWorld) {
  const root = newFolder();
  await writePlanes(join(root, 'home'), a);
  await writeBroden(join(root, 'street'), b);
  const open = (options: Partial<OpenProbeOptions> = {}) =>
    openProbe(join(root, 'home'), {
      format: 'auto',
      further: [{ path: join(root, 'street'), format: 'auto' }],
      ...options,
    });
  const mapped = (...rows: readonly string[]) => {
    const mapping = join(root, 'same.csv');
    writeFileSync(mapping, `${['dataset,concept,name,category', ...rows].join('\n')}\n`);
    return open({ mapping });
  };
  return { root, open, mapped };
}

const HOME = world([['sofa'], ['lamp']], [1, 1, 2, 0]);
const STREET = world([['lamp'], ['couch']], [1, 2, 2, 2]);

describe('several datasets as one probe', () => {
  it('are their images in turn, with concepts of one name being one', async () => {
    const { open } = await twoWorlds(HOME, STREET);
    const dataset = await open();
    expect(dataset.concepts).toMatchObject([
      { index: 1, name: 'sofa' },
      { index: 2, name: 'lamp' },
      { index: 3, name: 'couch' },
    ]);
    expect(dataset.samples.map(({ key }) => key)).toEqual(['home/sample 0', 'street/0.jpg']);
    const index = await buildCellIndex(dataset, { cacheDir: newFolder() });
    // None: 1; sofa: 2; lamp: 1 of each; couch: 3.
    expect([...index.areas]).toEqual([1, 2, 2, 3]);
    const notes = dataset.notes.join(' ');
    expect(notes).toContain('1 concepts are of several datasets: lamp.');
    expect(notes).toContain('2 concepts are labelled in some of the datasets only: sofa, couch.');
  });

  it('have the concepts that a mapping makes of theirs, found by their old names, too', async () => {
    const { mapped } = await twoWorlds(HOME, STREET);
    const dataset = await mapped('street,couch,sofa,', 'home,lamp,"lamp, indoors",', 'street,lamp,,');
    expect(dataset.concepts).toMatchObject([
      { name: 'sofa', synonyms: ['couch'] },
      { name: 'lamp, indoors', synonyms: ['lamp'] },
    ]);
    const index = await buildCellIndex(dataset, { cacheDir: newFolder() });
    // The street's lamp is left out: 2 pixels without a concept, 5 of a sofa.
    expect([...index.areas]).toEqual([2, 5, 1]);
  });

  it('take rows that merge two concepts of one dataset, where both say so', async () => {
    const { mapped } = await twoWorlds(HOME, STREET);
    const dataset = await mapped('home,sofa,furniture,', 'home,lamp,furniture,', 'street,couch,furniture,');
    expect(dataset.concepts.map(({ name }) => name)).toEqual(['furniture', 'lamp']);
    const index = await buildCellIndex(dataset, { cacheDir: newFolder() });
    expect([...index.areas]).toEqual([1, 6, 1]);
    await expect(mapped('home,lamp,sofa,')).rejects.toThrow(
      /same\.csv, line 2: "sofa" is the name of another concept of home.*"home,sofa,sofa"/u,
    );
  });

  it.each([
    ['a dataset that is none', ['attic,lamp,light,'], /line 2: "attic" is none of the datasets.*home, street/u],
    ['a concept that is none', ['home,Lamp,light,'], /line 2: "Lamp" is no concept.*Is "lamp" meant\?/u],
    ['two rows of one concept', ['home,lamp,a,', 'home,lamp,b,'], /line 3: "lamp" of home has a row already, line 2/u],
    [
      'two categories of one name',
      ['home,lamp,light,object', 'street,lamp,light,part'],
      /line 3: "light" is said to be of the category part, line 2 says object/u,
    ],
  ])('refuse a mapping with %s, naming file and line', async (_, rows, message) => {
    const { mapped } = await twoWorlds(HOME, STREET);
    await expect(mapped(...rows)).rejects.toThrow(message);
    await expect(mapped(...rows)).rejects.toThrow(/same\.csv/u);
  });

  it('refuse categories that contradict each other, until the mapping says which', async () => {
    const { open, mapped } = await twoWorlds(HOME, world([['lamp', 'part']], [1, 0, 0, 0]));
    await expect(open()).rejects.toThrow(/"lamp" is of two categories: object in home \("lamp"\), part in street/u);
    const said = await mapped('home,lamp,lamp,part');
    expect(said.concepts[1]).toMatchObject({ name: 'lamp', category: 'part' });
  });

  it('have a hash of all of it, the same in another place', async () => {
    const [first, second] = [await twoWorlds(HOME, STREET), await twoWorlds(HOME, STREET)];
    const plain = (await first.open()).sha256;
    expect((await second.open()).sha256).toBe(plain);
    expect((await first.mapped('street,couch,sofa,')).sha256).not.toBe(plain);
    expect((await first.open({ computed: ['positions'] })).sha256).not.toBe(plain);
  });

  it('are read again as they were asked to be', async () => {
    const { mapped } = await twoWorlds(HOME, STREET);
    const { root, format, reading, sha256 } = await mapped('street,couch,sofa,');
    expect((await openProbe(root, { format, ...reading })).sha256).toBe(sha256);
  });

  it('of other mask sizes are laid on one grid', async () => {
    const root = newFolder();
    await writePlanes(join(root, 'home'), HOME);
    await WRITERS['coco-instances']?.(join(root, 'coco'), PATCHES);
    const further = [{ path: join(root, 'coco'), format: 'auto' as const }];
    const dataset = await openProbe(join(root, 'home'), { format: 'auto', further });
    expect(dataset.maskShape).toEqual({ height: 224, width: 224 });
    const { planes } = await dataset.readLabels(0);
    // The sofa's half of the image, and the lamp's quarter.
    const counted = [1, 2].map((label) => planes[0]?.filter((one) => one === label).length);
    expect(counted).toEqual([(224 * 224) / 2, (224 * 224) / 4]);
  });

  it('in folders of one name are told apart', async () => {
    const root = newFolder();
    await writePlanes(join(root, 'a', 'train'), HOME);
    await writePlanes(join(root, 'b', 'train'), STREET);
    const further = [{ path: join(root, 'b', 'train'), format: 'planes' as const }];
    const dataset = await openProbe(join(root, 'a', 'train'), { format: 'planes', further });
    expect(dataset.samples.map(({ key }) => key)).toEqual(['train/sample 0', 'train-2/sample 0']);
  });
});
