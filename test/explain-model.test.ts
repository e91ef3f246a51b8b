import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-model-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
const strata = (...args: string[]) => runStrata(args, { home });
const explain = (...args: string[]) => strata('explain', '--probe', probe, '--format', 'planes', ...args);
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

let store: Store;
beforeAll(async () => {
  await writeSmallWorld(probe);
  // Held open, so that the server is started once for all commands.
  store = await openSeededStore(home);
});
afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

describe('strata explain --model', () => {
  it('stores version, layer, explanations, predictions and thumbnails, and reports what it stored', async () => {
    const done = explain('--model', MODEL, '--layer', LAYER, '--units', '0-3', '--json', join(folder, 'some.json'));
    expect(done.stderr).not.toContain('Error');
    expect(done.status).toBe(0);
    const { rows } = await store.pool.query(
      `select m.name, v.label, v.source, length(v.content_sha256) as hash, l.name as layer, l.op, l.unit_count, l.height,
              r.status, r.units_done, r.activations_ms > 0 as timed, r.peak_rss_bytes > 0 as measured,
              (select count(*)::int from prediction p where p.model_version_id = v.id) as predictions
       from run r join layer l on l.id = r.layer_id join model_version v on v.id = l.model_version_id
       join model m on m.id = v.model_id`,
    );
    expect(rows).toEqual([
      {
        name: 'demo-cnn-epoch-30',
        label: '1',
        source: 'ONNX',
        hash: 64,
        layer: LAYER,
        op: 'Relu',
        unit_count: 64,
        height: 16,
        status: 'COMPLETED',
        units_done: 4,
        timed: true,
        measured: true,
        predictions: 6,
      },
    ]);
    const { rows: images } = await store.pool.query(
      `select image_width, encode(substring(thumbnail from 9 for 4), 'escape') as format from sample s
       where exists (select 1 from cluster_sample c where c.sample_id = s.id)`,
    );
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toEqual({ image_width: 16, format: 'WEBP' });
  });

  it('goes on where it was, runs the model no second time, and reports all as if in one go', () => {
    const whole = explain('--model', MODEL, '--layer', LAYER, '--units', '0-7', '--json', join(folder, 'whole.json'));
    expect(whole.stderr).toMatch(/activations: done .* read from the cache/);
    expect(whole.stderr).toContain('4 of 8 units were stored already');
    const apart = join(folder, 'apart.json');
    explain('--no-store', '--model', MODEL, '--layer', LAYER, '--units', '0-7', '--json', apart);
    const resumed = read(join(folder, 'whole.json'));
    expect(resumed.explanations.map(({ unit }: { unit: number }) => unit)).toContain(7);
    expect(resumed.explanations).toEqual(read(apart).explanations);
    expect(resumed.explanations.slice(0, 1)).toEqual(read(join(folder, 'some.json')).explanations.slice(0, 1));
    expect(Object.keys(resumed.timingsMs)).toEqual(
      expect.arrayContaining(['index', 'activations', 'ranges', 'hits', 'search', 'store', 'total']),
    );
  });

  it('classifies a version once its baseline is explained, also when that was cut off, and reports it', async () => {
    const untrained = ['--model-name', 'demo-cnn-epoch-30', '--model-version', 'untrained', '--baseline'];
    const classes = join(folder, 'classes.json');
    const found = ['--layer', LAYER, '--units', '0-7', '--json', classes];
    expect(read(join(folder, 'whole.json')).explanations[0]).toMatchObject({ specialization: null });
    // The same network as its own baseline: at most a fifth of its structures, and all that have them, are unspecialized.
    await store.pool.query('alter table default_formula rename to away');
    const cut = explain('--model', MODEL, ...found, ...untrained);
    await store.pool.query('alter table away rename to default_formula');
    expect(cut.stderr).toMatch(/Classifying the explanations of run \d+ failed/);
    expect(cut.status).toBe(1);
    const { rows: kept } = await store.pool.query('select status from run order by id desc limit 1');
    expect(kept).toEqual([{ status: 'COMPLETED' }]);
    // Both runs are found complete; what is missing is done.
    const good = explain('--model', MODEL, ...found);
    expect(good.status).toBe(0);
    expect(good.stdout).toMatch(/^specialization against one untrained network \(in brackets 95 % intervals\):$/m);
    expect(good.stdout).toMatch(
      /^ {2}range 1: n \d+ · unspecialized [\d.]+ % · weakly [\d.]+ % · not nameable [\d.]+ % · specialized [\d.]+ % \(/m,
    );
    expect(good.stdout).toMatch(
      /^ {2}Nothing is concluded from one untrained network: .* \.\/strata randomize model\.onnx --seeds 5, .* --baseline\.$/m,
    );
    expect(good.stdout).not.toMatch(/rises with the range/);
    const published = explain('--model', MODEL, ...found, '--rule', 'published');
    expect(published.stdout).toMatch(/^specialization by the published rule, against one untrained network/m);
    expect(published.stdout).toMatch(/^ {2}range 5: n 8 · unspecialized [\d.]+ % · weakly [\d.]+ % · specialized/m);
    const { rows } = await store.pool.query(
      `with found as (
         select e.unit_index, e.cluster_index, e.specialization, f.key, r.id as run_id, r.baseline_run_id
         from explanation e join formula f on f.id = e.formula_id join run r on r.id = e.run_id
         join layer l on l.id = r.layer_id join model_version v on v.id = l.model_version_id where v.label = '1'
       )
       select unit_index as unit, cluster_index as "clusterIndex", specialization,
         key in (select f.key from default_formula d join formula f on f.id = d.formula_id
           where d.run_id = found.run_id) as "isDefault",
         (select count(*)::int from default_formula d where d.run_id = found.run_id) as defaults,
         (select count(distinct key)::int from found) as structures
       from found order by 1, 2`,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { specialization, isDefault, defaults, structures } of rows) {
      expect(specialization === 'UNSPECIALIZED').toBe(isDefault);
      // Fewer where a tie would have been cut.
      expect(defaults).toBeLessThanOrEqual(Math.ceil(0.2 * structures));
    }
    const reported = read(classes).explanations.filter(({ formula }: { formula: string | null }) => formula !== null);
    expect(reported).toMatchObject(
      rows.map(({ unit, clusterIndex, specialization }) => ({ unit, clusterIndex, specialization })),
    );
  });

  it('takes other preprocessing for another run', async () => {
    const place = ['--accuracy', '0.75', '--sequence', '7'];
    const other = ['--model-version', '2', ...place, '--mean', '0,0,0', '--units', '0'];
    expect(explain('--model', MODEL, '--layer', LAYER, ...other).status).toBe(0);
    expect(explain('--model', MODEL, '--layer', LAYER, ...other, '--scale', '0.5').status).toBe(0);
    const { rows } = await store.pool.query(
      `select count(*)::int as n, accuracy, sequence from run r join layer l on l.id = r.layer_id
       join model_version v on v.id = l.model_version_id where v.label = '2' group by accuracy, sequence`,
    );
    expect(rows).toEqual([{ n: 2, accuracy: 0.75, sequence: 7 }]);
  });

  it('takes another search for another run, and stores its settings', async () => {
    const two = ['--model', MODEL, '--layer', LAYER, '--model-version', '3', '--units', '0', '--categories'];
    expect(explain(...two, 'part,object', '--min-concept-share', '0.01').status).toBe(0);
    expect(explain(...two, 'object,part', '--min-concept-share', '0.01').status).toBe(0);
    expect(explain(...two, 'object').status).toBe(0);
    const { rows } = await store.pool.query(
      `select r.categories, r.min_concept_share, r.search_budget_ms from run r join layer l on l.id = r.layer_id
       join model_version v on v.id = l.model_version_id where v.label = '3' order by r.id`,
    );
    expect(rows).toEqual([
      { categories: ['object', 'part'], min_concept_share: 0.01, search_budget_ms: null },
      { categories: ['object'], min_concept_share: 0, search_budget_ms: null },
    ]);
  });

  it('takes a module’s path for a layer and stores it by that name, with what its tensor has; a tensor’s name stays one', async () => {
    const [byPath, byName] = [join(folder, 'path.json'), join(folder, 'name.json')];
    const asked = [
      '--model',
      MODEL,
      '--model-name',
      'paths',
      '--model-version',
      'paths',
      '--units',
      '0-1',
      '--no-evidence',
    ];
    const done = explain(...asked, '--layer', 'block4', '--json', byPath);
    expect(done.stderr).not.toMatch(/Error|Warning/);
    expect(done.status).toBe(0);
    expect(explain(...asked, '--layer', LAYER, '--json', byName).status).toBe(0);
    expect(read(byPath).explanations).toEqual(read(byName).explanations);
    const { rows } = await store.pool.query(
      `select l.name, l.op from layer l join model_version v on v.id = l.model_version_id where v.label = 'paths' order by l.id`,
    );
    expect(rows).toEqual([
      { name: 'block4', op: 'Relu' },
      { name: LAYER, op: 'Relu' },
    ]);
  });

  it('goes on where predictions handed in agree, and stops with both shares before anything is stored where they don’t', async () => {
    const { rows } = await store.pool.query<{ key: string; index: number }>(
      `select s.key, p.class_index as index from prediction p join sample s on s.id = p.sample_id
       join model_version v on v.id = p.model_version_id where v.label = 'paths' order by s.sample_index`,
    );
    expect(rows).toHaveLength(6);
    const file = join(folder, 'predictions.csv');
    const write = (shift: number) =>
      writeFileSync(
        file,
        `key,prediction,class\n${rows.map(({ key, index }) => `${key},${index + shift},${index}`).join('\n')}`,
      );
    const asked = ['--model', MODEL, '--layer', LAYER, '--units', '0', '--no-evidence', '--predictions', file];
    write(0);
    const same = explain(...asked, '--model-version', 'same');
    expect(same.stderr).toMatch(
      /^Note: .*predictions\.csv: this run agrees with it: 6 of 6 predictions are the same; top-1 of the file 1\.00, of this run 1\.00\.$/m,
    );
    expect(same.status).toBe(0);
    write(1);
    const other = explain(...asked, '--model-version', 'other');
    expect(other.stderr).toMatch(
      /^Error: .*0 of 6 predictions are the same; top-1 of the file 0\.00, of this run 1\.00: check channel order/m,
    );
    expect(other.status).toBe(1);
    expect(other.stderr).not.toContain('would be the same');
    write(0);
    const turned = explain(...asked, '--model-version', 'other', '--channel-order', 'bgr');
    expect(turned.stderr).toMatch(
      /: check channel order.* With --channel-order rgb, 6 of the first 6 would be the same\./,
    );
    const { rows: versions } = await store.pool.query(
      `select label from model_version where label in ('same', 'other')`,
    );
    expect(versions).toEqual([{ label: 'same' }]);
    expect(explain('--activations', 'a.npy', '--predictions', file).stderr).toMatch(
      /--predictions are compared with what --model/,
    );
  });

  it.each([
    [['--model', MODEL, '--layer', 'block9'], /no module has this path\. At the top stand "block1", /],
    [
      ['--model', MODEL, '--layer', LAYER, '--activations', 'a.npy'],
      /exactly one of --model, --activations and --recording/,
    ],
    [[], /exactly one of --model, --activations and --recording/],
    [['--model', MODEL], /--layer with --model.*strata layers/],
    [['--model', MODEL, '--layer', '/block4/relu/Relu'], new RegExp(`Did you mean "${LAYER}"`)],
    [['--model', MODEL, '--layer', LAYER, '--mean', '1,2'], /Expected three numbers/],
    [['--model', MODEL, '--layer', LAYER, '--input-size', '0x5'], /width: Too small: expected number to be >0/],
    [['--model', MODEL, '--layer', LAYER, '--json', '/no/such/folder/x.json'], /--json .* can't be written/],
  ])('refuses %j with one clear message', (args, message) => {
    const done = explain('--no-store', ...args);
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(done.status).toBe(1);
  });
});
