import type { ReviewRow } from '@strata/db';
import { describe, expect, it } from 'vitest';
import { list, pick } from './ask.ts';
import {
  answerAs,
  askAs,
  explanationOf,
  JUDGE,
  judge,
  newKey,
  opened,
  seenBy,
  serveReviews,
} from './reviewed-versions.ts';

serveReviews();

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
