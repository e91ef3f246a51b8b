import { createHash } from 'node:crypto';
import type { Store } from '@strata/db';

/** What may differ between two runs of the same work: row ids, moments, durations, memory. */
const INCIDENTAL = /^(id|\w+_at|\w+_ms|peak_rss_bytes)$/u;

/** What tells how the work went, not what came of it. */
const HISTORY = ['api_key', 'audit_entry', 'run_event', 'run_request', 'session'];

type Row = Readonly<Record<string, unknown>>;

/**
 * All results that are stored, table by table, independent of row ids: a reference is replaced by a hash of what it refers
 * to. Two databases hold the same exactly when this is equal.
 */
export async function tableRows(store: Store): Promise<Record<string, string[]>> {
  const { rows: tables } = await store.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> all($1) order by 1`,
    [HISTORY],
  );
  const byTable = new Map<string, Row[]>();
  for (const { name } of tables) byTable.set(name, (await store.pool.query(`select * from "${name}"`)).rows);
  const byId = new Map<string, Map<unknown, Row>>();
  for (const [name, rows] of byTable) byId.set(name, new Map(rows.map((row) => [row.id, row])));

  /** A layer's shown run points back at the layer, a run's baseline perhaps at itself: the configuration stands for it. */
  const namedRun = (id: unknown): unknown => byId.get('run')?.get(id)?.config_hash;
  const known = new Map<Row, string>();
  const describe = (row: Row): string => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const parts = Object.entries(row)
      .filter(([column]) => !INCIDENTAL.test(column))
      .map(([column, value]) => {
        if (value === null) return [column, null];
        if (column === 'current_run_id' || column === 'baseline_run_id') return [column, namedRun(value)];
        if (column === 'default_formula_id') return [column, referred('formula', value)];
        if (column === 'frame_id') return [column, referred('atlas_frame', value)];
        if (column === 'best_explanation_id') return [column, referred('explanation', value)];
        return [column, column.endsWith('_id') ? referred(column.slice(0, -3), value) : plain(value)];
      });
    const text = JSON.stringify(Object.fromEntries(parts));
    known.set(row, text);
    return text;
  };
  const referred = (table: string, id: unknown): string => {
    const row = byId.get(table)?.get(id);
    if (!row) throw new Error(`No ${table} ${id}.`);
    return createHash('sha256').update(describe(row)).digest('hex').slice(0, 12);
  };
  return Object.fromEntries([...byTable].map(([name, rows]) => [name, rows.map(describe).sort()]));
}

function plain(value: unknown): unknown {
  return Buffer.isBuffer(value) ? createHash('sha256').update(value).digest('hex').slice(0, 12) : value;
}
