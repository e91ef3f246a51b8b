import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openProbeDataset, type ProbeDataset } from '../src/index.ts';
import { put, putGrey, putJson, putPicture } from './layout-writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-shapes-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

/** The rows of the first image's concept. */
async function rowsOf(dataset: ProbeDataset, name: string): Promise<string[]> {
  const label = dataset.concepts.findIndex((concept) => concept.name === name) + 1;
  const { height, width, planes = [] } = (await dataset.readFrame?.(0)) ?? { height: 0, width: 0 };
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (planes.some((plane) => plane[y * width + x] === label) ? '1' : '0')).join(
      '',
    ),
  );
}
const count = (rows: readonly string[]) => rows.join('').replaceAll('0', '').length;
const size = { width: 10, height: 8 };

describe('CVAT', () => {
  const open = async (shape: string, { head = '' } = {}) => {
    const root = newFolder();
    await putPicture(join(root, 'images', 'a.png'), size);
    put(
      join(root, 'annotations.xml'),
      `<?xml version="1.0"?>${head}<annotations><meta><task><labels><label><name>moth &amp; fly</name></label></labels></task></meta>` +
        `<image id="0" name="a.png" width="10" height="8">${shape}</image></annotations>`,
    );
    return openProbeDataset(root, { format: 'cvat-images' });
  };
  const rows = async (shape: string) => rowsOf(await open(shape), 'moth & fly');
  const mask = (runs: string, place = 'left="2" top="1" width="3" height="2"') =>
    `<mask label="moth &amp; fly" rle="${runs}" ${place}/>`;

  it('has masks whose runs go row by row over their box, outside first', async () => {
    // 1 outside, 2 inside; then 3 inside.
    expect((await rows(mask('1, 5'))).slice(0, 4)).toEqual(['0000000000', '0001100000', '0011100000', '0000000000']);
    expect(count(await rows(mask('0, 6')))).toBe(6);
  });

  it('turns boxes about their centre: a quarter turn of 4×2 is 2×4 there', async () => {
    const box = '<box label="moth &amp; fly" xtl="3" ytl="3" xbr="7" ybr="5" rotation="90"/>';
    expect(await rows(box)).toEqual([
      '0000000000',
      '0000000000',
      ...Array(4).fill('0000110000'),
      '0000000000',
      '0000000000',
    ]);
  });

  it.each([
    [
      'runs that add up to something else',
      mask('1, 2'),
      /annotations\.xml, image a\.png, mask 0 \(moth & fly\): runs add up to 3, the box has 6 pixels/u,
    ],
    [
      'a mask that reaches out of the picture',
      mask('0, 6', 'left="8" top="1" width="3" height="2"'),
      /mask 0 \(moth & fly\): the mask reaches column 11 of 10/u,
    ],
    [
      'a label that is not listed',
      '<box label="bee" xtl="3" ytl="3" xbr="7" ybr="5"/>',
      /image a\.png, box 0 \(bee\): the label "bee" is not in the list/u,
    ],
    [
      'a corner that is no number',
      '<polygon label="moth &amp; fly" points="1,2;3,x;4,5"/>',
      /polygon 0 .*expected a polygon as a list of numbers/u,
    ],
    ['an element that never ends', '<box label="moth"', /annotations\.xml, line 1, column \d+: not complete XML/u],
  ])('refuses %s, naming file and item', async (_, shape, message) => {
    await expect(open(shape).then((dataset) => dataset.readLabels(0))).rejects.toThrow(message);
  });

  it('refuses documents that define entities', async () => {
    const head = '<!DOCTYPE annotations [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    await expect(open('', { head })).rejects.toThrow(/found <!DOCTYPE/u);
  });
});

describe('Label Studio', () => {
  const open = async (value: object, { type = 'rectanglelabels', ...more } = {}) => {
    const root = newFolder();
    await putPicture(join(root, 'images', 'a.png'), size);
    const result = [
      { id: 'r', type, original_width: 10, original_height: 8, value: { ...value, [type]: ['van'] }, ...more },
    ];
    const annotations = [
      {
        was_cancelled: true,
        result: [{ ...result[0], value: { x: 0, y: 0, width: 100, height: 100, [type]: ['no'] } }],
      },
      { result },
    ];
    putJson(join(root, 'project.json'), [{ id: 5, data: { image: 'images/a.png' }, annotations }]);
    return openProbeDataset(root, { format: 'auto' });
  };

  it('turns rectangles about their corner, in pixels', async () => {
    // 4×2 from (5, 2), a quarter turn clockwise: x from 3 to 5, y from 2 to 6.
    const dataset = await open({ x: 50, y: 25, width: 40, height: 25, rotation: 90 });
    expect(await rowsOf(dataset, 'van')).toEqual([
      '0000000000',
      '0000000000',
      ...Array(4).fill('0001100000'),
      '0000000000',
      '0000000000',
    ]);
    expect(dataset.concepts.map(({ name }) => name)).toEqual(['van']);
  });

  it('reads brushes by their alpha, however faint', async () => {
    const alpha = Array.from({ length: 80 }, (_, at) => (at === 3 ? 80 : at === 79 ? 255 : 0));
    const dataset = await open({ format: 'rle', rle: brush(alpha) }, { type: 'brushlabels' });
    const rows = await rowsOf(dataset, 'van');
    expect([rows[0], rows[7], count(rows)]).toEqual(['0001000000', '0000000001', 2]);
  });

  it.each([
    ['of another picture', [0, 0, 0, 9], /task 5, result r: the brush has 9 numbers, the picture of 10x8 has 320/u],
    ['that is cut off', brush(Array(80).fill(1)).slice(0, 40), /task 5, result r: the brush's runs end too early/u],
  ])('refuses a brush %s, naming task and result', async (_, rle, message) => {
    await expect(open({ rle }, { type: 'brushlabels' })).rejects.toThrow(message);
  });
});

/** Every number by itself: words of 8 bits, runs of up to two numbers (1 bit) that are not repeated. */
function brush(alpha: readonly number[]): number[] {
  const bits = [(4 * alpha.length).toString(2).padStart(32, '0'), '00111', '0000'.repeat(4)];
  for (const value of alpha.flatMap((one) => [9, 0, 9, one]))
    bits.push('0', '00', '0', value.toString(2).padStart(8, '0'));
  const text = bits.join('');
  return text.match(/.{1,8}/gu)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [];
}

describe('Supervisely', () => {
  const open = async (object: object) => {
    const root = newFolder();
    await putPicture(join(root, 'ds', 'img', 'a.png'), size);
    putJson(join(root, 'meta.json'), { classes: [{ title: 'moth' }] });
    putJson(join(root, 'ds', 'ann', 'a.png.json'), { size, objects: [{ classTitle: 'moth', ...object }] });
    return openProbeDataset(root, { format: 'auto' });
  };
  const bitmap = async (origin: [number, number]) => {
    const png = await sharp(Buffer.from([0, 1, 1, 1, 0, 1]), { raw: { width: 3, height: 2, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    return { geometryType: 'bitmap', bitmap: { origin, data: deflateSync(png).toString('base64') } };
  };

  it('places bitmaps by column and row', async () => {
    const rows = await rowsOf(await open(await bitmap([6, 1])), 'moth');
    expect(rows.slice(0, 4)).toEqual(['0000000000', '0000000110', '0000001010', '0000000000']);
  });

  it('cuts holes out with their boundary', async () => {
    const points = {
      exterior: [
        [1, 1],
        [6, 1],
        [6, 6],
        [1, 6],
      ],
      interior: [
        [
          [3, 3],
          [4, 3],
          [4, 4],
          [3, 4],
        ],
      ],
    };
    expect(count(await rowsOf(await open({ geometryType: 'polygon', points }), 'moth'))).toBe(36 - 4);
  });

  it('refuses a bitmap that reaches out of the picture, and data that are none', async () => {
    const over = open(await bitmap([8, 1])).then((dataset) => dataset.readLabels(0));
    await expect(over).rejects.toThrow(/ann\/a\.png\.json, object 0: the bitmap reaches column 11 of 10/u);
    const broken = { geometryType: 'bitmap', bitmap: { origin: [0, 0], data: 'AAAA' } };
    await expect(open(broken)).rejects.toThrow(/object 0: the bitmap's data can't be unpacked/u);
  });
});

describe('FiftyOne', () => {
  const npy = (values: readonly number[], [height, width]: [number, number]) => {
    const head = `{'descr': '|u1', 'fortran_order': False, 'shape': (${height}, ${width}), }`.padEnd(117, ' ');
    const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    return {
      $binary: {
        base64: deflateSync(Buffer.concat([start, Buffer.from(`${head}\n`), Buffer.from(values)])).toString('base64'),
      },
    };
  };
  const open = async (field: object, more: object = {}) => {
    const root = newFolder();
    await putPicture(join(root, 'data', 'a.png'), size);
    putJson(join(root, 'samples.json'), {
      samples: [{ filepath: 'data/a.png', metadata: size, truth: field, ...more }],
    });
    putJson(join(root, 'metadata.json'), {
      mask_targets: { truth: { 1: 'sky', 255: 'grass' } },
      default_mask_targets: { 1: 'no' },
    });
    return openProbeDataset(root, { format: 'auto' });
  };

  it('places masks of detections at their box, rounded, in their own size', async () => {
    // 2.6 columns and 1.5 rows: 3 and, as Python rounds, 2.
    const detection = { label: 'cup', bounding_box: [0.26, 0.1875, 0.21, 0.1], mask: npy([1, 1, 0, 1], [2, 2]) };
    const dataset = await open({ _cls: 'Detections', detections: [detection] });
    expect((await rowsOf(dataset, 'cup')).slice(1, 5)).toEqual([
      '0000000000',
      '0001100000',
      '0000100000',
      '0000000000',
    ]);
  });

  it('names values of whole masks by the field’s own list, and refuses others', async () => {
    const mask = (value: number) => ({
      _cls: 'Segmentation',
      mask: npy(
        Array.from({ length: 80 }, (_, at) => (at < 4 ? value : 0)),
        [8, 10],
      ),
    });
    const dataset = await open(mask(255));
    expect(dataset.concepts.map(({ name }) => name)).toEqual(['sky', 'grass']);
    expect(count(await rowsOf(dataset, 'grass'))).toBe(4);
    await expect((await open(mask(7))).readLabels(0)).rejects.toThrow(/samples\.json, sample 0 .*value 7: 4 pixels/u);
  });

  it('has another hash for another field, though names and files are the same', async () => {
    const field = {
      _cls: 'Detections',
      detections: [{ label: 'cup', bounding_box: [0, 0, 0.2, 0.2], mask: npy([1], [1, 1]) }],
    };
    const { root } = await open(field, { truth: field });
    putJson(join(root, 'samples.json'), {
      samples: [
        {
          filepath: 'data/a.png',
          metadata: size,
          truth: field,
          guess: { ...field, detections: [{ ...field.detections[0], bounding_box: [0.5, 0.5, 0.1, 0.1] }] },
        },
      ],
    });
    const hash = async (pick: string) => (await openProbeDataset(root, { format: 'auto', pick })).sha256;
    expect(await hash('truth')).not.toBe(await hash('guess'));
  });

  it('asks which field is meant where several hold masks', async () => {
    const field = { _cls: 'Detections', detections: [] };
    await expect(open(field, { other: field })).rejects.toThrow(/found truth, other\. Say which with --pick/u);
  });
});

describe('VIA', () => {
  const open = async (shape: object, { pick = null as string | null, values = { kind: 'box' } as object } = {}) => {
    const root = newFolder();
    await putPicture(join(root, 'a.png'), size);
    const regions = { 0: { shape_attributes: shape, region_attributes: values } };
    putJson(join(root, 'via.json'), { 'a.png1': { filename: 'a.png', regions } });
    return openProbeDataset(root, { format: 'auto', pick });
  };

  it('turns ellipses by radians', async () => {
    const ellipse = { name: 'ellipse', cx: 5, cy: 4, rx: 4, ry: 1 };
    const flat = await rowsOf(await open({ ...ellipse, theta: 0 }), 'box');
    const upright = await rowsOf(await open({ ...ellipse, theta: Math.PI / 2 }), 'box');
    expect(Math.max(...flat.map((row) => count([row])))).toBe(6);
    expect(Math.max(...upright.map((row) => count([row])))).toBe(2);
  });

  it('asks which attribute names regions where several could', async () => {
    const rect = { name: 'rect', x: 1, y: 1, width: 2, height: 2 };
    const values = { kind: 'box', note: 'old' };
    await expect(open(rect, { values })).rejects.toThrow(/found kind, note\. Say which with --pick/u);
    expect((await open(rect, { values, pick: 'note' })).concepts.map(({ name }) => name)).toEqual(['old']);
  });
});

it('Roboflow’s category 0 is no class', async () => {
  const root = newFolder();
  await putPicture(join(root, 'a.png'), size);
  const annotation = (id: number) => ({ id, image_id: 0, category_id: id, segmentation: [[0, 0, 2, 0, 2, 2, 0, 2]] });
  putJson(join(root, '_annotations.coco.json'), {
    images: [{ id: 0, file_name: 'a.png', ...size }],
    categories: [
      { id: 0, name: 'park' },
      { id: 1, name: 'bench' },
    ],
    annotations: [annotation(0), annotation(1)],
  });
  const dataset = await openProbeDataset(root, { format: 'auto' });
  expect(dataset.concepts.map(({ name }) => name)).toEqual(['bench']);
  expect(dataset.notes.join(' ')).toMatch(/1 annotations are of category 0/u);
});

it('COCO-stuff’s two codings differ by one', async () => {
  const values = (leaf: number) => Array.from({ length: 80 }, (_, at) => (at < 5 ? leaf : at < 10 ? 182 : 255));
  const things = newFolder();
  await putPicture(join(things, 'images', 'a.png'), size);
  await putGrey(join(things, 'stuffthingmaps', 'a.png'), values(91), { width: 10 });
  put(join(things, 'labels.txt'), '0: unlabeled\n92: banner\n183: other\n');
  const pixels = newFolder();
  await putPicture(join(pixels, 'images', 'a.png'), size);
  await putGrey(
    join(pixels, 'pixelmaps', 'a.png'),
    values(92).map((value) => (value === 182 ? 183 : value === 255 ? 0 : value)),
    { width: 10 },
  );
  putJson(join(pixels, 'categories.json'), [
    { id: 92, name: 'banner' },
    { id: 183, name: 'other' },
  ]);
  for (const root of [things, pixels]) {
    const dataset = await openProbeDataset(root, { format: 'auto' });
    expect(dataset.concepts.map(({ name }) => name)).toEqual(['banner']);
    expect(count(await rowsOf(dataset, 'banner'))).toBe(5);
    expect(Object.fromEntries((await dataset.readFrame?.(0))?.voids ?? [])).toEqual({ other: 5, unlabeled: 70 });
  }
});
