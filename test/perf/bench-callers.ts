import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createApiKey, openStore } from '@strata/db';
import { ask, type Measured, measuredOf, type Sample } from './measured.ts';
import { spawnServer } from './spawn-server.ts';

/**
 * `npm run bench:callers -- --home <generated folder>`: how long a second caller waits while a first one does its worst, one
 * attack after the other, beside how long it waits while nobody else asks. Prints quantiles; decides nothing.
 */
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    // A first caller's own process, so that the second one's clock is not held up by it.
    attack: { type: 'string' },
    api: { type: 'string' },
    key: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
/** Requests of the first caller that are under way at once. */
const AT_ONCE = 40;
const PAUSE_MS = 20;

type Attack = (turn: number, signal: AbortSignal) => Promise<unknown>;
const json = { 'content-type': 'application/json' };
const shown = { authorization: `Bearer ${values.key ?? ''}` };
const post = (query: string, signal: AbortSignal, headers: Record<string, string> = shown) =>
  fetch(`${values.api}/graphql`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ query }),
    signal,
  }).then((one) => one.arrayBuffer());
const repeat = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => of(at)).join(' ');

const INTROSPECTION = `{ __schema { types { ${repeat(60, (at) => `a${at}: fields { name args { name } type { name } }`)} } } }`;
const BELOW = `{ __schema { types { ${repeat(8, (at) => `a${at}: fields { name type { name } }`)} } } }`;
const stars = (count: number) => Array(count).fill('*').join(' OR ');
const matching = (text: string) => `{ explanations(first: 1, where: {formula: {contains: "${text}"}}) { totalCount } }`;
const COUNTS = `{ ${repeat(20, (at) => `a${at}: explanationCounts(where: {iou: {gt: 0.0${at + 10}}}) { n units categories { n } }`)} }`;

const ATTACKS: Readonly<Record<string, Attack>> = {
  'introspection beyond the limit': (_, signal) => post(INTROSPECTION, signal),
  'introspection below the limit': (_, signal) => post(BELOW, signal),
  'patterns of 60 wildcards': (_, signal) => post(matching(stars(60)), signal),
  'patterns of 10 wildcards': (_, signal) => post(matching(stars(10)), signal),
  'costly statements': (_, signal) => post(COUNTS, signal),
  'costly statements, left at once': (_, signal) =>
    post(COUNTS, AbortSignal.any([signal, AbortSignal.timeout(200)])).catch(() => undefined),
  'pictures of 1024 pixels': (turn, signal) => {
    const picture = `${1 + (turn % 1000)}/1.png?w=${1024 - (turn % 99)}`;
    return fetch(`${values.api}/media/overlays/${picture}`, { headers: shown, signal });
  },
  streams: (_, signal) =>
    post('subscription { runEvents(after: "0") { cursor } }', AbortSignal.any([signal, AbortSignal.timeout(2_000)]), {
      ...shown,
      accept: 'text/event-stream',
    }).catch(() => undefined),
  'requests without a key': (_, signal) => post('{ __typename }', signal, {}),
};

if (values.attack !== undefined) await attackFor(values.attack);
else await measure();

async function measure(): Promise<void> {
  const { home } = values;
  if (!home) throw new Error('Expected --home and a folder that "npm run bench:generate" filled.');
  const store = await openStore({ home });
  const server = await spawnServer(home, { keys: true });
  const keyOf = async (name: string) => (await createApiKey(store, { role: 'VIEWER', name })).text;
  const [first, second] = [await keyOf('bench: first'), await keyOf('bench: second')];
  const asked = () => secondCaller(`${server.url}/graphql`, second);
  const idle = await asked();
  print('nobody else', { measured: idle, idle });
  for (const attack of Object.keys(ATTACKS)) {
    const args = ['--attack', attack, '--api', server.url, '--key', first];
    const attacker = fork(import.meta.filename, args, { stdio: 'inherit' });
    const ended = once(attacker, 'exit');
    await once(attacker, 'message');
    print(attack, { measured: await asked(), idle });
    attacker.kill();
    await ended;
  }
  await server.close();
  await store.close();
}

/** Asks without end; the parent ends it. */
async function attackFor(name: string): Promise<void> {
  const attack = ATTACKS[name];
  if (!attack) throw new Error(`Expected --attack to be one of ${Object.keys(ATTACKS).join(', ')}; got ${name}.`);
  const { signal } = new AbortController();
  const attackers = Array.from({ length: AT_ONCE }, async (_, at) => {
    for (let turn = at; ; turn += AT_ONCE)
      await attack(turn, signal).catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)));
  });
  process.send?.('attacking');
  await Promise.all(attackers);
}

/** What a page of a layer asks, again and again with a pause. */
async function secondCaller(api: string, key: string): Promise<Measured> {
  const samples: Sample[] = [];
  const query = `{ explanations(first: 50, where: {clusterIndex: {eq: 5}}) { nodes { iou lift formula { text } unit { unitIndex } } } }`;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    samples.push(await ask(api, { name: 'page', query, key }));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return measuredOf('second caller', samples);
}

function print(attack: string, { measured, idle }: { measured: Measured; idle: Measured }): void {
  const { n, p50, p95, max, errors } = measured;
  const times = (p95 / idle.p95).toFixed(1);
  console.info(
    `${attack.padEnd(34)} p50 ${p50} p95 ${p95} max ${max} ms · ${times} × idle · ${n} asked, ${errors} errors`,
  );
}
