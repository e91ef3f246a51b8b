import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store } from '@strata/db';
import { createRandom } from '@strata/statistics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeSmallRuns } from './dashboard/small-run.ts';
import { dataFolder, killDatabase } from './support/kill-database.ts';
import { type AskedApi, serveApi } from './support/serve-api.ts';

/** Kills of the database in a row; STRATA_TEST_KILLS asks for more, STRATA_TEST_SEED for other moments. */
const KILLS = Number(process.env.STRATA_TEST_KILLS ?? 6);
const SEED = Number(process.env.STRATA_TEST_SEED ?? 1);
const REVIEWERS = 6;
const PAUSE_MS_MAX = 600;

const home = mkdtempSync(join(tmpdir(), 'strata-judged-'));
let store: Store;
let served: AskedApi;
let explanations: readonly string[];

beforeAll(async () => {
  store = await openStore({ home, keepRunning: true });
  await storeSmallRuns(store);
  served = await serveApi(store);
  const found = await served.ask('{ explanations(first: 100) { nodes { id } } }');
  explanations = found.explanations.nodes.map(({ id }: { id: string }) => id);
});
afterAll(async () => {
  await served?.api.close();
  await store?.close();
  rmSync(home, { recursive: true, force: true });
});

const JUDGE = 'mutation($input: JudgeInput!) { judge(input: $input) { __typename } }';

/** Sends a review until an answer comes, as the page does. @returns how often it was sent */
async function judgeUntilStored(explanation: string, idempotencyKey: string): Promise<number> {
  const input = { explanation, verdict: 'REJECT', reason: 'not what lights up', idempotencyKey };
  for (let sent = 1; ; sent += 1) {
    const answer = await served.ask(JUDGE, { input }).catch(() => null);
    if (answer) {
      expect(answer.judge.__typename).toBe('JudgeSuccess');
      return sent;
    }
    await sleep(50);
  }
}

it(
  'a review that is given while the database is killed again and again is neither lost nor stored twice',
  async () => {
    const random = createRandom(SEED).next;
    const data = await dataFolder(store);
    let over = false;
    let stored = 0;
    let repeated = 0;
    const reviewers = Array.from({ length: REVIEWERS }, async (_, reviewer) => {
      for (let turn = 0; !over; turn += 1) {
        const explanation = explanations[turn % explanations.length] as string;
        const sent = await judgeUntilStored(explanation, `review ${reviewer} ${turn}`);
        stored += 1;
        if (sent > 1) repeated += 1;
      }
    });
    for (let killed = 0; killed < KILLS; killed += 1) {
      const before = stored;
      while (stored < before + REVIEWERS) await sleep(5);
      await sleep(random() * PAUSE_MS_MAX);
      await killDatabase(data);
    }
    over = true;
    await Promise.all(reviewers);
    // An outage met some of them: else nothing was tried.
    expect(repeated).toBeGreaterThan(0);
    const { rows } = await store.pool.query(
      'select count(*)::int as reviews, count(distinct idempotency_key)::int as keys from review',
    );
    expect(rows).toEqual([{ reviews: stored, keys: stored }]);
    const current = await store.pool.query(
      `select v.explanation_id, v.review_id = (select max(r.id) from review r
        where r.explanation_id = v.explanation_id and r.reviewer = v.reviewer) as newest from verdict v`,
    );
    const judged = await store.pool.query('select distinct explanation_id from review');
    expect(current.rows.map(({ newest }) => newest)).toEqual(judged.rows.map(() => true));
  },
  300_000 + KILLS * 60_000,
);
