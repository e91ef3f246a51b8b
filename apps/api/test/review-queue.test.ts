import { writeUnitImportance } from '@strata/db';
import { describe, expect, it } from 'vitest';
import { type Json, list, pick } from './ask.ts';
import { answerAs, askAs, explanationOf, judge, opened, runs, serveReviews } from './reviewed-versions.ts';
import { storeRun } from './small-store.ts';

serveReviews();

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
