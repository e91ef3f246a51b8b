import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@strata/db';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

/** As many of each of eight classes, at each time of day: enough that a class always wrong by day has ten errors. */
const SAMPLES = 240;
const folder = mkdtempSync(join(tmpdir(), 'strata-errors-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
let store: Store;

async function strata(...args: string[]) {
  const child = startStrata(args, { home });
  let stdout = '';
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  return { ...(await ended(child)), stdout };
}

const errors = (version: string, ...args: string[]) =>
  strata('errors', '--model', 'demo', '--version', version, '--permutations', '49', ...args);

async function explain(version: string, modelPath: string): Promise<void> {
  const inputs = ['--probe', probe, '--format', 'planes', '--model', modelPath, '--layer', DEMO_LAYER];
  const names = ['--model-name', 'demo', '--model-version', version];
  const done = await strata('explain', ...inputs, ...names, '--units', '0', '--length', '1', '--clusters', '2');
  expect(done).toMatchObject({ status: 0 });
}

beforeAll(async () => {
  await writeDemoWorld(probe, { samples: SAMPLES });
  store = await openStore({ home });
  const checkpoints = demoCheckpoints();
  for (const epoch of [3, 30]) {
    await explain(`epoch ${epoch}`, checkpoints.find((one) => one.epoch === epoch)?.path ?? '');
  }
}, 240_000);

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

describe('strata errors', () => {
  it('names the light that a class was trained without, and keeps it', async () => {
    // Harbours were trained at night: half-trained, the network knows them by nothing else.
    const done = await errors('epoch 3', '--class', 'harbour');
    expect(done).toMatchObject({ status: 0 });
    expect(done.stdout).toContain('Errors go with noon or sunset');
    const { rows } = await store.pool.query(`
      select a.class_name, s.formula, s.verdict, s.selected_wrong = s.selected_count as all_wrong, count(i.*)::int as shown
      from error_analysis a join error_slice s on s.error_analysis_id = a.id
        join error_slice_sample i on i.error_analysis_id = a.id and i.position = s.position
      where s.position = 1 group by 1, 2, 3, 4`);
    expect(rows).toEqual([
      { class_name: 'harbour', formula: '(noon OR sunset)', verdict: 'FOUND', all_wrong: true, shown: 6 },
    ]);
  }, 60_000);

  it('shows pictures of the images that it names, also where no range shows them', async () => {
    // As of a dataset that is too large for a picture of every image.
    await store.pool.query('update sample set thumbnail = null');
    await errors('epoch 3', '--class', 'harbour');
    const { rows } = await store.pool.query(`
      select count(*)::int as shown, count(*) filter (where s.thumbnail is null)::int as bare
      from error_slice_sample i join sample s on s.id = i.sample_id`);
    expect(rows[0].shown).toBeGreaterThan(0);
    expect(rows[0].bare).toBe(0);
    const more = await store.pool.query(`select count(*)::int as n from sample where thumbnail is null`);
    expect(more.rows[0].n).toBeGreaterThan(0);
  });

  it('puts an answer in place of an earlier one to the same question', async () => {
    await errors('epoch 3', '--class', 'harbour');
    const { rows } = await store.pool.query(
      `select count(*)::int as n from error_analysis where class_name = 'harbour'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  }, 60_000);

  it('says what is missing: errors, a class, a version, a file', async () => {
    const refused = async (version: string, ...args: string[]) => {
      const { status, stderr } = await errors(version, ...args);
      expect(status).toBe(1);
      return stderr;
    };
    expect(await refused('epoch 30')).toContain(`None of the ${SAMPLES} images is wrong`);
    expect(await refused('epoch 3', '--class', 'zoo')).toContain('came "zoo"');
    expect(await refused('epoch 4')).toContain('none is called "epoch 4"');
    expect(await refused('epoch 3', '--confusion', 'harbour')).toContain('expected two classes');
    const file = join(folder, 'classes.txt');
    writeFileSync(file, 'street\ncoast\n');
    expect(await refused('epoch 3', '--classes', file)).toContain('"desert"');
    expect(await refused('epoch 3', '--classes', join(folder, 'none'))).toContain('there is no such file');
  }, 120_000);

  it('counts images that belong together once, and says when there are too few', async () => {
    // Each ten files that follow each other are one group: 24 groups.
    const done = await errors('epoch 3', '--class', 'harbour', '--group-by', '(\\d{2})\\d\\D*$');
    expect(done).toMatchObject({ status: 0, stderr: expect.not.stringContaining('Error') });
    expect(done.stdout).toMatch(/Groups count as one: 24 groups/u);
  }, 60_000);
});
