import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import {
  DEFAULT_CONFIG,
  explainLayer,
  openActivations,
  type RangeResult,
  type RecordedActivations,
  recordActivations,
  type UnitResult,
} from '@strata/compute';
import { openSeededStore } from '@strata/db/testing';
import { preprocessingSchema } from '@strata/onnx';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writeLayoutTwins } from './support/layout-twins.ts';
import { runStrata } from './support/strata.ts';
import { WIDE, wideLabels, writeWideWorld } from './support/wide-world.ts';

// Commands and a database are processes of their own, and a busy machine takes its time to start them.
vi.setConfig({ testTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'strata-wide-'));
afterAll(() => rmSync(folder, { recursive: true }));
// The images are 16:9, the model's input is 2:1, and its maps are, too.
const model = join(folder, 'twins.onnx');
const preprocessing = preprocessingSchema.parse({ height: 24, width: 48, scale: 1 });
const PIXELS = WIDE.maskHeight * WIDE.maskWidth;
let worlds: Awaited<ReturnType<typeof writeWideWorld>>;

beforeAll(async () => {
  worlds = await writeWideWorld(folder);
  writeLayoutTwins(model, { height: 24, width: 48 });
});

async function explain(format: 'planes' | 'broden', layer: string): Promise<{ units: UnitResult[]; path: string }> {
  const cacheDir = join(folder, `cache ${format}`);
  const dataset = await openProbeDataset(worlds[format], { format });
  const index = await buildCellIndex(dataset, { cacheDir });
  await dataset.close();
  const recording = { modelPath: model, layers: [layer], preprocessing, samples: dataset.samples, cacheDir };
  const [recorded] = await recordActivations({ ...recording, datasetSha256: dataset.sha256 });
  const { path } = recorded as RecordedActivations;
  const source = openActivations(path);
  const count = source.units;
  source.close();
  const units: UnitResult[] = [];
  await explainLayer(
    {
      index,
      concepts: dataset.concepts,
      activationsPath: path,
      units: [...Array(count).keys()],
      config: DEFAULT_CONFIG,
    },
    { doneUnits: new Set(), writeUnits: async (results) => void units.push(...results) },
  );
  return { units, path };
}

/** A unit's values at every mask pixel (sample, mask height, mask width), straight from the definition. */
function upsampled(path: string, unit: number): Float32Array {
  const { height, width, samples, readUnit, close } = openActivations(path);
  const values = readUnit(unit);
  close();
  const axis = (place: number, { from, to }: { from: number; to: number }) => {
    const source = Math.max(0, ((place + 0.5) * from) / to - 0.5);
    const first = Math.floor(source);
    return { first, second: Math.min(first + 1, from - 1), weight: Math.fround(source - first) };
  };
  const f = Math.fround;
  const lerp = (a: number, b: number, w: number) => f(a + f(w * f(b - a)));
  return Float32Array.from({ length: samples * PIXELS }, (_, i) => {
    const sample = Math.floor(i / PIXELS);
    const r = axis(Math.floor((i % PIXELS) / WIDE.maskWidth), { from: height, to: WIDE.maskHeight });
    const c = axis(i % WIDE.maskWidth, { from: width, to: WIDE.maskWidth });
    const at = (row: number, column: number) => values[(sample * height + row) * width + column] as number;
    const upper = lerp(at(r.first, c.first), at(r.first, c.second), c.weight);
    return lerp(upper, lerp(at(r.second, c.first), at(r.second, c.second), c.weight), r.weight);
  });
}

/** (sample, pixel) whether a range's formula holds, from the labels as they were drawn. */
function formulaMask({ explanation }: RangeResult): boolean[] {
  const labels = [0, 1, 2, 3].map(wideLabels);
  return Array.from({ length: 4 * PIXELS }, (_, i) => {
    const [own, at] = [labels[Math.floor(i / PIXELS)] as Uint16Array, i % PIXELS];
    const has = (concept: number) => own[at] === concept + 1 || own[PIXELS + at] === concept + 1;
    return (explanation?.terms ?? []).reduce((holds, { operator, concept }) => {
      if (operator === null) return has(concept);
      if (operator === 'OR') return holds || has(concept);
      return holds && (operator === 'AND' ? has(concept) : !has(concept));
    }, false);
  });
}

it('maps, masks and images that are not square are counted as dense masks say', async () => {
  const { units, path } = await explain('planes', 'conv');
  expect(openActivations(path)).toMatchObject({ units: 5, samples: 4, height: 6, width: 12 });
  let compared = 0;
  for (const { unit, ranges } of units) {
    const values = upsampled(path, unit);
    for (const range of ranges.filter(({ explanation }) => explanation !== null)) {
      const { lower, upper, bitmapPixels, explanation, samples } = range;
      const bitmap = [...values].map((v) => (lower === null || v >= lower) && (upper === null || v < upper));
      const mask = formulaMask(range);
      expect(bitmapPixels).toBe(bitmap.filter(Boolean).length);
      expect(explanation).toMatchObject({
        intersection: bitmap.filter((fires, i) => fires && mask[i]).length,
        union: bitmap.filter((fires, i) => fires || mask[i]).length,
      });
      for (const { sampleIndex, bitmap: packed, formulaMask: packedMask } of samples) {
        const dense = (all: boolean[]) => all.slice(sampleIndex * PIXELS, (sampleIndex + 1) * PIXELS);
        expect(unpack(packed)).toEqual(dense(bitmap));
        expect(unpack(packedMask)).toEqual(dense(mask));
      }
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(20);
});

function unpack(packed: Uint8Array): boolean[] {
  const bytes = inflateRawSync(packed);
  return Array.from({ length: PIXELS }, (_, i) => ((bytes.readUInt8(i >> 3) >> (7 - (i & 7))) & 1) === 1);
}

it('the whole image lies under the whole mask, whatever the model’s proportions, in both layouts alike', async () => {
  const [planes, broden] = [await explain('planes', 'pixels'), await explain('broden', 'pixels')];
  expect(broden.units).toEqual(planes.units);
  // The map of the red channel is 24×48. Laid over masks of 90×160, its brightest range is inside of the signs: all but
  // their borders, which lie between red and what is around them. That of the blue channel is the sky without signs.
  const [red, , blue] = planes.units.map(({ ranges }) => ranges.at(-1)?.explanation);
  expect([red?.formula, blue?.formula]).toEqual(['sign', '(sky AND NOT sign)']);
  for (const found of [red, blue]) {
    expect(found?.metrics.activationCoverage).toBeGreaterThan(0.99);
    expect(found?.iou).toBeGreaterThan(0.6);
  }
});

it('the command stores masks and thumbnails in their own proportions', async () => {
  const home = join(folder, 'home');
  const store = await openSeededStore(home);
  const json = join(folder, 'wide.json');
  const flags = ['--model', model, '--layer', 'pixels', '--input-size', '48x24', '--scale', '1', '--json', json];
  const done = runStrata(['explain', '--probe', worlds.broden, '--format', 'broden', ...flags], { home });
  expect(done.status).toBe(0);
  expect(JSON.parse(readFileSync(json, 'utf8')).probe.maskShape).toEqual([90, 160]);
  const { rows } = await store.pool.query(
    `select s.image_width as width, s.image_height as height, s.thumbnail, p.mask_width, p.mask_height
     from sample s join probe_dataset p on p.id = s.probe_dataset_id where s.thumbnail is not null`,
  );
  await store.close();
  expect(rows.length).toBe(4);
  for (const { thumbnail, ...size } of rows) {
    expect(size).toEqual({ width: 320, height: 180, mask_width: 160, mask_height: 90 });
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 256, height: 144 });
  }
});
