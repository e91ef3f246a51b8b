import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openStore, type Store } from '@strata/db';
import { runExport } from '@strata/exports';
import { generateWorld } from './generate-world.ts';
import { measured, peakMegabytes } from './report-line.ts';
import { explanationsOf, SIZES } from './world-size.ts';

/**
 * Exports a million explanations to Parquet, beside the server's own COPY of the same rows to CSV:
 * `node test/perf/bench-exports.ts --home <folder>`. The folder is filled first where it has no database; each part is a
 * process of its own, so that its peak memory is its own.
 */
const { values } = parseArgs({ options: { home: { type: 'string' }, part: { type: 'string' } } });
const home =
  values.home ??
  path.join(process.env.STRATA_HOME ?? path.resolve(import.meta.dirname, '../../.strata'), 'bench-tables');
const on = `${explanationsOf(SIZES.tables).toLocaleString('en')} explanations`;
const PARTS: Readonly<Record<string, (store: Store) => Promise<void>>> = { fill, copy, parquet };

const part = values.part === undefined ? undefined : PARTS[values.part];
if (part) {
  const store = await openStore({ home });
  await part(store);
  await store.close();
} else {
  for (const name of Object.keys(PARTS)) {
    const [code] = await once(fork(import.meta.filename, ['--home', home, '--part', name]), 'exit');
    if (code !== 0) throw new Error(`The part ${name} ended with ${code}.`);
  }
}

async function fill(store: Store): Promise<void> {
  const { rows } = await store.pool.query('select 1 from model limit 1');
  if (rows.length > 0) return;
  await generateWorld(store, SIZES.tables);
  await store.pool.query('vacuum analyze');
}

/** The least of three passes. */
async function leastOf(work: (turn: number) => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn += 1) {
    const started = performance.now();
    await work(turn);
    least = Math.min(least, performance.now() - started);
  }
  return least / 1000;
}

/** The columns of the list, of one run. */
function rowsOf(run: string): string {
  return `select 'bench' as model, 'epoch 1' as version, 'layer4/conv' as layer, ${run} as run_id,
  u.unit_index, c.cluster_index, lead(c.unit_id) over (order by c.unit_id, c.cluster_index) is distinct from c.unit_id,
  c.outcome, c.lower, c.upper, c.bitmap_pixels, c.labelled_pixels, c.support_samples, c.support_map_cells, e.formula_id,
  f.text, e.length, e.iou, e.intersection, e.union_pixels, e.formula_pixels, e.chance, e.detection_accuracy,
  e.activation_coverage, e.grade, e.times_shuffled, e.held_out_intersection::float8 / nullif(e.held_out_union, 0),
  e.shuffled_intersection::float8 / nullif(e.shuffled_union, 0), e.held_out_p, e.held_out_q, e.specialization, 0, 0, 0, 0
  from cluster c join unit u on u.id = c.unit_id left join explanation e on e.cluster_id = c.id
  left join formula f on f.id = e.formula_id where c.run_id = ${run} order by c.unit_id, c.cluster_index`;
}

/** Run by run, as the list is read. */
async function copy(store: Store): Promise<void> {
  const { rows: runs } = await store.pool.query<{ id: string }>(
    'select current_run_id as id from layer where current_run_id is not null',
  );
  await store.pool.query('set jit = off');
  const seconds = await leastOf(async () => {
    for (const { id } of runs) await store.pool.query(`copy (${rowsOf(id)}) to program 'cat > /dev/null' csv`);
  });
  measured({ stage: 'exports', on, what: 'COPY to CSV', value: seconds, unit: 's' });
}

async function parquet(store: Store): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'strata-bench-exports-'));
  mkdirSync(folder, { recursive: true });
  const { rows } = await store.pool.query<{ name: string }>('select name from model');
  const asked = { model: rows[0]?.name ?? '', version: null, baseline: null, layer: null, range: 'highest' as const };
  const rest = { lists: ['explanations'], creator: '', url: null, imagesAt: '' };
  const out = (turn: number) => path.join(folder, String(turn));
  const seconds = await leastOf(async (turn) => {
    await runExport(store, { ...asked, ...rest, format: 'parquet', out: out(turn) });
  });
  const bytes = statSync(path.join(out(0), 'explanations.parquet')).size;
  rmSync(folder, { recursive: true });
  measured({ stage: 'exports', on, what: 'Parquet', value: seconds, unit: 's' });
  measured({ stage: 'exports', on, what: 'Parquet, size', value: bytes / 1e6, unit: 'MB' });
  measured({ stage: 'exports', on, what: 'peak memory', value: peakMegabytes(), unit: 'MB' });
}
