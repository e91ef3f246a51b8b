import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, readClassEstimates, readRunUnits, type Store, type StoredUnit } from '../src/index.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../migrations');

let home: string;
/** Runs the server; the database under test is another one on it. */
let server: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-migrations-'));
  server = await openStore({ home });
});

afterAll(async () => {
  await server?.close();
  await rm(home, { recursive: true, force: true });
});

/** A new database with the first so many migrations, connected. */
async function migratedDatabase(name: string, migrations: number): Promise<{ client: pg.Client; address: string }> {
  await server.pool.query(`create database ${name}`);
  const address = new URL(server.pool.options.connectionString ?? '');
  address.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  await migrate(drizzle(client), { migrationsFolder: await firstMigrations(migrations) });
  return { client, address: address.href };
}

/** A database as the first version left it, with a completed and a later failed run of one layer; its address. */
async function firstVersion(): Promise<string> {
  const { client, address } = await migratedDatabase('first_version', 1);
  const run = `units_total, clusters, bounds, length, beam, search, grammar, code_version, machine, threads`;
  await client.query(`
    insert into model (name) values ('m');
    insert into model_version (model_id, sequence, label, source, content_sha256) values (1, 1, 'v', 'ONNX', 'm');
    insert into probe_dataset (name, format, sha256, sample_count, mask_height, mask_width, concept_count, cell_count)
      values ('p', 'planes', 'p', 1, 1, 4, 0, 1);
    insert into layer (model_version_id, name, unit_count, height, width) values (1, 'l', 8, 1, 1);
    insert into unit (layer_id, unit_index) values (1, 7);
    insert into run (layer_id, probe_dataset_id, config_hash, settings_hash, status, ${run})
      select 1, 1, status, 's', status, 1, 2, 'contiguous', 3, 5, 'beam', 'paper', '0', 'test', 1
      from unnest(array['COMPLETED', 'FAILED']) as status;
    insert into unit_run (run_id, unit_id, outcome) values (1, 1, 'FEW_VALUES');
    insert into formula (probe_dataset_id, text, key, length) values (1, '(a OR b)', '(a OR b)', 2);
    insert into cluster (run_id, unit_id, cluster_index, bitmap_pixels, share) values (1, 1, 1, 8, 1), (1, 1, 2, 4, 1);
    insert into explanation (cluster_id, run_id, unit_id, formula_id, cluster_index, iou, intersection, union_pixels, chance,
      visited, formula_pixels) values (1, 1, 1, 1, 1, 0.2, 2, 10, 0.1, 9, 4), (2, 1, 1, 1, 2, 0, 0, 4, 0, 9, 0)`);
  await client.end();
  return address;
}

/** A folder of the first so many migrations. */
async function firstMigrations(count: number): Promise<string> {
  const folder = path.join(home, `first ${count}`);
  await mkdir(path.join(folder, 'meta'), { recursive: true });
  const journal = JSON.parse(await readFile(path.join(MIGRATIONS, 'meta/_journal.json'), 'utf8'));
  journal.entries = journal.entries.slice(0, count);
  await writeFile(path.join(folder, 'meta/_journal.json'), JSON.stringify(journal));
  for (const { tag } of journal.entries) await cp(path.join(MIGRATIONS, `${tag}.sql`), path.join(folder, `${tag}.sql`));
  return folder;
}

it('brings a database of the first version up to date with everything its rows tell', async () => {
  const store = await openStore({ home, databaseUrl: await firstVersion() });
  try {
    const { rows } = await store.pool.query(
      `select l.current_run_id::int as shown, r.min_concept_share, r.categories, r.baseline_run_id, r.input_width, r.layout_request, e.length, e.unit_index, e.outcome
       from layer l join run r on r.id = l.current_run_id join explanation e on e.run_id = r.id where e.cluster_index = 1`,
    );
    expect(rows).toEqual([
      {
        shown: 1,
        min_concept_share: 0,
        categories: null,
        baseline_run_id: null,
        input_width: null,
        layout_request: null,
        length: 2,
        unit_index: 7,
        outcome: 'FEW_VALUES',
      },
    ]);
    const units: StoredUnit[] = [];
    for await (const unit of readRunUnits(store, { runId: 1, units: [7] })) units.push(unit);
    // 2 of the formula's 4 and of the range's 8 pixels; the second formula has none. Samples were not counted then.
    const uncounted = { sampleCoverage: null, explanationCoverage: null };
    expect(units[0]?.ranges.map(({ explanation }) => explanation)).toMatchObject([
      {
        bound: null,
        gap: null,
        evidence: null,
        metrics: { detectionAccuracy: 0.5, activationCoverage: 0.25, ...uncounted },
      },
      { specialization: null, metrics: { detectionAccuracy: 0, activationCoverage: 0, ...uncounted } },
    ]);
    expect(units[0]?.ranges.map(({ support }) => support)).toEqual([null, null]);
    const { rows: settings } = await store.pool.query(
      'select evidence_folds, evidence_shuffles, evidence_null_searches, evidence_seed from run where id = 1',
    );
    expect(Object.values(settings[0])).toEqual([null, null, null, null]);
  } finally {
    await store.close();
  }
});

/**
 * A database as it was before anything was estimated: 64 units, 16 specialized in both ranges and 8 more in range 2, and
 * one unit whose chance is 0, with a lift of 0; all rolled up.
 */
async function beforeEstimates(): Promise<string> {
  const { client, address } = await migratedDatabase('before_estimates', 8);
  const run = `units_total, clusters, bounds, length, beam, search, grammar, code_version, machine, threads`;
  await client.query(`
    insert into model (name) values ('m');
    insert into model_version (model_id, sequence, label, source, content_sha256) values (1, 1, 'v', 'ONNX', 'm');
    insert into probe_dataset (name, format, sha256, sample_count, mask_height, mask_width, concept_count, cell_count)
      values ('p', 'planes', 'p', 1, 1, 4, 0, 1);
    insert into layer (model_version_id, name, unit_count, height, width) values (1, 'l', 65, 1, 1);
    insert into unit (layer_id, unit_index) select 1, i from generate_series(0, 64) i;
    insert into run (layer_id, probe_dataset_id, config_hash, settings_hash, status, rolled_up, baseline_run_id, ${run})
      values (1, 1, 'c', 's', 'COMPLETED', true, 1, 65, 2, 'contiguous', 3, 5, 'beam', 'paper', '0', 'test', 1);
    insert into formula (probe_dataset_id, text, key, length, truth_hash) values (1, 'a', 'a', 1, 'x');
    insert into cluster (run_id, unit_id, cluster_index, bitmap_pixels, share)
      select 1, u.id, k, 8, 0.5 from unit u, generate_series(1, 2) k where u.unit_index < 64 or k = 1;
    insert into explanation (cluster_id, run_id, unit_id, formula_id, cluster_index, iou, intersection, union_pixels, chance, lift,
      visited, formula_pixels, detection_accuracy, activation_coverage, length, unit_index, outcome, specialization)
      select c.id, 1, u.id, 1, c.cluster_index, 0.2, 2, 10, chance, chance * 20, 9, 4, 0.5, 0.5, 1, u.unit_index, 'EXPLAINED',
        case when u.unit_index < 16 or (u.unit_index < 24 and c.cluster_index = 2) then 'SPECIALIZED' else 'UNSPECIALIZED' end
      from cluster c join unit u on u.id = c.unit_id
      cross join lateral (select case when u.unit_index = 64 then 0 else 0.1 end as chance) known;
    insert into class_point (run_id, cluster_index, length, specialization, n)
      select run_id, cluster_index, length, specialization, count(*) from explanation group by 1, 2, 3, 4;
    insert into metric_point (run_id, cluster_index, metric, n, mean, mean_lower, mean_upper, lower_quartile, median, upper_quartile)
      select 1, cluster_index, 'LIFT', count(*), avg(lift), 0, 9, 0, 0, 0 from explanation group by cluster_index`);
  await client.end();
  return address;
}

it('estimates what the classes of an older database say, and takes back lifts over a chance of 0', async () => {
  const store = await openStore({ home, databaseUrl: await beforeEstimates() });
  try {
    const rowsOf = async (query: string) => (await store.pool.query(query)).rows;
    const { ranges, rise } = await readClassEstimates(store, 1);
    expect(ranges.map(({ clusterIndex, n, shares }) => [clusterIndex, n, shares.SPECIALIZED.share])).toEqual([
      [1, 65, 16 / 65],
      [2, 64, 24 / 64],
    ]);
    // Unit 64 has no range 2: 64 units have both, and the rise is theirs.
    expect(rise).toMatchObject({ lowest: 1, highest: 2, n: 64, difference: 8 / 64 });
    expect(await rowsOf('select unit_index, lift from explanation where lift is null or chance = 0')).toEqual([
      { unit_index: 64, lift: null },
    ]);
    const lifts = `select cluster_index, n, round(mean::numeric, 9)::float8 as mean from metric_point where metric = 'LIFT' order by 1`;
    expect(await rowsOf(lifts)).toEqual([
      { cluster_index: 1, n: 64, mean: 2 },
      { cluster_index: 2, n: 64, mean: 2 },
    ]);
    expect(await rowsOf('select count(*)::int as n from explanation')).toEqual([{ n: 129 }]);
  } finally {
    await store.close();
  }
});
