import type { Store } from '@strata/db';
import { formulaKey, literalsByLevel, parseFormula } from '@strata/domain';
import { conceptNames, type GeneratedFormula, generateFormulas } from './generate-formulas.ts';
import type { WorldSize } from './world-size.ts';

/** Rows of formulas in one statement. */
const BATCH = 5_000;

/**
 * Fills an empty store with a world of this size as runs would have left it, rollups excepted. Indexes are built after the
 * rows.
 */
export async function generateWorld(store: Store, size: WorldSize): Promise<void> {
  const indexes = await dropIndexes(store);
  await generateDataset(store, size);
  const formulas = generateFormulas(size);
  for (let start = 0; start < formulas.length; start += BATCH)
    await insertFormulas(store, { formulas: formulas.slice(start, start + BATCH), start });
  await generateRuns(store, size);
  await generateUnits(store, size);
  for (let version = 0; version < size.models * size.versions; version += 1) {
    await generateExplanations(store, { size, version });
    if ((version + 1) % 10 === 0) console.info(`  ${version + 1} of ${size.models * size.versions} versions`);
  }
  for (const index of indexes) await store.pool.query(index);
  await moveSequences(store);
  await store.pool.query('vacuum analyze');
}

/** Drops the indexes that hold no constraint; returns the statements that make them again. */
async function dropIndexes({ pool }: Store): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`);
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function generateDataset({ pool }: Store, size: WorldSize): Promise<void> {
  const names = conceptNames(size);
  await pool.query(
    `insert into probe_dataset (name, format, sha256, sample_count, mask_height, mask_width, concept_count, cell_count)
     values ('generated', 'planes', 'generated', 1000, 112, 112, $1, 50000)`,
    [names.length],
  );
  await pool.query(
    `insert into concept (probe_dataset_id, concept_index, name, category, pixel_count, pixel_share)
     select 1, place, name, category, 12544000 / (place + 1), 1.0 / (place + 1)
     from unnest($1::text[], $2::text[]) with ordinality as c (name, category, place)`,
    [names.map(({ name }) => name), names.map(({ category }) => category)],
  );
}

async function insertFormulas(
  { pool }: Store,
  { formulas, start }: { formulas: readonly GeneratedFormula[]; start: number },
): Promise<void> {
  await pool.query(
    `insert into formula (id, probe_dataset_id, text, key, length, truth_hash) overriding system value
     select $1::bigint + place, 1, text, key, length, encode(sha256(convert_to(key, 'UTF8')), 'hex')
     from unnest($2::text[], $3::text[], $4::int[]) with ordinality as f (text, key, length, place)`,
    [
      start,
      formulas.map(({ text }) => text),
      formulas.map(({ text }) => formulaKey(parseFormula(text))),
      formulas.map(({ uses }) => uses.length),
    ],
  );
  const uses = formulas.flatMap(({ text, uses: own }, at) => {
    const literals = literalsByLevel(parseFormula(text)) ?? [];
    return own.map((use, position) => ({
      ...use,
      formula: start + at + 1,
      position,
      literal: literals[position],
      length: own.length,
    }));
  });
  await pool.query(
    `insert into formula_concept (formula_id, position, concept_id, negated, level, operator, length)
     select * from unnest($1::bigint[], $2::int[], $3::bigint[], $4::boolean[], $5::int[], $6::text[], $7::int[])`,
    [
      uses.map(({ formula }) => formula),
      uses.map(({ position }) => position),
      uses.map(({ concept }) => concept + 1),
      uses.map(({ negated }) => negated),
      uses.map(({ literal }) => literal?.level),
      uses.map(({ literal }) => literal?.operator),
      uses.map(({ length }) => length),
    ],
  );
}

async function generateRuns({ pool }: Store, { models, versions, layers, units, ranges }: WorldSize): Promise<void> {
  await pool.query(`insert into model (name) select 'model ' || m from generate_series(1, ${models}) m`);
  await pool.query(`
    insert into model_version (model_id, sequence, label, source, content_sha256, accuracy, is_baseline)
    select m, v, 'v' || v, 'ONNX', md5(m || ' ' || v), case when v = 1 then null else 0.5 + 0.4 * v / ${versions} end, v = 1
    from generate_series(1, ${models}) m, generate_series(1, ${versions}) v order by m, v`);
  await pool.query(`
    insert into layer (model_version_id, name, op, unit_count, height, width, current_run_id)
    select v.id, 'block' || l, 'Relu', ${units}, 14, 14, null from model_version v, generate_series(1, ${layers}) l order by v.id, l`);
  await pool.query(`
    insert into run (layer_id, probe_dataset_id, config_hash, settings_hash, baseline_run_id, status, units_total, units_done,
      clusters, bounds, length, beam, search, grammar, code_version, machine, threads, finished_at)
    select l.id, 1, 'config ' || l.id, 'settings', (select b.id from layer b join model_version bv on bv.id = b.model_version_id
        where bv.model_id = v.model_id and bv.is_baseline and b.name = l.name),
      'COMPLETED', ${units}, ${units}, ${ranges}, 'contiguous', 3, 5, 'beam', 'paper', '0.1.0', 'generated', 2, now()
    from layer l join model_version v on v.id = l.model_version_id order by l.id`);
  await pool.query('update layer set current_run_id = id');
}

async function generateUnits({ pool }: Store, { units }: WorldSize): Promise<void> {
  await pool.query(`
    insert into unit (layer_id, unit_index) select l.id, u from layer l, generate_series(0, ${units - 1}) u order by l.id, u`);
  await pool.query(`
    insert into unit_run (run_id, unit_id, outcome, min_value, max_value, mean_value, zero_share)
    select layer_id, id, 'EXPLAINED', 0, 5, 1.5, 0.25 from unit order by id`);
}

/**
 * The ranges and explanations of one version. A range keeps its formula over three versions or so; formulas are chosen with
 * skew; overlaps rise with the range.
 */
async function generateExplanations(
  { pool }: Store,
  { size, version }: { size: WorldSize; version: number },
): Promise<void> {
  const { layers, units, ranges, versions, formulas } = size;
  const first = version * layers * units;
  await pool.query(`
    insert into cluster (id, run_id, unit_id, cluster_index, lower, upper, bitmap_pixels, share) overriding system value
    select (u.id - 1) * ${ranges} + c, u.layer_id, u.id, c, c, c + 1, 2000000 / c, 0.16 / c
    from unit u, generate_series(1, ${ranges}) c where u.id > ${first} and u.id <= ${first + layers * units} order by u.id, c`);
  await pool.query(`
    insert into explanation (id, cluster_id, run_id, unit_id, formula_id, cluster_index, iou, intersection, union_pixels, chance,
      lift, visited, formula_pixels, detection_accuracy, activation_coverage, sample_coverage, explanation_coverage,
      held_out_intersection, held_out_union, shuffled_intersection, shuffled_union, times_shuffled, held_out_p, held_out_q,
      folds, replication_formula, replication_pair, grade, specialization, length, unit_index) overriding system value
    select d.id, d.id, d.run_id, d.unit_id, f.id, d.cluster_index, d.iou, (d.iou * 1e6)::bigint, 1000000, d.chance,
      case when d.b < 0.01 then null else d.iou / d.chance end, 400, 500000, d.a, d.b, d.a * d.b, 1 - d.a,
      (d.iou * 7e5)::bigint, 1000000, (d.iou * 7e5 / (1 + 4 * d.a))::bigint, 1000000, 1 + 4 * d.a, d.b * 0.2, d.b * 0.3, 5,
      3, 4, case when d.b > 0.25 then 'NONE' when d.b > 0.16 then 'UNCLEAR' when d.a > 0.5 then 'CLEAR' else 'PARTLY' end,
      case when d.b * d.cluster_index < 0.6 then 'UNSPECIALIZED' when d.b * d.cluster_index < 1 then 'WEAKLY_SPECIALIZED'
        else 'SPECIALIZED' end, f.length, d.unit_index
    from (
      select n.*, 0.01 + 0.08 * n.cluster_index * n.a * n.b as iou, 0.01 + 0.1 * n.b / n.cluster_index as chance
      from (
        select (u.id - 1) * ${ranges} + c as id, u.layer_id as run_id, u.id as unit_id, c as cluster_index, u.unit_index,
          ${uniform(`(u.id - 1) * ${ranges} + c`, 1)} as a, ${uniform(`(u.id - 1) * ${ranges} + c`, 2)} as b,
          ${uniform(
            `(u.layer_id % ${layers}) * 1000003 + u.unit_index * 7 + c + 97 * ((${version % versions} + u.unit_index) / 3) + ${Math.floor(version / versions)} * 31337`,
            3,
          )} as choice
        from unit u, generate_series(1, ${ranges}) c where u.id > ${first} and u.id <= ${first + layers * units}
      ) n
    ) d join formula f on f.id = 1 + floor(${formulas} * d.choice ^ 3)::bigint order by d.id`);
}

/** A number from 0 to 1 that depends on nothing but the expression and the seed. */
function uniform(expression: string, seed: number): string {
  return `((hashint8extended((${expression})::bigint, ${seed}) & 2147483647) / 2147483648.0::float8)`;
}

/** Rows with numbers of their own leave their sequences behind. */
async function moveSequences({ pool }: Store): Promise<void> {
  for (const table of ['cluster', 'explanation', 'formula'])
    await pool.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
}
