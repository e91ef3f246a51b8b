import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeFileStore } from '../src/mlflow/file-store.ts';
import { writeNeuronpedia } from '../src/neuronpedia/write-neuronpedia.ts';
import { writeWandb } from '../src/wandb/write-wandb.ts';
import { each, explained, layerOf, shown, unexplained } from './layer.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NASTY = 'a: "b"\u2028\n# no';

describe("MLflow's file store", () => {
  it('has a run whose texts are in one line each, its metrics as time, value and step, and no empty folder', async () => {
    const explanations = [explained(4, { iou: 1e-7 }), unexplained(9), explained(17, { formula: NASTY })];
    const layer = layerOf({ run: { model: NASTY, layer: NASTY, unitsDone: 3 }, explanations });
    expect(await writeFileStore(folder, each([layer]), 'highest')).toBe(1);
    const store = join(folder, 'mlruns');
    const [experiment = ''] = readdirSync(store).filter((name) => name !== '0');
    expect(parse(readFileSync(join(store, experiment, 'meta.yaml'), 'utf8'), { version: '1.1' })).toMatchObject({
      experiment_id: experiment,
      name: 'a: "b"\uFFFD\uFFFD# no',
    });
    const [key = ''] = readdirSync(join(store, experiment)).filter((name) => name !== 'meta.yaml');
    const run = join(store, experiment, key);
    const read = (...parts: string[]) => readFileSync(join(run, ...parts), 'utf8');
    // The 27th of November 2026, 18:00:00.123, and a minute and a third of a second later.
    const [start, end] = [1_795_802_400_123, 1_795_802_460_456];
    const meta = { run_id: key, status: 3, start_time: start, end_time: end };
    expect(parse(read('meta.yaml'), { version: '1.1' })).toMatchObject(meta);
    expect(read('metrics', 'unit', 'iou')).toBe(`${start} 1e-7 4\n${start} 0.25 17\n`);
    expect(read('metrics', 'units_unexplained')).toBe(`${end} 1 0\n`);
    expect(read('params', 'layer')).toBe('a: "b"\uFFFD\uFFFD# no');
    const lines = read('artifacts', 'explanations.jsonl').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { unit: 4 },
      { unit: 9, formula: null },
      { formula: NASTY },
    ]);
    for (const part of readdirSync(run, { withFileTypes: true })) {
      if (part.isDirectory()) expect(readdirSync(join(run, part.name))).not.toEqual([]);
    }
  });

  it('keeps every step of a metric that has more than is gathered at a time', async () => {
    const explanations = Array.from({ length: 2_500 }, (_, unit) => explained(unit));
    await writeFileStore(folder, each([layerOf({ explanations })]), 'highest');
    const [file = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('unit/iou'),
    );
    const steps = readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.split(' ')[2]));
    expect(steps).toEqual(explanations.map(({ unit }) => unit));
  });
});

describe("W&B's offline run", () => {
  it('is a log of whole records with right checksums, cut at the ends of blocks, that ends with an exit', async () => {
    // Longer than a block of 32 KiB.
    const long = 'x'.repeat(70_000);
    const explanations = [explained(0, { formula: long }), unexplained(1), explained(2, { iou: 0 })];
    const [name = ''] = await writeWandb(folder, each([layerOf({ explanations })]), 'highest');
    const [file = ''] = readdirSync(join(folder, name));
    expect(name).toMatch(/^offline-run-20261127_180000-[0-9a-f]{12}$/u);
    const records = recordsOf(readFileSync(join(folder, name, file)));
    // Header, run, two steps, summary, exit.
    expect(records.map((record) => fieldOf(record))).toEqual([21, 17, 2, 2, 3, 18]);
    expect(records[2]?.includes(JSON.stringify(long))).toBe(true);
    // Exit code 0: field 1, a whole number, 0.
    expect([...(records[5] ?? [])].slice(-2)).toEqual([8, 0]);
  });
});

/** Puts the pieces of a log together. */
function recordsOf(log: Buffer): Buffer[] {
  expect(log.subarray(0, 7)).toEqual(Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]));
  const records: Buffer[] = [];
  let parts: Buffer[] = [];
  for (let at = 7; at < log.length; ) {
    const left = 32_768 - (at % 32_768);
    if (left < 7) at += left;
    const [length, kind] = [log.readUInt16LE(at + 4), log[at + 6]];
    expect(length + 7).toBeLessThanOrEqual(32_768 - (at % 32_768));
    expect(log.readUInt32LE(at)).toBe(crc32(log.subarray(at + 6, at + 7 + length)));
    parts.push(log.subarray(at + 7, at + 7 + length));
    // Whole, or the last piece.
    if (kind === 1 || kind === 4) {
      records.push(Buffer.concat(parts));
      parts = [];
    }
    at += 7 + length;
  }
  expect(parts).toEqual([]);
  return records;
}

/** Behind the record's own number, which is a byte here, stands what it is: a tag of one byte or two. */
function fieldOf(record: Buffer): number {
  const [, , low = 0, high = 0] = record;
  return (low < 128 ? low : low - 128 + 128 * high) >> 3;
}

describe('Neuronpedia', () => {
  it('has the same keys in every line of a batch, texts as indices, and images as tokens', async () => {
    const unit = {
      model: 'net',
      version: 'epoch 1',
      layer: 'conv3',
      runId: 7,
      problem: null,
      mapCells: 4,
      offCells: null,
    };
    const values = { minimum: 0, maximum: 2, mean: 1, zeroShare: 0.25 };
    const none = { minimum: null, maximum: null, mean: null, zeroShare: null };
    const layer = layerOf({
      run: { dataset: 'Wiese ä' },
      units: [
        { ...unit, unit: 0, outcome: 'EXPLAINED', ...values },
        { ...unit, unit: 1, outcome: 'NON_FINITE', ...none },
      ],
      explanations: [explained(0, { isHighest: false, range: 1 }), explained(0, { grade: 'CLEAR' }), unexplained(1)],
      images: [
        shown(0, { range: 1 }),
        shown(0, { bitmapPixels: 3 }),
        shown(0, { rank: 2, image: 'b.png', bitmapPixels: 9 }),
        shown(1),
      ],
    });
    const [place = ''] = await writeNeuronpedia(folder, each([layer]), { range: 'highest', creator: 'me' });
    expect(place).toMatch(/^net-epoch-1\/0-strata-wiese-[0-9a-f]{8}$/u);
    const lines = (name: string) => {
      const text = gunzipSync(readFileSync(join(folder, place, name, 'batch-0.jsonl.gz'))).toString();
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    expect(lines('features')).toMatchObject([
      { index: '0', maxActApprox: 2, frac_nonzero: 0.75 },
      { index: '1', maxActApprox: 0, frac_nonzero: 0 },
    ]);
    expect(lines('activations')).toMatchObject([
      { index: '0', tokens: ['a.png', 'b.png'], values: [3, 9], maxValue: 9, maxValueTokenIndex: 1 },
      { index: '1', tokens: ['a.png'] },
    ]);
    expect(lines('explanations')).toMatchObject([
      { index: '0', description: 'sea', scoreV2: 0.25, notes: 'range 5, IoU 0.25, clear', authorId: 'me' },
    ]);
    for (const name of ['features', 'activations', 'explanations']) {
      expect(new Set(lines(name).map((line) => Object.keys(line).join())).size).toBe(1);
    }
  });
});
