import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openProbeDataset, type ProbeFormat, writeFrameReport } from '../src/index.ts';
import { cocoDocument, PATCHES, put, putJson, putPicture, WRITERS } from './layout-writers.ts';
import { writeBroden, writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-names-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

const LINES = ['name,category,name_ja,name_de,synonyms', 'leaf,part,葉,Blatt,foliage; leafage', 'stone,,石,,rock'];

describe('names of concepts in other languages', () => {
  const coco = async (...lines: readonly string[]) => {
    const root = newFolder();
    await WRITERS['coco-instances']?.(root, PATCHES);
    if (lines.length > 0) put(join(root, 'concepts.csv'), `${lines.join('\n')}\n`);
    return openProbeDataset(root, { format: 'auto' });
  };

  it('are read from concepts.csv beside any layout, with synonyms and categories', async () => {
    const { concepts } = await coco(...LINES);
    expect(concepts).toMatchObject([
      { name: 'leaf', category: 'part', names: { ja: '葉', de: 'Blatt' }, synonyms: ['foliage', 'leafage'] },
      { name: 'stone', category: 'object', names: { ja: '石' }, synonyms: ['rock'] },
    ]);
  });

  it('leave a dataset what it is; categories, which formulas are chosen by, do not', async () => {
    const { sha256 } = await coco();
    expect((await coco('name,name_ja', 'leaf,葉')).sha256).toBe(sha256);
    expect((await coco('name,category', 'leaf,part')).sha256).not.toBe(sha256);
  });

  it('are read from the list that planes and Broden have, and from a file named by a flag', async () => {
    const concepts = [
      { index: 1, name: 'leaf', category: 'part' },
      { index: 2, name: 'stone', category: 'object' },
    ];
    const world = { height: 1, width: 2, labels: [[[1, 2]]], concepts };
    const [planes, broden] = [newFolder(), newFolder()];
    await writePlanes(planes, world);
    await writeBroden(broden, world);
    writeFileSync(
      join(planes, 'concepts.csv'),
      'index,name,category,name_ja\n1,leaf,part,葉\n2,stone,object,\n0,void,void,\n',
    );
    writeFileSync(join(broden, 'label.csv'), 'number,name,category,synonyms\n1,leaf,part,foliage\n2,stone,object,\n');
    const listed = await openProbeDataset(planes, { format: 'planes' });
    await listed.close();
    expect(listed.concepts[0]).toMatchObject({ names: { ja: '葉' } });
    const file = join(newFolder(), '..', 'names.csv');
    writeFileSync(file, 'name,name_ja\nleaf,葉っぱ\n');
    const [leaf] = (await openProbeDataset(broden, { format: 'broden', concepts: file })).concepts;
    expect(leaf).toMatchObject({ names: { ja: '葉っぱ' }, synonyms: ['foliage'] });
  });

  it.each([
    ['a concept that is none', ['name,name_ja', 'Leaf,葉'], /line 2: "Leaf" is no concept.*Is "leaf" meant/u],
    ['two rows of one', ['name,name_ja', 'leaf,葉', 'leaf,木の葉'], /line 3: "leaf" has a row already, line 2/u],
    ['a name that is another concept’s', ['name,name_ja', 'leaf,stone'], /line 2: the name_ja "stone" of "leaf"/u],
    [
      'one name in a language for two',
      ['name,name_ja', 'leaf,葉', 'stone,葉'],
      /line 3: the name_ja "葉" of "stone" is what "leaf" is called/u,
    ],
    ['a synonym that is another’s name', ['name,synonyms', 'leaf,stone'], /line 2: the synonym "stone" of "leaf"/u],
    ['a column of no language', ['name,name_Japanese', 'leaf,葉'], /found "name_Japanese"/u],
  ])('refuse %s, naming file and line', async (_, lines, message) => {
    await expect(coco(...lines)).rejects.toThrow(message);
    await expect(coco(...lines)).rejects.toThrow(/concepts\.csv/u);
  });

  it('refuse a category that contradicts the one that the dataset says', async () => {
    const root = newFolder();
    const concepts = [{ index: 1, name: 'leaf', category: 'part' }];
    await writeBroden(root, { height: 1, width: 1, labels: [[[1]]], concepts });
    put(join(root, 'concepts.csv'), 'name,category\nleaf,material\n');
    await expect(openProbeDataset(root, { format: 'auto' })).rejects.toThrow(
      /concepts\.csv, line 2: "leaf" is said to be of the category material, the dataset says part/u,
    );
  });
});

describe('what is known by boxes', () => {
  /** A leaf with a mask, and a stone with the box that is given. */
  const coco = async (bbox: unknown) => {
    const root = newFolder();
    await WRITERS['coco-instances']?.(root, PATCHES);
    const { annotations, ...document } = cocoDocument();
    const stone = document.categories.find(({ name }) => name === 'stone');
    const boxed = { id: 77, image_id: annotations[0]?.image_id, category_id: stone?.id, bbox };
    const masks = annotations.filter(({ category_id: id }) => id !== stone?.id);
    putJson(join(root, 'instances.json'), { ...document, annotations: [...masks, boxed] });
    return openProbeDataset(root, { format: 'coco-instances', boxes: true });
  };

  it('is drawn by COCO’s rule, and its concept marked', async () => {
    const dataset = await coco([4, 0, 2, 2]);
    const { planes } = await dataset.readLabels(0);
    const label = dataset.concepts.findIndex(({ name }) => name === 'stone') + 1;
    expect([...(planes[0] as Uint16Array)].map((one) => Number(one === label)).join('')).toBe(
      '000011000011000000000000',
    );
    expect(dataset.concepts.find(({ name }) => name === 'stone')).toMatchObject({ grounding: 'BOXES' });
    expect(dataset.concepts.find(({ name }) => name === 'leaf')?.grounding).toBeUndefined();
    expect(dataset.reading).toMatchObject({ boxes: true });
    const path = join(newFolder(), '..', 'read.json');
    await writeFrameReport(dataset, path);
    expect(JSON.parse(readFileSync(path, 'utf8')).about).toEqual([
      { name: 'leaf', category: 'object', grounding: 'MASKS' },
      { name: 'stone', category: 'object', grounding: 'BOXES' },
    ]);
  });

  it.each([
    ['without an area', [1, 1, 0, 2], /annotation 77: expected a box .* with an area, found \[1, 1, 0, 2\]/u],
    ['that reaches out of the image', [4, 0, 9, 2], /annotation 77: the box .* reaches out of the image of 6x4/u],
    ['of three numbers', [4, 0, 9], /annotation 77: bbox/u],
  ])('is refused %s, naming file and item', async (_, bbox, message) => {
    const reading = coco(bbox).then(({ readLabels }) => readLabels(0));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(/instances\.json/u);
  });

  it('is cut at the image where tools round', async () => {
    const { readLabels } = await coco([4, -0.5, 2.5, 2]);
    await expect(readLabels(0)).resolves.toBeDefined();
  });

  it('is asked for only where there are boxes beside masks', async () => {
    const refused = async (format: ProbeFormat) => {
      const root = newFolder();
      await WRITERS[format]?.(root, PATCHES);
      return openProbeDataset(root, { format, boxes: true });
    };
    await expect(refused('index-png-csv')).rejects.toThrow(/--boxes: .*index-png-csv/u);
  });

  it('is part of the hash', async () => {
    const root = newFolder();
    await WRITERS['coco-instances']?.(root, PATCHES);
    const hash = async (boxes: boolean) => (await openProbeDataset(root, { format: 'auto', boxes })).sha256;
    expect(await hash(true)).not.toBe(await hash(false));
  });

  it('is all of Pascal VOC’s detection, with corners that have an area inside the image', async () => {
    const root = newFolder();
    await WRITERS['voc-boxes']?.(root, PATCHES);
    const { concepts } = await openProbeDataset(root, { format: 'auto' });
    expect(concepts).toMatchObject([
      { name: 'leaf', grounding: 'BOXES' },
      { name: 'stone', grounding: 'BOXES' },
    ]);
    const object = (box: string) =>
      put(
        join(root, 'Annotations', 'b.xml'),
        `<annotation><filename>b.png</filename><size><width>6</width><height>4</height></size><object><name>leaf</name><bndbox>${box}</bndbox></object></annotation>`,
      );
    object('<xmin>3</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax>');
    await expect(openProbeDataset(root, { format: 'auto' })).rejects.toThrow(
      /b\.xml, image b\.png, object 0 \(leaf\): expected a box with an area, found xmin 3/u,
    );
    object('<xmin>3</xmin><ymin>2</ymin><xmax>60</xmax><ymax>4</ymax>');
    const far = await openProbeDataset(root, { format: 'auto' });
    await expect(far.readLabels(1)).rejects.toThrow(
      /b\.xml, image b\.png, object 0 \(leaf\): the box .* out of the image/u,
    );
  });
});

it('labels of whole images in Broden’s layout, and classes of images, are marked as such', async () => {
  const root = newFolder();
  const concepts = [
    { index: 1, name: 'leaf', category: 'part' },
    { index: 2, name: 'forest', category: 'scene' },
  ];
  await writeBroden(root, { height: 1, width: 2, labels: [[[1, 0]]], concepts });
  writeFileSync(join(root, 'index.csv'), 'image,split,ih,iw,sh,sw,object,class\n0.jpg,train,2,4,1,2,0_0.png;2,walk\n');
  const dataset = await openProbeDataset(root, { format: 'broden', classes: true });
  expect(dataset.concepts.map(({ name, grounding }) => [name, grounding])).toEqual([
    ['leaf', undefined],
    ['forest', 'WHOLE_IMAGES'],
    ['walk', 'WHOLE_IMAGES'],
  ]);
  expect((await dataset.readLabels(0)).whole).toEqual([1, 2]);
  writeFileSync(join(root, 'index.csv'), 'image,split,ih,iw,sh,sw,object,class\n0.jpg,train,2,4,1,2,0_0.png,leaf\n');
  await expect(openProbeDataset(root, { format: 'broden', classes: true })).rejects.toThrow(
    /image 0 \(0\.jpg\): its class "leaf" is what a concept is called/u,
  );
});

it('pictures beside annotations of an unknown kind are no photographs alone', async () => {
  const root = newFolder();
  await putPicture(join(root, 'a.png'));
  put(join(root, 'notes.xml'), '<other/>');
  await expect(openProbeDataset(root, { format: 'auto', computed: ['positions'] })).rejects.toThrow(
    /Say which with --format/u,
  );
});
