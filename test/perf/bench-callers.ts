import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createApiKey, openStore } from '@strata/db';
import { writeAttackPictures } from './attack-pictures.ts';
import { ATTACKS } from './attacks.ts';
import { ask, type Measured, measuredOf, type Sample } from './measured.ts';
import { spawnServer } from './spawn-server.ts';

/**
 * `npm run bench:callers -- --home <generated folder>`: how long a second caller waits while a first one does its worst, one
 * attack after the other, beside how long it waits while nobody else asks, measured just before each. On loopback alone;
 * the server, its database and both callers share the machine's processors. Prints a table; --write puts it into README.md.
 */
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '8' },
    /** Only attacks whose name holds this. */
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    // A first caller's own process, so that the second one's clock is not held up by it.
    attack: { type: 'string' },
    api: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
  },
});
/** Requests of the first caller that are under way at once, and how many it sends in all before it is content. */
const AT_ONCE: Readonly<Record<string, number>> = { '200 streams': 200, 'slow bodies': 200, 'slow headers': 200 };
const AT_ONCE_ELSE = 40;
const PAUSE_MS = 20;
const WARM_MS = 1_500;
/** What is to be reached: the second caller's p95 over that of an idle server. */
const TIMES_MAX = 3;

if (values.attack !== undefined) await attackFor(values.attack);
else await measure();

async function measure(): Promise<void> {
  const { home } = values;
  if (!home) throw new Error('Expected --home and a folder that "npm run bench:generate" filled.');
  const store = await openStore({ home });
  await writeAttackPictures(store);
  const server = await spawnServer(home, { keys: true });
  const keyOf = async (name: string) => (await createApiKey(store, { role: 'VIEWER', name })).text;
  const [first, second] = [await keyOf('bench: first'), await keyOf('bench: second')];
  const asked = (seconds: number) => secondCaller(`${server.url}/graphql`, { key: second, seconds });
  await asked(3);
  const lines: string[] = [];
  for (const attack of Object.keys(ATTACKS).filter((name) => name.includes(values.only))) {
    const idle = await asked(Number(values.seconds) / 2);
    const args = ['--attack', attack, '--api', server.url, '--key', first];
    const attacker = fork(import.meta.filename, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ended = once(attacker, 'exit');
    await once(attacker, 'message');
    await new Promise((resolve) => setTimeout(resolve, WARM_MS));
    const measured = await asked(Number(values.seconds));
    attacker.kill();
    await ended;
    lines.push(lineOf(attack, { measured, idle }));
    console.info(lines.at(-1));
  }
  await server.close();
  await store.close();
  const said = `${os.cpus()[0]?.model}, ${os.cpus().length} processors, load ${os.loadavg()[0]?.toFixed(1)}; reach: ${TIMES_MAX} times.`;
  const head =
    '| the first caller asks | idle p50 | idle p95 | attacked p50 | attacked p95 | p95, times idle | errors |';
  const table = [said, '', head, '| --- | --- | --- | --- | --- | --- | --- |', ...lines].join('\n');
  console.info(`\n${table}`);
  if (values.write) await writeTable(table);
}

/** Asks without end; the parent ends it. */
async function attackFor(name: string): Promise<void> {
  const attack = ATTACKS[name];
  if (!attack) throw new Error(`Expected --attack to be one of ${Object.keys(ATTACKS).join(', ')}; got ${name}.`);
  const armed = { api: values.api, key: values.key };
  const count = AT_ONCE[name] ?? AT_ONCE_ELSE;
  const attackers = Array.from({ length: count }, async (_, at) => {
    for (let turn = at; ; turn += count)
      await attack(armed, turn).catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)));
  });
  process.send?.('attacking');
  await Promise.all(attackers);
}

/** What a page of a layer asks, again and again with a pause. */
async function secondCaller(
  api: string,
  { key, seconds }: { readonly key: string; readonly seconds: number },
): Promise<Measured> {
  const samples: Sample[] = [];
  const query = `{ explanations(first: 50, where: {clusterIndex: {eq: 5}}) { nodes { iou lift formula { text } unit { unitIndex } } } }`;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    samples.push(await ask(api, { name: 'page', query, key }));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return measuredOf('second caller', samples);
}

function lineOf(attack: string, { measured, idle }: { measured: Measured; idle: Measured }): string {
  const times = (measured.p95 / idle.p95).toFixed(1);
  return `| ${attack} | ${idle.p50} | ${idle.p95} | ${measured.p50} | ${measured.p95} | ${times} | ${measured.errors} of ${measured.n} |`;
}

async function writeTable(table: string): Promise<void> {
  const readme = path.resolve(import.meta.dirname, 'README.md');
  const text = await readFile(readme, 'utf8');
  const whole = `<!-- callers -->\n\n${table}\n\n<!-- end of callers -->`;
  const written = text.replace(/<!-- callers -->[\s\S]*<!-- end of callers -->/u, () => whole);
  await writeFile(readme, written);
}
