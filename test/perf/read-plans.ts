import { startApi } from '@strata/api';
import { openReader, type Store } from '@strata/db';
import { combinationsOf, LIST_SHAPES, type ListShape, listQuery, type Where } from './shapes.ts';

/** The largest tables. Units, a fifth of them, may be read from end to end to find the few with some explanation. */
const LARGE = ['explanation', 'cluster', 'cluster_sample'];

export interface Plan {
  readonly name: string;
  /** Large tables that are read from end to end. */
  readonly scanned: readonly string[];
  readonly text: string;
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * How the database answers every list: each filter and each two of them in the default order both ways, each filter in every
 * other order, each order alone. The statements are those that the API sends.
 */
export async function readPlans(store: Store): Promise<Plan[]> {
  const sent: Statement[] = [];
  const api = await startApi({ store, port: 0, onStatement: (sql, parameters) => sent.push({ sql, parameters }) });
  // With the settings of the API's own connections.
  const reader = openReader(store);
  try {
    const plans: Plan[] = [];
    for (const shape of LIST_SHAPES)
      for (const asked of requestsOf(shape)) {
        sent.length = 0;
        await askOne(`${api.url}/graphql`, { shape, asked });
        const page = sent.find(({ sql }) => /limit \$\d+$/.test(sql));
        if (!page) throw new Error(`Expected a statement for ${asked.name}, none with a limit was sent.`);
        plans.push({ name: `${shape.field}: ${asked.name}`, ...(await explain(reader, page)) });
      }
    return plans;
  } finally {
    await api.close();
    await reader.close();
  }
}

interface Asked {
  readonly name: string;
  readonly where: Where | null;
  readonly orderBy: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
}

function requestsOf(shape: ListShape): Asked[] {
  const [usual = '', ...others] = shape.orders;
  const both = ['ASC', 'DESC'] as const;
  const named = (name: string, where: Where | null, field: string) =>
    both.map((direction) => ({ name: `${name}, ${field} ${direction}`, where, orderBy: { field, direction } }));
  return [
    ...combinationsOf(shape).flatMap(({ name, where }) => named(name, where, usual)),
    ...others.flatMap((field) =>
      Object.entries(shape.conditions).flatMap(([name, where]) => named(name, where, field)),
    ),
    ...shape.orders.flatMap((field) => named('all', null, field)),
  ];
}

async function askOne(api: string, { shape, asked }: { shape: ListShape; asked: Asked }): Promise<void> {
  const { where, orderBy } = asked;
  const body = JSON.stringify({ query: listQuery(shape), variables: { first: 20, where, orderBy } });
  const response = await fetch(api, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { errors } = (await response.json()) as { errors?: readonly { message: string }[] };
  if (errors) throw new Error(`${asked.name}: ${errors[0]?.message}`);
}

async function explain({ pool }: Store, { sql, parameters }: Statement): Promise<Pick<Plan, 'scanned' | 'text'>> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters]);
  const text = rows.map((row) => row['QUERY PLAN']).join('\n');
  const scanned = [...text.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table ?? '');
  return { text, scanned: scanned.filter((table) => LARGE.includes(table)) };
}
