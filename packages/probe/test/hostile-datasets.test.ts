import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { DatasetError } from '@strata/domain';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openProbeDataset, type ProbeFormat } from '../src/index.ts';
import { npyBytes, type SmallWorld, writeBroden, writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const world: SmallWorld = {
  height: 2,
  width: 2,
  concepts: [{ index: 1, name: 'sky', category: 'object' }],
  labels: [[[1, 0, 0, 1]]],
};

let folders = 0;
async function written(format: ProbeFormat): Promise<string> {
  folders += 1;
  const root = join(folder, String(folders));
  if (format === 'broden') await writeBroden(root, world);
  else {
    await writePlanes(root, world);
    mkdirSync(join(root, 'images'));
    writeFileSync(join(root, 'images', '0.jpg'), await picture());
    writeFileSync(join(root, 'images.csv'), 'path\nimages/0.jpg\n');
  }
  return root;
}

const picture = () =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: 'gray' } })
    .jpeg()
    .toBuffer();

async function readAll(root: string, format: ProbeFormat): Promise<unknown> {
  const dataset = await openProbeDataset(root, { format });
  try {
    return await dataset.readLabels(0);
  } finally {
    await dataset.close();
  }
}

/** A PNG of a few bytes that claims to hold far more. */
function claimingPng(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const end = chunk('IEND', Buffer.alloc(0));
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(64))), end]);
}

const FILES: readonly (readonly [ProbeFormat, string])[] = [
  ['broden', 'index.csv'],
  ['broden', 'label.csv'],
  ['broden', 'category.csv'],
  ['broden', 'images/0.jpg'],
  ['broden', 'images/0_0.png'],
  ['planes', 'labels.npy'],
  ['planes', 'concepts.csv'],
  ['planes', 'images.csv'],
  ['planes', 'images/0.jpg'],
];

describe.each(FILES)('%s: %s', (format, file) => {
  it('is refused as a link that leads out of the folder', async () => {
    const root = await written(format);
    const outside = join(folder, `outside-${folders}`);
    renameSync(join(root, file), outside);
    symlinkSync(outside, join(root, file));
    await expect(readAll(root, format)).rejects.toThrow(DatasetError);
    await expect(readAll(root, format)).rejects.toThrow(/a link that leads out of it/);
  });

  it('is read where a link inside the folder leads to it', async () => {
    const root = await written(format);
    renameSync(join(root, file), join(root, 'kept'));
    symlinkSync(join(root, 'kept'), join(root, file));
    expect(await readAll(root, format)).toMatchObject({ voidPixels: 0 });
  });

  it('is refused as a folder, a pipe, a device, and a link that leads nowhere', async () => {
    const root = await written(format);
    const path = join(root, file);
    const put: readonly (() => void)[] = [
      () => mkdirSync(path),
      () => execFileSync('mkfifo', [path]),
      () => symlinkSync('/dev/zero', path),
      () => symlinkSync(join(root, 'absent'), path),
    ];
    for (const make of put) {
      rmSync(path, { recursive: true });
      make();
      await expect(readAll(root, format)).rejects.toThrow(DatasetError);
    }
  });
});

it.each(['broden', 'planes'] as const)(
  'a %s folder that is a link is read, under the name it was given',
  async (format) => {
    const root = await written(format);
    const link = `${root}-link`;
    symlinkSync(root, link);
    const dataset = await openProbeDataset(link, { format });
    await dataset.close();
    expect([dataset.name, dataset.root]).toEqual([link.slice(folder.length + 1), root]);
  },
);

it.each(['broden', 'planes'] as const)('a %s folder that is missing or a file is named', async (format) => {
  await expect(openProbeDataset(join(folder, 'absent'), { format })).rejects.toThrow(
    /absent: expected the dataset's folder/,
  );
  const root = await written(format);
  await expect(openProbeDataset(join(root, 'images/0.jpg'), { format })).rejects.toThrow(
    /expected the dataset's folder/,
  );
});

it.each([['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty']])(
  'a category named %s is read like every other',
  async (name) => {
    const root = await written('broden');
    const index = join(root, 'index.csv');
    writeFileSync(index, readFileSync(index, 'utf8').replace('object', name));
    writeFileSync(join(root, 'category.csv'), `name\n${name}\n`);
    writeFileSync(join(root, 'label.csv'), `number,name,category\n1,${name},${name}\n`);
    const dataset = await openProbeDataset(root, { format: 'broden' });
    expect(dataset.concepts).toEqual([{ index: 1, name, category: name }]);
    expect((await dataset.readLabels(0)).planes).toEqual([Uint16Array.of(1, 0, 0, 1)]);
  },
);

it('a column that every object has, but the table has not, is missed', async () => {
  const root = await written('broden');
  writeFileSync(join(root, 'category.csv'), 'name\nconstructor\n');
  await expect(readAll(root, 'broden')).rejects.toThrow(/missing: constructor/);
});

it('a mask that claims more pixels than index.csv says is refused by its header', async () => {
  const root = await written('broden');
  const mask = join(root, 'images/0_0.png');
  writeFileSync(mask, claimingPng(3_000, 3_000));
  await expect(readAll(root, 'broden')).rejects.toThrow(/expected a mask of 2×2 pixels .* found 3000×3000/);
  writeFileSync(mask, claimingPng(60_000, 60_000));
  await expect(readAll(root, 'broden')).rejects.toThrow(/can't be decoded \(Input image exceeds pixel limit\)/);
});

it('a mask is of its format by its first bytes: a drawing is none, whatever it is called', async () => {
  const root = await written('broden');
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>';
  writeFileSync(join(root, 'images/0_0.png'), svg);
  await expect(readAll(root, 'broden')).rejects.toThrow(/its first bytes are of no picture format/);
});

it('masks of 30,000×30,000 are refused before any is read', async () => {
  const root = await written('broden');
  const index = join(root, 'index.csv');
  writeFileSync(index, readFileSync(index, 'utf8').replace(',2,2,', ',30000,30000,'));
  await expect(readAll(root, 'broden')).rejects.toThrow(/index\.csv, line 2: expected masks of at most .* 30000×30000/);
});

it.each([
  ['masks of 30,000×30,000', [1, 1, 30_000, 30_000], /expected masks of at most 64000000 pixels/],
  ['more labels than memory has', [1, 1_000, 1_000, 1_000], /expected at most 256000000 labels a sample/],
  ['more samples than anybody has', [1_000_000_000, 1, 1, 1], /expected at most 10000000 samples/],
])('labels.npy of %s is refused by its header, though the file is as long', async (_, shape, message) => {
  const root = await written('planes');
  const path = join(root, 'labels.npy');
  const start = npyBytes('<u2', shape, new Uint8Array(0));
  writeFileSync(path, start);
  // Nothing is on the disk: the file has a hole.
  truncateSync(path, start.length + shape.reduce((product, n) => product * n, 2));
  await expect(readAll(root, 'planes')).rejects.toThrow(message);
});

it('a table that is longer than text can be is refused by its length', async () => {
  const root = await written('planes');
  truncateSync(join(root, 'images.csv'), 2 ** 30);
  await expect(readAll(root, 'planes')).rejects.toThrow(/images\.csv: expected a CSV file .* of at most/);
});

it('a zero byte in a name is found in its line', async () => {
  const root = await written('planes');
  writeFileSync(join(root, 'concepts.csv'), 'index,name,category\n1,s\0ky,object\n');
  await expect(readAll(root, 'planes')).rejects.toThrow(/concepts\.csv, line 2: expected text, found a zero byte/);
});

it.each(['broden', 'planes'] as const)('opening a %s dataset stops when it is told to', async (format) => {
  const root = await written(format);
  const stopped = new Error('stopped');
  await expect(openProbeDataset(root, { format, signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped);
});
