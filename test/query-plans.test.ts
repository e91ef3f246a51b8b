import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openStore } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { expect, it } from 'vitest';
import { generateWorld } from './perf/generate-world.ts';
import { type Plan, readPlans } from './perf/read-plans.ts';
import { SIZES } from './perf/world-size.ts';

/** Where `npm run bench:generate` leaves five million explanations. */
const BIG = path.join(process.env.STRATA_HOME ?? path.resolve(import.meta.dirname, '../.strata'), 'bench-full');

const scanning = (plans: readonly Plan[]) =>
  plans.filter(({ scanned }) => scanned.length > 0).map(({ name, scanned }) => `${name}: ${scanned.join(', ')}`);

it('finds every filter and every two of them by indexes, in a hundred thousand explanations', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'strata-plans-'));
  const store = await openSeededStore(home);
  try {
    await generateWorld(store, SIZES.plans);
    const plans = await readPlans(store);
    expect(plans.length).toBeGreaterThan(800);
    expect(scanning(plans)).toEqual([]);
  } finally {
    await store.close();
    await rm(home, { recursive: true, force: true });
  }
});

if (!existsSync(BIG)) console.info(`Plans on five million explanations are not looked at: there is no ${BIG}.`);

it.skipIf(!existsSync(BIG))(
  'finds every filter and every two of them by indexes, in five million explanations',
  async () => {
    const store = await openStore({ home: BIG });
    try {
      expect(scanning(await readPlans(store))).toEqual([]);
    } finally {
      await store.close();
    }
  },
  1_200_000,
);
