import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { tableRows } from './support/table-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-interrupted-'));
afterAll(() => rmSync(folder, { recursive: true }));
const probe = join(folder, 'world');
beforeAll(() => writeSmallWorld(probe, { samples: 96 }));

const data = resolve(import.meta.dirname, '../../shared/data');
const photographs = existsSync(join(data, 'camvid60'));
if (!photographs) console.warn(`Interrupted runs are tried on a drawn world only: ${data} is missing.`);

interface Work {
  readonly args: readonly string[];
  readonly units: number;
}
const worlds: Record<string, Work> = {
  'a drawn world': {
    // With so many searches over shuffled images that it is at work for some seconds.
    args: [...['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER], '--null-searches', '39'],
    units: 64,
  },
};
if (photographs) {
  // All 512 units take minutes; STRATA_TEST_UNITS asks for more than these.
  const units = Number(process.env.STRATA_TEST_UNITS ?? 40);
  worlds['SqueezeNet fire9 on street photographs'] = {
    args: [
      ...['--probe', join(data, 'camvid60'), '--format', 'broden', '--model', join(data, 'models/squeezenet1_0.onnx')],
      ...['--layer', '/fire9/Concat_output_0', '--input-size', '227x227', '--channel-order', 'bgr', '--scale', '1'],
      ...['--mean', '104,117,123', '--units', `0-${units - 1}`],
    ],
    units,
  };
}

const unitsDone = async (store: Store): Promise<number> =>
  (await store.pool.query('select count(*)::int as n from unit_run')).rows[0].n;

/** Waits until so many units are stored, while the command is still at work. */
async function untilStored(store: Store, child: ChildProcess, units: number): Promise<void> {
  while ((await unitsDone(store)) < units) {
    expect(child.exitCode).toBeNull();
    await sleep(2);
  }
}

describe.each(Object.entries(worlds))('explain on %s', (name, { args, units }) => {
  const home = join(folder, `${name} stopped`);
  const whole = join(folder, `${name} whole`);
  const stores: Store[] = [];
  beforeAll(async () => {
    for (const one of [home, whole]) stores.push(await openSeededStore(one));
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('interrupted once and killed three times ends with what an uninterrupted run has', async () => {
    const [store, other] = stores as [Store, Store];
    const explain = ['explain', ...args];
    const first = startStrata(explain, { home });
    await untilStored(store, first, 1);
    first.kill('SIGINT');
    expect(await once(first, 'close')).toEqual([130, null]);
    const { rows } = await store.pool.query('select status, units_done from run');
    expect(rows).toEqual([{ status: 'INTERRUPTED', units_done: await unitsDone(store) }]);

    for (let kill = 1; kill <= 3; kill += 1) {
      const before = await unitsDone(store);
      const child = startStrata(explain, { home });
      // One more than there was: in the middle of a block of units.
      await untilStored(store, child, before + 1);
      process.kill(-(child.pid as number), 'SIGKILL');
      await once(child, 'close');
    }
    expect(await unitsDone(store)).toBeLessThan(units);

    const reports = [home, whole].map((one) => join(one, 'report.json'));
    expect(runStrata([...explain, '--json', reports[0] as string], { home }).status).toBe(0);
    expect(runStrata([...explain, '--json', reports[1] as string], { home: whole }).status).toBe(0);
    const rowsWhole = await tableRows(other);
    expect(rowsWhole.unit_run).toHaveLength(units);
    expect(rowsWhole.prediction?.length).toBeGreaterThan(0);
    expect(await tableRows(store)).toEqual(rowsWhole);
    const [resumed, once_] = reports.map((path) => JSON.parse(readFileSync(path, 'utf8')));
    for (const part of ['version', 'config', 'probe', 'explanations']) expect(resumed[part]).toEqual(once_[part]);
  });
});
