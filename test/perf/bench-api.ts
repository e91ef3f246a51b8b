import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startApi } from '@strata/api';
import { openStore } from '@strata/db';
import { benchAnalytics } from './bench-analytics.ts';
import { benchConceptFilters, benchLists } from './bench-lists.ts';
import { benchMixed } from './bench-mixed.ts';
import { type Measured, summaryOf } from './measured.ts';

/**
 * Times the API over HTTP on a generated database: `npm run bench:api -- --home <folder>`, made by `npm run bench:generate`.
 * The server runs in this process, so it shares the processors with the clients. Results go to test/perf/results.
 */
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    /** Requests of each list query and place. */
    repeats: { type: 'string', default: '2' },
    /** Seconds of mixed load. */
    seconds: { type: 'string', default: '60' },
    /** Only these parts, separated by commas. */
    only: { type: 'string' },
  },
});

const base = process.env.STRATA_HOME ?? path.resolve(import.meta.dirname, '../../.strata');
const store = await openStore({ home: values.home ?? path.join(base, 'bench-full') });
const api = await startApi({ store, port: 0 });
const context = { api: `${api.url}/graphql`, store, repeats: Number(values.repeats) };
const parts: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  concepts: () => benchConceptFilters(context),
  analytics: () => benchAnalytics(context),
  lists: () => benchLists(context),
  mixed: () => benchMixed(context, Number(values.seconds)),
};

const { rows } = await store.pool.query<{ n: number }>('select count(*)::int as n from explanation');
const loadBefore = os.loadavg();
console.info(
  `${rows[0]?.n.toLocaleString('en')} explanations; load ${loadBefore.map((one) => one.toFixed(1)).join(' ')}`,
);
const measured: Measured[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (values.only && !values.only.split(',').includes(name)) continue;
  for (const one of await run()) {
    measured.push(one);
    console.info(summaryOf(one));
  }
}
const loadAfter = os.loadavg();
console.info(`load ${loadAfter.map((one) => one.toFixed(1)).join(' ')}`);
const folder = path.resolve(import.meta.dirname, 'results');
await mkdir(folder, { recursive: true });
const file = path.join(folder, 'api.json');
const machine = { processors: os.cpus().length, model: os.cpus()[0]?.model, loadBefore, loadAfter };
await writeFile(file, `${JSON.stringify({ explanations: rows[0]?.n, machine, measured }, null, 2)}\n`);
await api.close();
await store.close();
