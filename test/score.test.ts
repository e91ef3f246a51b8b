import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findModel, findVersion, type Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { readPreprocessing } from '@strata/onnx';
import { DEFAULT_CONFIG, explainVersion, indexProbe, scoreVersion } from '@strata/runs';
import { KEPT_THREAD } from '@strata/runs/kept';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AskedApi, serveApi } from './support/serve-api.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';

/*
 * A formula that is nobody's best is scored against every neuron and range of an explained version: by the command's own
 * function, and over the API from what the machine keeps.
 */
const UNITS = [0, 1, 2, 3, 4, 5];
const folder = mkdtempSync(join(tmpdir(), 'strata-score-'));
const home = join(folder, 'home');
const cache = join(home, 'cache');
let store: Store;
let served: AskedApi;
let modelVersionId = 0;

const hitsFiles = () => readdirSync(cache).filter((name) => name.startsWith('hits-'));
const score = (formula: string, first = 100) =>
  scoreVersion(store, { modelVersionId, layer: null, formula, first, home });
const ask: AskedApi['ask'] = (query, variables) => served.ask(query, variables);
const SCORES = `query ($formula: String!) {
  modelVersion(model: "small", label: "one") {
    scores(formula: $formula) {
      formula scored significant coverage unknown { name nearest } layers { isKept unitsDone unitsTotal }
      ranges { iou p q shuffledIou cluster { clusterIndex unit { unitIndex } } }
    }
  }
}`;

beforeAll(async () => {
  store = await openSeededStore(home);
  const probe = await indexProbe(await writeSmallWorld(join(folder, 'world')), { format: 'planes', home });
  const { preprocessing } = await readPreprocessing(MODEL);
  const explaining = explainVersion({
    ...probe,
    store,
    modelName: 'small',
    versionLabel: 'one',
    from: { modelPath: MODEL, preprocessing },
    layers: [LAYER],
    chooseUnits: () => UNITS,
    config: DEFAULT_CONFIG,
    home,
  });
  for await (const _ of explaining);
  const model = await findModel(store, 'small');
  modelVersionId = (await findVersion(store, model, 'one')).id;
  served = await serveApi(store, { kept: { module: KEPT_THREAD, home } });
}, 120_000);

afterAll(async () => {
  await served?.api.close();
  await store?.close();
  rmSync(folder, { recursive: true });
});

it('knows concepts by their names in other languages', async () => {
  const named = await store.pool.query(`update concept set aliases = '{空,heavens}' where name = 'sky' returning id`);
  expect(named.rowCount).toBe(1);
  const own = await score('sky AND NOT ground');
  expect((await score('空 AND NOT ground')).ranges).toEqual(own.ranges);
  const { formula, unknown } = (await ask(SCORES, { formula: 'heavens AND NOT ground' })).modelVersion.scores;
  expect({ formula, unknown }).toEqual({ formula: '(sky AND NOT ground)', unknown: [] });
  await store.pool.query(`update concept set aliases = '{}' where name = 'sky'`);
});

it('scores a range’s own formula as its explanation says, and every other range with it', async () => {
  expect(hitsFiles()).toHaveLength(1);
  const { rows } = await store.pool.query(
    `select u.unit_index as unit, e.cluster_index as "clusterIndex", f.text, e.intersection::float8, e.union_pixels::float8 as "union"
     from explanation e join unit u on u.id = e.unit_id join formula f on f.id = e.formula_id`,
  );
  expect(rows.length).toBeGreaterThan(UNITS.length);
  for (const text of new Set(rows.map((row) => row.text))) {
    const { ranges, scored } = await score(text);
    expect(ranges).toHaveLength(scored);
    for (const { text: _, ...row } of rows.filter((one) => one.text === text)) {
      expect(ranges).toContainEqual(expect.objectContaining(row));
    }
    const falling = ranges.map(({ iou }) => iou);
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    for (const { p, q } of ranges) expect(q).toBeGreaterThanOrEqual(p as number);
  }
});

it('answers over the API as the command does', async () => {
  const formula = 'ground AND NOT (ball OR sky)';
  const own = await score(formula, 20);
  const scores = (await ask(SCORES, { formula })).modelVersion.scores;
  expect(scores).toMatchObject({
    formula: '(ground AND NOT (ball OR sky))',
    scored: own.scored,
    significant: own.significant,
    coverage: own.formulaPixels / own.totalPixels,
    unknown: [],
    layers: [{ isKept: true, unitsDone: UNITS.length, unitsTotal: UNITS.length }],
  });
  expect(scores.ranges.map((range: { iou: number }) => range.iou)).toEqual(own.ranges.map(({ iou }) => iou));
  expect(scores.ranges[0].cluster).toEqual({
    clusterIndex: own.ranges[0]?.clusterIndex,
    unit: { unitIndex: own.ranges[0]?.unit },
  });
});

it('names the concepts that the dataset does not have, with what may be meant, and scores nothing', async () => {
  const scores = (await ask(SCORES, { formula: 'Sky AND grond' })).modelVersion.scores;
  expect(scores).toMatchObject({
    scored: 0,
    coverage: null,
    ranges: [],
    unknown: [
      { name: 'Sky', nearest: ['sky'] },
      { name: 'grond', nearest: ['ground'] },
    ],
  });
});

const DRAWN = `query ($area: [AreaBox!], $first: Int!) {
  layer(model: "small", version: "one", name: "${LAYER}") {
    run { probeDataset { sample(sampleIndex: 2) { id key previous { key } next { key } conceptMasks { pixels concept { name } } } } }
    rangesInImage(sample: "SAMPLE", area: $area, first: $first) {
      areaShare missing ranges { iou share meanShare cluster { clusterIndex unit { unitIndex } explanation { formula { text } } } }
    }
  }
}`;

it('finds what fires in a drawn area and not elsewhere, and in an image more than in others', async () => {
  const id = await sampleId();
  const query = DRAWN.replace('SAMPLE', id);
  const area = [{ left: 0, top: 0.5, right: 1, bottom: 1 }];
  const drawn = (await ask(query, { area, first: 100 })).layer.rangesInImage;
  expect(drawn).toMatchObject({ areaShare: 0.5, missing: null });
  const ranges: readonly { iou: number }[] = drawn.ranges;
  const ious = ranges.map(({ iou }) => iou);
  expect(ious.length).toBeGreaterThan(0);
  expect(ious).toEqual(ious.toSorted((a, b) => b - a));
  const whole = (await ask(query, { first: 100 })).layer.rangesInImage.ranges;
  for (const range of whole) expect(range.share).toBeGreaterThan(range.meanShare);
});

it('refuses areas that are none', async () => {
  const query = DRAWN.replace('SAMPLE', await sampleId());
  const box = { left: 0.5, top: 0, right: 0.4, bottom: 1 };
  await expect(ask(query, { area: [box], first: 5 })).rejects.toThrow('Expected rectangles with 0 ≤ left < right');
  const many = Array(501).fill({ left: 0, top: 0, right: 1, bottom: 1 });
  await expect(ask(query, { area: many, first: 5 })).rejects.toThrow('at most 500 rectangles');
});

it('says what is not kept, keeps it when the command scores, and counts anew what is damaged', async () => {
  const [name] = hitsFiles();
  rmSync(join(cache, name as string));
  const missing = (await ask(SCORES, { formula: 'sky' })).modelVersion.scores;
  expect(missing).toMatchObject({ scored: 0, ranges: [], layers: [{ isKept: false }] });
  const query = DRAWN.replace('SAMPLE', await sampleId());
  expect((await ask(query, { first: 5 })).layer.rangesInImage.missing).toBe('HITS');
  const { scored } = await score('sky');
  expect(existsSync(join(cache, name as string))).toBe(true);
  expect((await ask(SCORES, { formula: 'sky' })).modelVersion.scores.scored).toBe(scored);
}, 60_000);

async function sampleId(): Promise<string> {
  const answer = await ask(
    `{ layer(model: "small", version: "one", name: "${LAYER}") { run { probeDataset { sample(sampleIndex: 2) { id } } } } }`,
  );
  return answer.layer.run.probeDataset.sample.id;
}
