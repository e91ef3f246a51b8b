import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';
import { tableRows } from './support/table-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-pilot-'));
const homes = ['piloted', 'whole'].map((name) => join(folder, name)) as [string, string];
const inputs = ['--probe', join(folder, 'world'), '--format', 'planes', '--model', MODEL, '--layer', LAYER];
let stores: [Store, Store];

beforeAll(async () => {
  await writeSmallWorld(join(folder, 'world'), { samples: 12 });
  stores = [await openSeededStore(homes[0]), await openSeededStore(homes[1])];
});

afterAll(async () => {
  for (const store of stores ?? []) await store.close();
  rmSync(folder, { recursive: true });
});

it('a pilot says what its sample shows of the whole, and goes on to rows as if all had been explained at once', async () => {
  const [piloted, whole] = homes;
  const pilot = runStrata(['pilot', '--units', '8', ...inputs], { home: piloted });
  expect(pilot).toMatchObject({ status: 0, stdout: expect.stringContaining('Pilot: 8 of 64 neurons.') });
  expect(pilot.stdout).toMatch(/^ {2}range 5: clear \d+ \(\d+–\d+\) %/mu);
  expect((await tableRows(stores[0])).unit_run).toHaveLength(8);
  expect(runStrata(['explain', ...inputs], { home: piloted }).status).toBe(0);
  expect(runStrata(['explain', ...inputs], { home: whole }).status).toBe(0);
  expect(await tableRows(stores[0])).toEqual(await tableRows(stores[1]));
});
