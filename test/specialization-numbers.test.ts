import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RunningApi, startApi } from '@strata/api';
import { beginRun, classifyRuns, openStore, readClassEstimates, type Store } from '@strata/db';
import { afterAll, beforeAll, expect, it } from 'vitest';

let home: string;
let store: Store;
let api: RunningApi;
let trainedRun: number;

/** What apps print is not exported by them: read where it lies. */
const source = (file: string) => import(pathToFileURL(path.resolve(import.meta.dirname, '../apps', file)).href);

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-numbers-'));
  store = await openStore({ home });
  await storeRun('untrained', () => 'sky');
  // 64 neurons: the first 16 are specialized in range 1, the same 16 and 8 more in range 5.
  trainedRun = await storeRun('trained', (unit, range) => (unit < 16 || (unit < 24 && range === 5) ? 'boat' : 'sky'));
  api = await startApi({ store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

async function storeRun(version: string, formulaOf: (unit: number, range: number) => string): Promise<number> {
  const units = Array.from({ length: 64 }, (_, unit) => unit);
  const concepts = ['sky', 'boat'];
  const sink = await beginRun(store, {
    model: {
      name: 'net',
      versionLabel: version,
      source: 'ONNX',
      contentSha256: version,
      accuracy: null,
      isBaseline: version === 'untrained',
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
      concepts: concepts.map((name, index) => ({ index, name, category: 'object', pixelCount: 1 })),
      samples: [{ index: 0, key: '0', className: null, split: null }],
    },
    zeros: { off: false, count: 0, values: 20 },
    config: {
      clusters: 5,
      bounds: 'contiguous',
      length: 1,
      beam: 1,
      search: 'beam',
      grammar: 'paper',
      searchBudgetMs: null,
      categories: null,
      minConceptShare: 0,
      offShare: 0.05,
    },
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
            formula,
            concepts: [{ index: concepts.indexOf(formula), negated: false }],
            length: 1,
            iou: 0.5,
            intersection: 1,
            union: 2,
            chance: 0.25,
            lift: 2,
            visited: 2,
            formulaPixels: 1,
            bound: null,
            gap: null,
            metrics: { detectionAccuracy: 1, activationCoverage: 1, sampleCoverage: 1, explanationCoverage: 1 },
          },
        };
      }),
    });
  await sink.finish({ timingsMs: {}, peakRssBytes: null });
  await sink.release();
  const { specializationRules: rules } = await source('cli/src/explain/specialization-rules.ts');
  await classifyRuns(store, { runId: sink.runId, rules });
  return sink.runId;
}

/** A number's signs and digits, with the minus that JavaScript reads. */
const numbersIn = (text: string) => (text.match(/[+−][\d.]+/gu) ?? []).map((found) => Number(found.replace('−', '-')));

it('command, API and pages say one and the same of how specialization rises with the range', async () => {
  const { specializationLines } = await source('cli/src/explain/specialization-lines.ts');
  const lines: string[] = specializationLines(await readClassEstimates(store, trainedRun), { isBaseline: false });
  const line = lines.find((one) => one.includes('rises with the range')) ?? '';
  expect(line).toBe(
    '  Specialization rises with the range: yes; specialized share of range 5 minus that of range 1, in the 64 neurons that have both: +12.5 points (+3.8 to +21.2).',
  );

  const { TREND } = await source('dashboard/features/trends/trend-query.ts');
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: String(TREND), variables: { name: 'net', layer: 'conv' } }),
  });
  const { trend } = (await response.json()).data.model;
  const { difference, lower, upper, rises } = trend.versions[1].run.specializationRise;
  const rounded = [difference, lower, upper].map((value: number) => Number((100 * value).toFixed(1)));
  expect([rises, rounded]).toEqual(['YES', numbersIn(line)]);

  const [{ toSeries }, { progressionSentence, versionProgression }, { wordsFor }] = await Promise.all([
    source('dashboard/features/trends/to-series.ts'),
    source('dashboard/features/trends/progression-sentence.ts'),
    source('dashboard/test/words-for.ts'),
  ]);
  const series = toSeries(trend);
  for (const locale of ['en', 'ja']) {
    const words = wordsFor(locale);
    const trends: string = progressionSentence(series, words);
    // The layer's page speaks of its own version.
    expect(versionProgression(series.versions[1], words)).toBe(trends);
    expect(numbersIn(trends)).toEqual(rounded);
    expect(trends).not.toContain(words.t('trends.progression.doubt', { n: '64', lowest: 1, highest: 5 }).trim());
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
  const [, trained] = (await response.json()).data.model.trend.versions;
  expect(trained).toEqual({
    unitCount: 64,
    layerUnitCount: 512,
    points: ranges.map(({ clusterIndex, shares }) => ({ clusterIndex, specializedShare: shares.SPECIALIZED })),
  });
});
