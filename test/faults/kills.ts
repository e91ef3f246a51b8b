import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store } from '@strata/db';
import { createRandom, permutation } from '@strata/statistics';
import { LAYER, MODEL, writeSmallWorld } from '../support/small-world.ts';
import { runStrata } from '../support/strata.ts';
import { keepLoaded, openRequests, type Settings, starter } from './load.ts';
import { runRows } from './run-rows.ts';
import { PARTS, type Part, ServedHome } from './served-home.ts';

/**
 * `npm run faults`: kills database, worker, pages and API of `strata serve`, alone and in pairs, at random moments under
 * load, STRATA_KILLS times (default 200) by a schedule of STRATA_SEED, and prints a table of what came of it. Runs that
 * were under way at a kill are computed again in a home where nothing is killed, and must have the same rows. For Linux,
 * which tells what runs. Ends with 1 when anything does not come back, differs or is left behind.
 */
const KILLS = Number(process.env.STRATA_KILLS ?? 200);
const SEED = Number(process.env.STRATA_SEED ?? 1);
const PAUSE_MS_MAX = 1_500;
/** A run takes a second or more. */
const SAMPLES = 120;
/** Runs of those that were hit that are computed again. */
const COMPARED_MAX = 60;

interface Outcome {
  readonly killed: string;
  readonly backMs: number;
  /** What was missing last. */
  readonly last: string;
  readonly rowsKept: boolean;
  readonly left: number;
}

const NAMES = Object.keys(PARTS) as Part[];
const SETS = NAMES.flatMap((one, at) => [[one], ...NAMES.slice(at + 1).map((other) => [one, other])] as Part[][]);

const folder = mkdtempSync(join(tmpdir(), 'strata-kills-'));
const random = createRandom(SEED);
/** Each alone and each pair once, in an order of chance, then again. */
const schedule = Array.from({ length: Math.ceil(KILLS / SETS.length) }, () =>
  [...permutation(SETS.length, random)].map((at) => SETS[at] as Part[]),
)
  .flat()
  .slice(0, KILLS);
const probe = await writeSmallWorld(join(folder, 'world'), { samples: SAMPLES });
const outcomes: Outcome[] = [];
const hit = new Map<string, Settings>();
let failed = false;

const served = await serveWorld('killed');
const store = await openStore({ home: served.home });
let over = false;
const load = keepLoaded({ api: served.api, pages: served.pages, store }, () => over);
// Who has seen enough gets the table of what was done.
process.once('SIGINT', () => (over = true));
for (const parts of schedule) {
  if (over) break;
  await sleep(random.next() * PAUSE_MS_MAX);
  outcomes.push(await killAndWait(parts));
  const { killed, backMs, last, rowsKept, left } = outcomes.at(-1) as Outcome;
  console.info(
    `${String(outcomes.length).padStart(3)} ${killed.padEnd(18)} back after ${(backMs / 1000).toFixed(1)} s (last ${last}), rows ${rowsKept ? 'kept' : 'LOST'}, left behind ${left}`,
  );
}
over = true;
await load;
await settled(store);
const compared = await compareHit();
await store.close();
const { code, left } = await served.stop();
report();
rmSync(folder, { recursive: true, maxRetries: 5 });
process.exit(failed || code !== 0 || left.length > 0 ? 1 : 0);

async function serveWorld(name: string): Promise<ServedHome> {
  const home = join(folder, name);
  const inputs = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER, '--units', '0-3'];
  const { status, stderr } = runStrata(['explain', ...inputs], { home });
  if (status !== 0) throw new Error(`The first run failed:\n${stderr}`);
  return ServedHome.start(home);
}

async function killAndWait(parts: readonly Part[]): Promise<Outcome> {
  const before = await runRows(store);
  for (const { status, configHash, settings } of before) if (status === 'RUNNING') hit.set(configHash, settings);
  const started = performance.now();
  for (const pid of parts.map((part) => served.pidOf(part))) if (pid !== undefined) process.kill(pid, 'SIGKILL');
  // A process that was killed is seen a moment longer.
  await sleep(100);
  const last = await served.untilWhole();
  const backMs = performance.now() - started;
  const after = new Map((await runRows(store)).map((run) => [run.configHash, run]));
  const rowsKept = before.every(
    ({ status, configHash, digest }) => status !== 'COMPLETED' || after.get(configHash)?.digest === digest,
  );
  const outcome = { killed: parts.join(' + '), backMs, rowsKept, last, left: served.leftBehind().length };
  if (!rowsKept || outcome.left > 0) failed = true;
  return outcome;
}

/** Waits until every run that was asked for has ended. @throws Error when one ended otherwise than well */
async function settled(of: Store): Promise<void> {
  while ((await openRequests(of)) > 0) await sleep(100);
  const { rows } = await of.pool.query("select status, error from run_request where status <> 'COMPLETED'");
  if (rows.length > 0) throw new Error(`Expected every run to be completed, came ${JSON.stringify(rows)}.`);
}

/** Computes runs that were under way at a kill where nothing is killed. */
async function compareHit(): Promise<{ readonly runs: number; readonly equal: number }> {
  const settings = [...hit.values()].slice(0, COMPARED_MAX);
  const twin = await serveWorld('twin');
  const other = await openStore({ home: twin.home });
  const start = await starter(twin.api);
  for (const one of settings) await start(one);
  await settled(other);
  const undisturbed = new Map((await runRows(other)).map((run) => [run.configHash, run]));
  const runs = (await runRows(store)).filter(({ configHash }) => hit.has(configHash) && undisturbed.has(configHash));
  const equal = runs.filter(({ configHash, digest }) => undisturbed.get(configHash)?.digest === digest).length;
  if (equal < runs.length || runs.length < settings.length) failed = true;
  await other.close();
  await twin.stop();
  return { runs: runs.length, equal };
}

function report(): void {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const lines = SETS.map((parts) => parts.join(' + ')).map((name) => {
    const own = outcomes.filter(({ killed }) => killed === name);
    const times = own.map(({ backMs }) => backMs).sort((a, b) => a - b);
    const kept = own.filter(({ rowsKept }) => rowsKept).length;
    const behind = own.reduce((sum, one) => sum + one.left, 0);
    const at = (share: number) => seconds(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
    return `| ${name} | ${own.length} | ${at(0.5)} | ${at(1)} | ${kept} of ${own.length} | ${behind} |`;
  });
  const table = [
    `${outcomes.length} kills, seed ${SEED}; ${hit.size} runs were under way at one, ${compared.equal} of ${compared.runs} computed again have equal rows; ended with ${code}, ${left.length} processes left.`,
    '',
    '| killed | times | back after s, median | most | finished runs unchanged | left behind |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
  console.info(table);
  if (process.env.STRATA_KILLS_TABLE) writeFileSync(process.env.STRATA_KILLS_TABLE, `${table}\n`);
}
