import { createApiKey, type ReviewRow, writeRangeChanges, writeUnitImportance } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type Answer, type Json, list, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
const keys: Record<string, string> = {};
let runs: { readonly v1: number; readonly v2: number };

const CLEAR = { heldOut: 500, shuffled: 100, p: 0.001 };
const NONE = { heldOut: 0, shuffled: 100, p: 1 };

/** Units 0 to 3 with two ranges; unit 0's are graded, the others not. */
function version(label: string, isBaseline = false): SmallRun {
  const graded = [CLEAR, NONE];
  return {
    model: 'net',
    version: label,
    layer: 'conv',
    isBaseline,
    units: [0, 1, 2, 3].map((unit) => ({
      unit,
      explanations: [1, 2].map((clusterIndex) => ({
        clusterIndex,
        formula: unit === 1 ? '(water AND NOT sky)' : 'sky',
        iou: 0.3,
        ...(unit === 0 && { evidence: graded[clusterIndex - 1] ?? CLEAR }),
      })),
    })),
  };
}

beforeAll(async () => {
  opened = await openSmallStore();
  const { store } = opened;
  await storeRun(store, { ...version('untrained', true), trainingRun: 'untrained' });
  runs = { v1: await storeRun(store, version('v1')), v2: await storeRun(store, version('v2')) };
  const changes = (unit: number, change: 'SAME' | 'SHIFTED') => ({
    unit,
    ranges: [{ clusterIndex: 1, fromClusterIndex: 1, kept: 0.3, similarity: 1, change }],
  });
  await writeRangeChanges(store, {
    runId: runs.v2,
    fromRunId: runs.v1,
    units: [changes(0, 'SAME'), changes(1, 'SHIFTED'), changes(3, 'SAME')],
  });
  for (const [name, role] of [
    ['ann', 'REVIEWER'],
    ['bob', 'REVIEWER'],
    ['cy', 'REVIEWER'],
    ['eve', 'VIEWER'],
    ['root', 'ADMIN'],
  ] as const)
    keys[name] = (await createApiKey(store, { role, name })).text;
  api = await startApi({ store, port: 0, open: false, logLevel: 'error', rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

async function askAs(who: string, query: string, variables: { [name: string]: unknown } = {}): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[who]}` },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: Json; errors?: Answer['errors'] };
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
}

async function answerAs(who: string, query: string, variables: { [name: string]: unknown } = {}): Promise<Json> {
  const { data, errors } = await askAs(who, query, variables);
  if (errors.length > 0) throw new Error(`Expected an answer, came ${JSON.stringify(errors)}`);
  return data;
}

/** The explanation of a unit's range in a version. */
async function explanationOf(unit: number, clusterIndex = 1, label = 'v1'): Promise<string> {
  const found = await answerAs(
    'root',
    `{ explanations(first: 1, where: {modelVersion: {label: {eq: "${label}"}}, clusterIndex: {eq: ${clusterIndex}},
      unit: {unitIndex: {eq: ${unit}}}}) { nodes { id } } }`,
  );
  return pick(found, 'explanations', 'nodes', 0, 'id') as string;
}

const JUDGE = `mutation($input: JudgeInput!) { judge(input: $input) { __typename
  ... on JudgeSuccess { review { verdict reason betterName reviewerName isOwn isCurrent createdAt }
    explanation { judgement { outcome reviewers } } }
  ... on Problem { message } } }`;
let made = 0;
function newKey(): string {
  made += 1;
  return `key number ${made}`;
}
const judge = async (who: string, input: { [name: string]: unknown }) =>
  pick(await answerAs(who, JUDGE, { input: { idempotencyKey: newKey(), ...input } }), 'judge');

const seenBy = async (who: string, id: string) =>
  pick(
    await answerAs(
      who,
      `query($id: ID!) { node(id: $id) { ... on Explanation {
        judgement { outcome reviewers confirming partly rejecting unsure carriedOver }
        ownVerdict { verdict carriedOver modelVersion { label } review { reason } }
        reviews(first: 10) { totalCount nodes { verdict reviewerName isOwn isCurrent } } } } }`,
      { id },
    ),
    'node',
  );

describe('judge', () => {
  it('keeps what was said with its words, and says who said it', async () => {
    const explanation = await explanationOf(2);
    const answer = await judge('ann', {
      explanation,
      verdict: 'PARTLY',
      reason: '  only the horizon ',
      betterName: 'horizon',
    });
    expect(answer).toEqual({
      __typename: 'JudgeSuccess',
      review: {
        verdict: 'PARTLY',
        reason: 'only the horizon',
        betterName: 'horizon',
        reviewerName: 'ann',
        isOwn: true,
        isCurrent: true,
        createdAt: expect.stringMatching(/^\d{4}-/),
      },
      explanation: { judgement: { outcome: 'PARTLY_CONFIRMED', reviewers: 1 } },
    });
    const audit = await answerAs(
      'root',
      '{ auditEntries(first: 1) { nodes { actor role operation target outcome } } }',
    );
    expect(pick(audit, 'auditEntries', 'nodes', 0)).toEqual({
      actor: 'ann',
      role: 'REVIEWER',
      operation: 'judge',
      target: explanation,
      outcome: 'OK',
    });
  });

  it('is refused to a viewer, and the refusal is in the audit', async () => {
    const input = { explanation: await explanationOf(2), verdict: 'REJECT', idempotencyKey: newKey() };
    const { data, errors } = await askAs('eve', JUDGE, { input });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const audit = await answerAs('root', '{ auditEntries(first: 1) { nodes { actor outcome } } }');
    expect(pick(audit, 'auditEntries', 'nodes', 0)).toEqual({ actor: 'eve', outcome: 'FORBIDDEN' });
  });

  it.each([
    ['a short key', { idempotencyKey: 'short' }, 'InvalidReviewProblem', 'got 5'],
    ['a long reason', { reason: 'x'.repeat(2_001) }, 'InvalidReviewProblem', '2000 characters'],
    ['a long name', { betterName: '海'.repeat(201) }, 'InvalidReviewProblem', '200 characters'],
    ['a character that is none', { reason: 'a\0b' }, 'InvalidReviewProblem', 'U+0000'],
    [
      'an id of nothing',
      { explanation: Buffer.from('Explanation:999999').toString('base64') },
      'UnknownObjectProblem',
      'none of this id',
    ],
  ])('names what is wrong with %s', async (_, wrong, name, message) => {
    const answer = await judge('ann', { explanation: await explanationOf(2), verdict: 'CONFIRM', ...wrong });
    expect(answer).toEqual({ __typename: name, message: expect.stringContaining(message) });
  });

  it('stores a review once that is sent several times, also at once', async () => {
    const input = { explanation: await explanationOf(3, 2), verdict: 'REJECT', idempotencyKey: newKey() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => judge('ann', input)));
    for (const answer of answers)
      expect(answer).toMatchObject({ __typename: 'JudgeSuccess', review: { isCurrent: true } });
    expect(pick(await seenBy('ann', input.explanation), 'reviews', 'totalCount')).toBe(1);
    expect(await judge('ann', { ...input, verdict: 'CONFIRM' })).toMatchObject({ __typename: 'KeyUsedProblem' });
    // Another's key is another key.
    expect(await judge('bob', input)).toMatchObject({ __typename: 'JudgeSuccess', review: { reviewerName: 'bob' } });
  });

  it('loses nothing of several reviewers at once, and counts the newest of each', async () => {
    const explanation = await explanationOf(1);
    const said = ['ann', 'bob', 'cy'].flatMap((who) =>
      (['CONFIRM', 'REJECT', 'UNSURE', 'PARTLY'] as const).map((verdict) => judge(who, { explanation, verdict })),
    );
    for (const answer of await Promise.all(said)) expect(answer).toMatchObject({ __typename: 'JudgeSuccess' });
    const seen = await seenBy('root', explanation);
    expect(seen).toMatchObject({ judgement: { reviewers: 3 }, reviews: { totalCount: 10 + 2 } });
    const { rows } = await opened.store.pool.query<{ count: number }>(
      `select count(*)::int as count from verdict v where v.review_id =
        (select max(r.id) from review r where r.explanation_id = v.explanation_id and r.reviewer = v.reviewer)`,
    );
    const all = await opened.store.pool.query('select from verdict');
    expect(rows[0]?.count).toBe(all.rowCount);
    for (const who of ['ann', 'bob', 'cy']) await judge(who, { explanation, verdict: 'REJECT' });
    expect(await seenBy('root', explanation)).toMatchObject({
      judgement: { outcome: 'REJECTED', reviewers: 3, rejecting: 3, confirming: 0, carriedOver: 0 },
      reviews: { totalCount: 15 },
    });
  });
});

describe('what others say', () => {
  it('is hidden from a reviewer until they have answered, wherever they ask', async () => {
    const explanation = await explanationOf(2, 2);
    await judge('ann', { explanation, verdict: 'CONFIRM', reason: 'sails' });
    const nothing = { judgement: null, ownVerdict: null, reviews: { totalCount: 0, nodes: [] } };
    expect(await seenBy('bob', explanation)).toEqual(nothing);
    // The same explanation, by way of the neuron and of the queue.
    const ways = await answerAs(
      'bob',
      `{ unit(model: "net", version: "v1", layer: "conv", unitIndex: 2) { clusters { explanation { judgement { outcome } } } }
        reviewQueue(first: 100, where: {modelVersion: {label: {eq: "v1"}}}) { nodes { explanation { id judgement { outcome }
          reviews(first: 5) { nodes { reason } } } } }
        layer(model: "net", version: "v1", name: "conv") { agreement { judged rejected confirmed } reviewEstimate { judged } } }`,
    );
    expect(JSON.stringify(ways)).not.toContain('sails');
    for (const cluster of list(ways, 'unit', 'clusters')) expect(pick(cluster, 'explanation', 'judgement')).toBeNull();
    for (const node of list(ways, 'reviewQueue', 'nodes')) expect(pick(node, 'explanation', 'judgement')).toBeNull();
    // Bob has judged (1, 1) and (3, 2) above; Ann has judged (2, 1) and (2, 2) besides.
    expect(pick(ways, 'layer', 'agreement', 0)).toEqual({ judged: 2, rejected: 2, confirmed: 0 });
    expect((await askAs('bob', '{ reviews(first: 10) { nodes { reason } } }')).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    await judge('bob', { explanation, verdict: 'REJECT' });
    expect(await seenBy('bob', explanation)).toMatchObject({
      judgement: { outcome: 'DISPUTED', reviewers: 2, confirming: 1, rejecting: 1 },
      ownVerdict: { verdict: 'REJECT', carriedOver: false },
      reviews: {
        nodes: [
          { verdict: 'REJECT', isOwn: true },
          { verdict: 'CONFIRM', reviewerName: 'ann', isOwn: false },
        ],
      },
    });
  });

  it('is seen as a mark by who cannot judge, in words by administrators alone', async () => {
    const explanation = await explanationOf(2, 2);
    expect(await seenBy('eve', explanation)).toMatchObject({
      judgement: { outcome: 'DISPUTED' },
      ownVerdict: null,
      reviews: { totalCount: 0 },
    });
    expect(await seenBy('root', explanation)).toMatchObject({ ownVerdict: null, reviews: { totalCount: 2 } });
    const all = await answerAs('root', '{ reviews(first: 100) { totalCount nodes { verdict } } }');
    const { rows } = await opened.store.pool.query<{ count: number }>('select count(*)::int as count from review');
    expect(pick(all, 'reviews', 'totalCount')).toBe(rows[0]?.count);
  });
});

describe('the next version', () => {
  it('gets a verdict only where the range means the SAME, as carried over', async () => {
    const nextOfSame = await explanationOf(0, 1, 'v2');
    await judge('ann', { explanation: await explanationOf(0), verdict: 'REJECT', reason: 'a pole' });
    expect(await seenBy('ann', nextOfSame)).toMatchObject({
      judgement: { outcome: 'REJECTED', reviewers: 1, carriedOver: 1 },
      ownVerdict: { verdict: 'REJECT', carriedOver: true, modelVersion: { label: 'v1' }, review: { reason: 'a pole' } },
    });
    // The other range of it was not compared; unit 1 has shifted.
    expect(await seenBy('root', await explanationOf(0, 2, 'v2'))).toMatchObject({ judgement: null });
    expect(await seenBy('root', await explanationOf(1, 1, 'v2'))).toMatchObject({ judgement: null });
    // Bob has said nothing of either.
    expect(await seenBy('bob', nextOfSame)).toMatchObject({ judgement: null, reviews: { totalCount: 0 } });
    await judge('ann', { explanation: nextOfSame, verdict: 'CONFIRM' });
    expect(await seenBy('ann', nextOfSame)).toMatchObject({
      judgement: { outcome: 'CONFIRMED', reviewers: 1, carriedOver: 0 },
      ownVerdict: { verdict: 'CONFIRM', carriedOver: false, modelVersion: { label: 'v2' } },
    });
    // The older one is as it was.
    expect(await seenBy('ann', await explanationOf(0))).toMatchObject({ judgement: { outcome: 'REJECTED' } });
  });
});

const QUEUE = `query($after: String, $order: ReviewOrder, $first: Int!) {
  reviewQueue(first: $first, after: $after, order: $order, where: {modelVersion: {label: {eq: "v2"}}}) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { priority importance importanceIsMeasured doubt explanation { id clusterIndex grade unit { unitIndex } } } } }`;

describe('the queue', () => {
  it('holds what the caller has not judged of trained versions, by importance × doubt, page by page', async () => {
    await writeUnitImportance(opened.store, {
      ...{ runId: runs.v2, unit: 1 },
      // (8 − 2 + 1) / (10 + 2), and (1 − 3 → 0, + 1) / 12.
      ranges: [
        { clusterIndex: 1, changed: 8, samples: 10, controlChanged: 2, bothChanged: 1 },
        { clusterIndex: 2, changed: 1, samples: 10, controlChanged: 3, bothChanged: 1 },
      ],
    });
    const whole = list(await answerAs('cy', QUEUE, { first: 100 }), 'reviewQueue', 'nodes');
    expect(whole).toHaveLength(8);
    const of = (unit: number, range: number) =>
      whole.find(
        (node) =>
          pick(node, 'explanation', 'unit', 'unitIndex') === unit &&
          pick(node, 'explanation', 'clusterIndex') === range,
      );
    expect(of(1, 1)).toMatchObject({ importance: 7 / 12, importanceIsMeasured: true, doubt: 1, priority: 7 / 12 });
    expect(of(1, 2)).toMatchObject({ importance: 1 / 12, importanceIsMeasured: true, doubt: 1 });
    expect(of(0, 1)).toMatchObject({
      importance: 0.5,
      importanceIsMeasured: false,
      doubt: 0.25,
      explanation: { grade: 'CLEAR' },
    });
    expect(of(0, 2)).toMatchObject({ doubt: 0.5, priority: 0.25, explanation: { grade: 'NONE' } });
    const priorities = whole.map((node) => pick(node, 'priority') as number);
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
    expect(priorities[0]).toBe(7 / 12);
    const paged: Json[] = [];
    for (let after: Json = null; ; ) {
      const page = pick(await answerAs('cy', QUEUE, { first: 3, after }), 'reviewQueue');
      paged.push(...list(page, 'nodes'));
      after = pick(page, 'pageInfo', 'endCursor');
      if (pick(page, 'pageInfo', 'hasNextPage') === false) break;
    }
    expect(paged).toEqual(whole);
  });

  it('is another for each reviewer, and lets go what they judge or have judged before', async () => {
    const total = async (who: string) => pick(await answerAs(who, QUEUE, { first: 1 }), 'reviewQueue', 'totalCount');
    const before = await total('cy');
    await judge('cy', { explanation: await explanationOf(3), verdict: 'UNSURE' });
    // Said of v1, and carried over to v2.
    expect(await total('cy')).toBe((before as number) - 1);
    await judge('cy', { explanation: await explanationOf(3, 2, 'v2'), verdict: 'CONFIRM' });
    expect(await total('cy')).toBe((before as number) - 2);
    expect((await askAs('eve', QUEUE, { first: 1 })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const versions = await answerAs(
      'bob',
      '{ reviewQueue(first: 100) { nodes { explanation { unit { layer { modelVersion { label } } } } } } }',
    );
    expect(JSON.stringify(versions)).not.toContain('untrained');
  });

  it('drawn by chance has the same order each time, for everybody', async () => {
    const order = async (who: string) =>
      list(await answerAs(who, QUEUE, { first: 100, order: 'DRAW' }), 'reviewQueue', 'nodes').map((node) =>
        pick(node, 'explanation', 'id'),
      );
    const [root, again, bob] = [await order('root'), await order('root'), await order('bob')];
    expect(again).toEqual(root);
    expect(root.filter((id) => bob.includes(id))).toEqual(bob);
    expect(root).not.toEqual(
      list(await answerAs('root', QUEUE, { first: 100 }), 'reviewQueue', 'nodes').map((node) =>
        pick(node, 'explanation', 'id'),
      ),
    );
  });
});

const AGREEMENT = `{ layer(model: "net", version: "agreed", name: "conv") {
  agreement { clusterIndex explanations judged judgedByTwo reviewers confirmed partlyConfirmed rejected disputed undecided
    cohen { value lower upper } fleiss { value } krippendorff { value lower upper } }
  reviewEstimate { explanations judged share lower upper } } }`;

describe('a layer', () => {
  it('says how far two reviewers agree, as counted by hand, and what would be confirmed', async () => {
    const units = Array.from({ length: 10 }, (_, unit) => ({
      unit,
      explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.3 }],
    }));
    await storeRun(opened.store, { model: 'net', version: 'agreed', layer: 'conv', units, settings: 'others' });
    // Both confirm 4, both reject 3, apart 2 and 1: agreed 0.7; by chance 0.6 · 0.5 + 0.4 · 0.5 = 0.5, so κ = 0.4.
    const ann = 'CCCCCCRRRR';
    const bob = 'CCCCRRCRRR';
    const verdicts = { C: 'CONFIRM', R: 'REJECT' } as const;
    const empty = pick(await answerAs('root', AGREEMENT), 'layer');
    expect(empty).toMatchObject({
      agreement: [{ clusterIndex: null, judged: 0, krippendorff: null }, {}],
      reviewEstimate: null,
    });
    for (const unit of units.keys()) {
      const explanation = await explanationOf(unit, 1, 'agreed');
      await judge('ann', { explanation, verdict: verdicts[ann[unit] as 'C' | 'R'] });
      await judge('bob', { explanation, verdict: verdicts[bob[unit] as 'C' | 'R'] });
    }
    const answer = pick(await answerAs('eve', AGREEMENT), 'layer');
    const all = pick(answer, 'agreement', 0);
    expect(all).toMatchObject({
      ...{ clusterIndex: null, explanations: 10, judged: 10, judgedByTwo: 10, reviewers: 2 },
      ...{ confirmed: 4, rejected: 3, disputed: 3, partlyConfirmed: 0, undecided: 0 },
    });
    expect(pick(all, 'cohen', 'value')).toBeCloseTo(0.4, 12);
    // 11 of 20 confirm: by chance 0.55² + 0.45² = 0.505, so (0.7 − 0.505) / 0.495.
    expect(pick(all, 'fleiss', 'value')).toBeCloseTo(0.195 / 0.495, 12);
    // Observed 0.3; expected 2 · 11 · 9 / (20 · 19).
    expect(pick(all, 'krippendorff', 'value')).toBeCloseTo(1 - 0.3 / (198 / 380), 12);
    expect(pick(all, 'krippendorff', 'lower')).toBeLessThan(0.4);
    expect(pick(answer, 'agreement', 1)).toMatchObject({ clusterIndex: 1, judged: 10 });
    // All were judged: 11 of 20, and nothing is left to chance.
    expect(pick(answer, 'reviewEstimate')).toEqual({
      explanations: 10,
      judged: 10,
      share: 0.55,
      lower: 0.55,
      upper: 0.55,
    });
  });

  it('is estimated from the first ones drawn alone', async () => {
    const units = Array.from({ length: 40 }, (_, unit) => ({
      unit,
      explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.3 }],
    }));
    await storeRun(opened.store, { model: 'drawn', version: 'v1', layer: 'conv', units });
    const drawn = list(
      await answerAs(
        'cy',
        '{ reviewQueue(first: 40, order: DRAW, where: {modelVersion: {model: {name: {eq: "drawn"}}}}) { nodes { explanation { id } } } }',
      ),
      'reviewQueue',
      'nodes',
    ).map((node) => pick(node, 'explanation', 'id'));
    // Beyond a gap: judged, but not counted.
    for (const [at, explanation] of drawn.entries())
      if (at < 12 || at > 30) await judge('cy', { explanation, verdict: at < 9 ? 'CONFIRM' : 'REJECT' });
    const estimate = pick(
      await answerAs(
        'eve',
        '{ layer(model: "drawn", version: "v1", name: "conv") { reviewEstimate { explanations judged share lower upper } } }',
      ),
      'layer',
      'reviewEstimate',
    );
    expect(estimate).toMatchObject({ explanations: 40, judged: 12, share: 0.75 });
    expect(pick(estimate, 'lower')).toBeGreaterThan(0.4);
    expect(pick(estimate, 'upper')).toBeLessThan(0.95);
  });
});

it('history keeps every word, and no row of it is ever changed', async () => {
  const explanation = await explanationOf(3, 1, 'v2');
  await judge('ann', { explanation, verdict: 'CONFIRM', reason: 'first' });
  const read = async () =>
    (await opened.store.pool.query<ReviewRow>('select * from review order by id')).rows.map((row) =>
      JSON.stringify(row),
    );
  const before = await read();
  await judge('ann', { explanation, verdict: 'REJECT', reason: 'second' });
  expect((await read()).slice(0, before.length)).toEqual(before);
  expect(await seenBy('ann', explanation)).toMatchObject({
    ownVerdict: { verdict: 'REJECT', review: { reason: 'second' } },
    reviews: {
      nodes: [
        { verdict: 'REJECT', isCurrent: true },
        { verdict: 'CONFIRM', isCurrent: false },
      ],
    },
  });
});
