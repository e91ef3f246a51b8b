import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '@strata/db';
import { reportOf } from './api-report.ts';
import { benchAnalytics } from './bench-analytics.ts';
import { benchConceptFilters, benchLists } from './bench-lists.ts';
import { benchMixed } from './bench-mixed.ts';
import { benchWriting } from './bench-writing.ts';
import { type Measured, summaryOf } from './measured.ts';
import { spawnServer } from './spawn-server.ts';

/**
 * Times the API over HTTP on a generated database: `npm run bench:api -- --home <folder>`, made by `npm run bench:generate`.
 * The server is a process of its own, on the same processors as the clients. Results go to test/perf/results; the last
 * thing printed is the table of what was to be reached.
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
    /** Writes the table in README.md anew. */
    write: { type: 'boolean', default: false },
  },
});

const base = process.env.STRATA_HOME ?? path.resolve(import.meta.dirname, '../../.strata');
const home = values.home ?? path.join(base, 'bench-full');
const store = await openStore({ home });
const api = await spawnServer(home);
const context = { api: `${api.url}/graphql`, store, repeats: Number(values.repeats) };
const parts: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  concepts: () => benchConceptFilters(context),
  analytics: () => benchAnalytics(context),
  lists: () => benchLists(context),
  mixed: () => benchMixed(context, Number(values.seconds)),
  writing: () => benchWriting(store, 3),
};

const { rows } = await store.pool.query<{ n: number }>('select count(*)::int as n from explanation');
const loadBefore = os.loadavg();
console.info(
  `${rows[0]?.n.toLocaleString('en')} explanations; load ${loadBefore.map((one) => one.toFixed(1)).join(' ')}`,
);
const measured: Measured[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (values.only && !values.only.split(',').includes(name)) continue;
  console.info(`… ${name} (${new Date().toISOString().slice(11, 19)})`);
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
const said = `${rows[0]?.n.toLocaleString('en')} explanations; ${machine.model}, ${machine.processors} processors; load before ${one(loadBefore)}, after ${one(loadAfter)}; ${values.repeats} requests of each query, the first on a cold cache included.`;
const table = `${said}\n\n${reportOf(measured)}`;
console.info(`\n${table}`);
if (values.write) {
  const readme = path.resolve(import.meta.dirname, 'README.md');
  const text = await readFile(readme, 'utf8');
  const whole = `<!-- api -->\n\n${table}\n\n<!-- end of api -->`;
  await writeFile(
    readme,
    text.replace(/<!-- api -->[\s\S]*<!-- end of api -->/u, () => whole),
  );
}
await api.close();
await store.close();

function one(load: readonly number[]): string {
  return load.map((average) => average.toFixed(1)).join(' ');
}
