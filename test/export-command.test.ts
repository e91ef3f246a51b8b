import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONCEPTS, NAMED, storeNamedRuns } from './support/named-runs.ts';
import { writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-export-'));
const home = join(folder, 'home');
let store: Store;

beforeAll(async () => {
  store = await openSeededStore(home);
  await storeNamedRuns(store);
});
afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

const out = (name: string) => join(folder, 'out', name);
const exported = (format: string, name: string, ...flags: string[]) =>
  runStrata(['export', format, '--model', NAMED.model, '--out', out(name), ...flags], { home });
const table = async (name: string) => parquetReadObjects({ file: await asyncBufferFromFile(out(name)) });

describe('strata export', () => {
  it('writes every list as a table that fits the others: names of any kind, no value, nobody judged', async () => {
    const flags = ['--version', NAMED.later, '--baseline', NAMED.version];
    expect(exported('parquet', 'tables', ...flags)).toMatchObject({ status: 0, stderr: '' });
    const lists = ['comparison', 'concepts', 'explanations', 'images', 'runs', 'terms', 'units', 'versions'];
    expect(readdirSync(out('tables'))).toEqual(lists.map((name) => `${name}.parquet`));
    const explanations = await table('tables/explanations.parquet');
    // Six neurons with two ranges; the dead one has none.
    expect(explanations).toHaveLength(12);
    const highest = explanations.filter(({ is_highest: isHighest }) => isHighest);
    const names = { model: NAMED.model, version: NAMED.later, layer: NAMED.layer };
    expect(highest[0]).toMatchObject({ ...names, unit: 0, range: 2, formula: 'no', iou: 1e-7, intersection: 1n });
    expect(highest[4]).toMatchObject({ unit: 4, outcome: 'NOTHING_NAMED', formula: null, iou: null, grade: null });
    expect(highest[1]).toMatchObject({ iou: 0, times_shuffled: null, held_out_iou: null, reviews_confirmed: 0 });
    const [run] = await table('tables/runs.parquet');
    expect(run).toMatchObject({ dataset: NAMED.dataset, units_done: 7, started_at: expect.any(Date) });
    expect((await table('tables/concepts.parquet')).map(({ name }) => name)).toEqual([...CONCEPTS]);
    expect((await table('tables/units.parquet'))[6]).toMatchObject({ outcome: 'DEAD', maximum: 0 });
    const terms = await table('tables/terms.parquet');
    const own = terms.filter(({ formula_id: id }) => id === highest[1]?.formula_id);
    expect(own.map(({ concept }) => concept)).toEqual([CONCEPTS[1], CONCEPTS[2]]);
    const compared = await table('tables/comparison.parquet');
    expect(compared.map(({ status }) => status)).toEqual(new Array(11).fill('SAME'));
  });

  it('writes the other formats, each of all layers of the version', () => {
    const flags = ['--version', NAMED.later];
    for (const [format, name, file] of [
      ['mlflow', 'mlflow', 'mlruns/0/meta.yaml'],
      ['wandb', 'wandb', ''],
      ['neuronpedia', 'neuronpedia', ''],
      ['model-card', 'card/README.md', ''],
      ['openmetrics', 'metrics.txt', ''],
      ['label-studio', 'tasks', 'tasks.json'],
      ['fiftyone', 'fiftyone', 'labels.json'],
      ['netdissect', 'tally.csv', ''],
    ] as const) {
      expect(exported(format, name, ...flags)).toMatchObject({ status: 0, stderr: '' });
      expect(existsSync(join(out(name), file))).toBe(true);
    }
    const tasks = JSON.parse(readFileSync(join(out('tasks'), 'tasks.json'), 'utf8')) as {
      data: { image: string };
      predictions: { result: { original_width: number; value: Record<string, number> }[] }[];
    }[];
    // Five explained neurons with two images each; the left half of a picture of 64 by 48.
    expect(tasks).toHaveLength(10);
    const box = { original_width: 64, value: { x: 0, y: 0, width: 50, height: 100 } };
    expect(tasks[0]?.predictions[0]?.result[0]).toMatchObject(box);
    const picture = tasks[0]?.data.image.split('images/')[1] ?? '';
    expect(existsSync(join(out('tasks'), 'images', picture))).toBe(true);
  });

  it('leaves nothing behind where it fails, and nothing of others is overwritten', () => {
    // Two versions, where there is room for one.
    expect(exported('netdissect', 'nowhere.csv')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Expected one layer of one version'),
    });
    expect(exported('model-card', 'nowhere.md').stderr).toContain('Expected one version');
    // A folder stands where the file is to be.
    exported('openmetrics', 'used/metrics.txt');
    expect(exported('openmetrics', 'used').stderr).toMatch(/^Error: --out .*used: can’t be written/u);
    expect(readdirSync(join(folder, 'out')).filter((name) => /nowhere|\.part$/u.test(name))).toEqual([]);
    expect(exported('parquet', 'used')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/expected a folder that is empty or not there yet; .*metrics\.txt/u),
    });
    expect(readdirSync(out('used'))).toEqual(['metrics.txt']);
  });

  it('refuses what it can’t mean, naming what there is', () => {
    const refused = (format: string, ...flags: string[]) => exported(format, 'refused', ...flags).stderr;
    expect(refused('parquet', '--list', 'neurons')).toContain('expected one of versions, runs, units');
    expect(refused('parquet', '--list', 'comparison')).toContain('needs --version and --baseline');
    expect(refused('openmetrics', '--layer', 'nowhere')).toContain('Expected an explained run of layer nowhere');
    expect(refused('openmetrics', '--range', '0')).toContain('Expected highest, or a number from 1');
    expect(existsSync(out('refused'))).toBe(false);
  });

  it('writes a probe dataset with its metadata', async () => {
    const probe = await writeSmallWorld(join(folder, 'world'), { samples: 3 });
    const flags = ['--probe', probe, '--format', 'planes', '--license', 'CC0-1.0'];
    const done = runStrata(['export', 'croissant', ...flags, '--out', out('croissant')], { home });
    expect(done).toMatchObject({ status: 0, stderr: '' });
    const metadata = JSON.parse(readFileSync(join(out('croissant'), 'croissant.json'), 'utf8')) as {
      conformsTo: string;
      distribution: { '@id': string; sha256?: string }[];
      recordSet: { '@id': string; data?: Record<string, unknown>[] }[];
    };
    expect(metadata.conformsTo).toBe('http://mlcommons.org/croissant/1.1');
    expect(metadata.distribution[0]).toMatchObject({
      '@id': 'masks.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    const [concepts, images] = metadata.recordSet;
    expect(concepts?.data?.[0]).toMatchObject({ 'concepts/id': 1, 'concepts/name': expect.any(String) });
    expect(images?.data?.map((image) => image['images/image'])).toEqual(['im000000', 'im000001', 'im000002']);
    const masks = readdirSync(join(out('croissant'), 'masks'));
    // Colour type 0, grey, of 8 bits: readers would make RGB of anything else.
    const header = readFileSync(join(out('croissant'), 'masks', masks[0] ?? ''));
    expect([header[24], header[25]]).toEqual([8, 0]);
    expect(readdirSync(join(out('croissant'), 'images'))).toHaveLength(3);
  });
});
