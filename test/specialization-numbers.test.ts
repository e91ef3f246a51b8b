import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RunningApi, startApi } from '@strata/api';
import { beginRun, classifyRuns, readClassEstimates, type Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SMALL_CONFIG } from './support/small-config.ts';

let home: string;
let store: Store;
let api: RunningApi;
let trainedRun: number;

/** Each untrained network has one of its own; `boat` is none of theirs. */
const NAMES = ['sky', 'sun', 'sea', 'tree', 'road', 'car', 'boat'];

/** What apps print is not exported by them: read where it lies. */
const source = (file: string) => import(pathToFileURL(path.resolve(import.meta.dirname, '../apps', file)).href);

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-numbers-'));
  store = await openSeededStore(home);
  // Five untrained networks: one or two of 64 neurons differ in range 5, none does in range 1.
  for (const seed of [1, 2, 3, 4, 5])
    await storeRun(
      `untrained ${seed}`,
      (unit, range) => (range === 5 && unit < 1 + (seed % 2) ? NAMES[seed] : 'sky') ?? '',
    );
  // The first 2 are specialized in range 1, and 40 in range 5.
  trainedRun = await storeRun('trained', (unit, range) => (unit < 2 || (unit < 40 && range === 5) ? 'boat' : 'sky'));
  api = await startApi({ store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

async function storeRun(version: string, formulaOf: (unit: number, range: number) => string): Promise<number> {
  const units = Array.from({ length: 64 }, (_, unit) => unit);
  const sink = await beginRun(store, {
    model: {
      ...{ name: 'net', versionLabel: version, source: 'ONNX', contentSha256: version, accuracy: null },
      isBaseline: version.startsWith('untrained'),
    },
    layer: { name: 'conv', op: null, unitCount: 512, height: 1, width: 1 },
    probe: {
      name: 'p',
      format: 'planes',
      sha256: 'p',
      sampleCount: 1,
      maskShape: { height: 1, width: 4 },
      cellCount: 1,
      totalPixels: 4,
      concepts: NAMES.map((name, index) => ({ index, name, category: 'object', pixelCount: 1 })),
      samples: [{ index: 0, key: '0', className: null, split: null }],
    },
    zeros: { off: false, count: 0, values: 20 },
    config: { ...SMALL_CONFIG, clusters: 5, length: 1, beam: 1 },
    configHash: version,
    settingsHash: 's',
    units,
    codeVersion: '0',
    machine: 'test',
    threads: 1,
  });
  for (const unit of units)
    await sink.writeUnit({
      unit,
      outcome: 'EXPLAINED',
      problem: null,
      histogram: null,
      cells: null,
      summary: { min: 0, max: 1, mean: 0.5, zeroShare: 0 },
      ranges: [1, 5].map((clusterIndex) => {
        const formula = formulaOf(unit, clusterIndex);
        return {
          clusterIndex,
          lower: null,
          upper: null,
          bitmapPixels: 1,
          samples: [],
          includesLower: false,
          labelledPixels: 1,
          outcome: 'EXPLAINED' as const,
          explanation: {
            ...{ formula, concepts: [{ index: NAMES.indexOf(formula), negated: false }], length: 1, iou: 0.5 },
            ...{
              intersection: 1,
              union: 2,
              chance: 0.25,
              lift: 2,
              visited: 2,
              formulaPixels: 1,
              bound: null,
              gap: null,
            },
            metrics: { detectionAccuracy: 1, activationCoverage: 1, sampleCoverage: 1, explanationCoverage: 1 },
          },
        };
      }),
    });
  await sink.finish({ timingsMs: {}, peakRssBytes: null });
  await sink.release();
  // Held-out overlaps, twice as high over shuffled images in the trained network.
  await store.pool.query(
    `update explanation set grade = 'CLEAR', held_out_intersection = 2000 + unit_index, held_out_union = 10000, shuffled_intersection = 10000 * $2::float8, shuffled_union = 10000 where run_id = $1`,
    [sink.runId, version === 'trained' ? 0.05 : 0.1],
  );
  const { createSpecializationRules } = await import(
    pathToFileURL(path.resolve(import.meta.dirname, '../packages/runs/src/explain/specialization-rules.ts')).href
  );
  await classifyRuns(store, { runId: sink.runId, rules: createSpecializationRules() });
  return sink.runId;
}

/** A number's signs and digits, with the minus that JavaScript reads. */
const numbersIn = (text: string) => (text.match(/[+−][\d.]+/gu) ?? []).map((found) => Number(found.replace('−', '-')));

it('command, API and pages say one and the same of the excess over untrained networks', async () => {
  const { specializationLines } = await source('cli/src/explain/specialization-lines.ts');
  const estimates = await readClassEstimates(store, trainedRun);
  const lines: string[] = specializationLines(estimates, { isBaseline: false });
  const line = lines.find((one) => one.includes('rises with the range')) ?? '';
  // Range 5: 40 of 64, untrained 1 or 2; range 1: 2 of 64, untrained none.
  expect(line).toContain('  Specialization rises with the range beyond untrained networks: yes; excess of range 5');
  expect(lines.find((one) => one.includes('Specialized beyond'))).toBe(
    '  Specialized beyond untrained networks: range 5.',
  );

  const { TREND } = await source('dashboard/features/trends/trend-query.ts');
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: String(TREND), variables: { name: 'net', layer: 'conv' } }),
  });
  const { trend } = (await response.json()).data.model;
  const { seeds, missingSeeds, rise, rises, ranges } = trend.versions.at(-1).run.excess;
  expect({ seeds, missingSeeds, rises }).toEqual({ seeds: 5, missingSeeds: 0, rises: 'YES' });
  expect(ranges.map(({ share }: { share: unknown }) => share)).toEqual(
    estimates.excess?.ranges.map(({ share }) => share),
  );
  const rounded = [rise.value, rise.lower, rise.upper].map((value: number) => Number((100 * value).toFixed(1)));
  expect(numbersIn(line)).toEqual(rounded);

  const [{ toSeries }, { progressionSentence, versionProgression }, { trendHeadline }, { wordsFor }] =
    await Promise.all([
      source('dashboard/features/trends/to-series.ts'),
      source('dashboard/features/trends/progression-sentence.ts'),
      source('dashboard/features/trends/specialization-sentence.ts'),
      source('dashboard/test/words-for.ts'),
    ]);
  const series = toSeries(trend);
  // Of five untrained networks one is shown; the band stands for all.
  expect(series.versions).toHaveLength(2);
  const [, high] = ranges;
  const highest = [high.share.excess.value, high.share.excess.lower, high.share.excess.upper];
  for (const locale of ['en', 'ja']) {
    const words = wordsFor(locale);
    const trends: string = progressionSentence(series, words);
    // The layer's page speaks of its own version.
    expect(versionProgression(series.versions[1], words)).toBe(trends);
    expect(numbersIn(trends)).toEqual(rounded);
    expect(numbersIn(trendHeadline(series, words))).toEqual(
      highest.map((value: number) => Number((100 * value).toFixed(1))),
    );
  }
});

it('the shares themselves have the same intervals in the command and on pages', async () => {
  const { ranges } = await readClassEstimates(store, trainedRun);
  const query = `{ model(name: "net") { trend(layer: "conv") { versions { unitCount layerUnitCount
    points { clusterIndex specializedShare { share lower upper } } } } } }`;
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const trained = (await response.json()).data.model.trend.versions.at(-1);
  expect(trained).toEqual({
    unitCount: 64,
    layerUnitCount: 512,
    points: ranges.map(({ clusterIndex, shares }) => ({ clusterIndex, specializedShare: shares.SPECIALIZED })),
  });
});

it('the published rule is counted against the newest untrained network alone', async () => {
  const { publishedShares } = await import(
    pathToFileURL(path.resolve(import.meta.dirname, '../packages/runs/src/explain/published-shares.ts')).href
  );
  // Of 64 units ⌈0.2 · 64⌉ = 13 formulas are defaults: both that it has. `boat` is none.
  expect(await publishedShares(store, trainedRun)).toEqual([
    { clusterIndex: 1, n: 64, unspecialized: 62, weaklySpecialized: 0 },
    { clusterIndex: 5, n: 64, unspecialized: 24, weaklySpecialized: 0 },
  ]);
});
