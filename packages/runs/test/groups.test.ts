import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@strata/compute';
import { npyHeader } from '@strata/domain';
import { createRandom } from '@strata/statistics';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { groupNotes } from '../src/explain/group-notes.ts';
import { hashDistance } from '../src/explain/perceptual-hash.ts';
import { explainVersion, indexProbe, type StartProgress } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-groups-'));
afterAll(() => rmSync(folder, { recursive: true }));
const home = join(folder, 'home');
let worlds = 0;

const SIDE = 96;
const bytesOf = ({ buffer }: { buffer: ArrayBufferLike }) => new Uint8Array(buffer);

/** Tiles of 12 pixels whose greys the kind decides, as bright as asked. */
function tiles(kind: number, light = 0): Uint8Array {
  const random = createRandom(kind);
  const greys = Array.from({ length: (SIDE / 12) ** 2 }, () => 40 + random.below(170));
  const pixels = new Uint8Array(3 * SIDE * SIDE);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    const [column, row] = [Math.floor((pixel % SIDE) / 12), Math.floor(pixel / SIDE / 12)];
    pixels.fill((greys[row * (SIDE / 12) + column] as number) + light, 3 * pixel, 3 * pixel + 3);
  }
  return pixels;
}

interface WorldOptions {
  /** Null: a sample without an image. */
  readonly images: readonly Uint8Array[] | null;
  readonly groups?: readonly string[];
}

/** Writes samples of 2×2 masks: the upper row is sky, the lower ground. */
async function writeWorld(samples: number, { images, groups }: WorldOptions): Promise<string> {
  worlds += 1;
  const root = join(folder, `world ${worlds}`);
  mkdirSync(root, { recursive: true });
  const labels = Uint16Array.from(Array.from({ length: samples }, () => [1, 1, 2, 2]).flat());
  writeFileSync(join(root, 'labels.npy'), Buffer.concat([npyHeader('<u2', [samples, 1, 2, 2]), bytesOf(labels)]));
  writeFileSync(join(root, 'concepts.csv'), 'index,name,category\n1,sky,object\n2,ground,object\n');
  if (images === null) return root;
  const rows: string[] = [];
  for (const [sample, pixels] of images.entries()) {
    const name = `drive${sample % 3}_${sample}.png`;
    await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toFile(join(root, name));
    rows.push(groups ? `${name},${groups[sample]}` : name);
  }
  writeFileSync(join(root, 'images.csv'), `path${groups ? ',group' : ''}\n${rows.join('\n')}\n`);
  return root;
}

function listen(): { progress: StartProgress; notes: string[]; steps: string[] } {
  const [notes, steps]: string[][] = [[], []] as [string[], string[]];
  const progress: StartProgress = (label) => {
    steps?.push(label);
    return { update: () => undefined, note: (text) => notes?.push(text), end: () => undefined };
  };
  return { progress, notes: notes ?? [], steps: steps ?? [] };
}

/** Two units of twelve samples, which fire on sky and on ground. */
async function explain(root: string, groupBy: string | null) {
  const samples = 12;
  const path = join(root, 'activations.npy');
  const values = Float32Array.from(
    [0, 1].flatMap((unit) =>
      Array.from({ length: samples }, (_, sample) =>
        [0, 1, 2, 3].map((pixel) => (pixel < 2 ? 5 + unit : 1 - unit) + sample / 50 + pixel / 9),
      ).flat(),
    ),
  );
  writeFileSync(path, Buffer.concat([npyHeader('<f4', [2, samples, 2, 2]), bytesOf(values)]));
  const { notes, progress } = listen();
  const probe = await indexProbe(root, { format: 'planes', groupBy, home, progress });
  const explaining = explainVersion({
    ...{ ...probe, store: null, modelName: 'm', versionLabel: '1', home },
    from: { activationsPath: path },
    layers: ['a'],
    config: { ...DEFAULT_CONFIG, clusters: 2 },
  });
  const evidence: unknown[] = [];
  for await (const explained of explaining)
    for await (const { ranges } of explained.readUnits())
      for (const { explanation } of ranges)
        evidence.push(explanation && 'evidence' in explanation ? explanation.evidence : null);
  return { evidence, notes };
}

const twelve = () => Array.from({ length: 12 }, (_, sample) => tiles(sample));

describe('groups of images', () => {
  it.each([
    [
      'of three drives are left out one by one',
      '^([^_]+)_',
      3,
      /^12 images in 3 groups: fewer than 5, so each group is left out in turn\.$/u,
    ],
    ['of ten, by whole groups', '_(\\d)', 10, /^12 images in 10 groups: evidence goes by whole groups\.$/u],
  ])('%s', async (_, groupBy, count, note) => {
    const { evidence, notes } = await explain(await writeWorld(12, { images: twelve() }), groupBy);
    expect(evidence).toHaveLength(4);
    for (const one of evidence) expect(one).toMatchObject({ folds: Math.min(5, count) });
    expect(notes).toEqual([expect.stringMatching(note)]);
  });

  it('that are one leave nothing to score on, which is said', async () => {
    const root = await writeWorld(12, { images: twelve(), groups: Array.from({ length: 12 }, () => 'only') });
    const { evidence, notes } = await explain(root, null);
    expect(evidence).toEqual([null, null, null, null]);
    expect(notes).toEqual([expect.stringMatching(/^All images belong to one group: nothing independent is left/u)]);
  });

  it('make other evidence than images one by one', async () => {
    const root = await writeWorld(12, { images: twelve() });
    const [alone, grouped] = [await explain(root, null), await explain(root, '^([^_]+)_')];
    for (const one of alone.evidence) expect(one).toMatchObject({ folds: 5 });
    expect(grouped.evidence).not.toEqual(alone.evidence);
  });
});

describe('images that look nearly alike', () => {
  it('are counted where no groups are named: the same picture brighter or larger', async () => {
    // 0 and 1 differ in their light, 2 in size; 3 to 8 are like none.
    const images = [tiles(4), tiles(4, 12), tiles(4), ...[1, 2, 3, 5, 6, 7].map((kind) => tiles(kind))];
    const root = await writeWorld(9, { images });
    const larger = await sharp(tiles(4), { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .resize(2 * SIDE, 2 * SIDE)
      .png()
      .toBuffer();
    writeFileSync(join(root, 'drive2_2.png'), larger);
    const { notes, progress, steps } = listen();
    const probe = await indexProbe(root, { format: 'planes', home, progress });
    expect(probe.nearDuplicates).toBe(3);
    expect(notes).toEqual([expect.stringMatching(/^3 of 9 images look nearly like another one\..*--group-by/u)]);
    expect(steps).toEqual(['index', 'look alikes']);
  });

  it('are counted once, and again where what is kept is damaged', async () => {
    const root = await writeWorld(3, { images: [tiles(1), tiles(1, 5), tiles(2)] });
    const { index, nearDuplicates } = await indexProbe(root, { format: 'planes', home });
    expect(nearDuplicates).toBe(2);
    const kept = join(index.mapsPath, '..', 'near-duplicates-20.json');
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({ nearDuplicates: 2 });
    const again = listen();
    expect(await indexProbe(root, { format: 'planes', home, progress: again.progress })).toMatchObject({
      nearDuplicates,
    });
    expect(again.steps).toEqual(['index']);
    writeFileSync(kept, '{"near');
    expect(await indexProbe(root, { format: 'planes', home })).toMatchObject({ nearDuplicates });
  });

  it('are not looked for where groups are named, without images, or where nobody wants it', async () => {
    const grouped = await writeWorld(3, { images: [tiles(1), tiles(1), tiles(2)], groups: ['a', 'a', 'b'] });
    const none = await writeWorld(3, { images: null });
    for (const root of [grouped, none]) {
      const { steps, progress } = listen();
      expect(await indexProbe(root, { format: 'planes', home, progress })).toMatchObject({ nearDuplicates: null });
      expect(steps).toEqual(['index']);
    }
    const alike = await writeWorld(3, { images: [tiles(1), tiles(1), tiles(2)] });
    expect(await indexProbe(alike, { format: 'planes', home, lookAlikes: false })).toMatchObject({
      nearDuplicates: null,
    });
  });

  it('an image that can’t be decoded is like none, and who needs it says so', async () => {
    const root = await writeWorld(3, { images: [tiles(1), tiles(1), tiles(2)] });
    writeFileSync(join(root, 'drive1_1.png'), 'no picture');
    expect(await indexProbe(root, { format: 'planes', home })).toMatchObject({ nearDuplicates: 0 });
  });

  it('differ in few bits', () => {
    expect(hashDistance(Uint32Array.of(0, 0), Uint32Array.of(0xffffffff, 0xffffffff))).toBe(64);
    expect(hashDistance(Uint32Array.of(0b1011, 0x80000000), Uint32Array.of(0b0001, 0))).toBe(3);
  });

  it('are no reason for a note where there are none', () => {
    expect(groupNotes({ sampleCount: 9, groupCount: null, nearDuplicates: 0 })).toEqual([]);
    expect(groupNotes({ sampleCount: 9, groupCount: null, nearDuplicates: null })).toEqual([]);
  });
});
