import { createApiKey, type Store, writeErrorAnalysis, writeReview } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';

/*
 * Versions of 40 neurons: of `good` the overlap is twice that of `old`, of `bad` half, `half` was never completed, and
 * `other` has other settings.
 */
const NEURONS = 40;
const SKY = { heldOut: 400, shuffled: 100, p: 0.001 };
let opened: OpenedStore;
let api: RunningApi;
let reviewer: string;
let viewer: string;

function runOf(version: string, iou: number, more: Partial<SmallRun> = {}): SmallRun {
  const units = Array.from({ length: NEURONS }, (_, unit) => ({
    unit,
    explanations: [{ clusterIndex: 1, formula: 'sky', iou: iou + (unit % 5) / 1_000, evidence: SKY }],
  }));
  return { model: 'net', version, layer: 'conv', units, ...more };
}

async function storeAll(store: Store): Promise<void> {
  await storeRun(store, runOf('old', 0.2, { accuracy: 0.8 }));
  await storeRun(store, runOf('good', 0.4, { accuracy: 0.9 }));
  await storeRun(store, runOf('bad', 0.1, { accuracy: 0.5 }));
  await storeRun(store, runOf('half', 0.4, { end: 'left running' }));
  await storeRun(store, runOf('other', 0.4, { settings: 'other settings' }));
}

beforeAll(async () => {
  opened = await openSmallStore();
  await storeAll(opened.store);
  reviewer = (await createApiKey(opened.store, { role: 'REVIEWER', name: 'ci' })).text;
  viewer = (await createApiKey(opened.store, { role: 'VIEWER', name: 'reader' })).text;
  api = await startApi({ store: opened.store, port: 0, open: false });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

// biome-ignore lint/suspicious/noExplicitAny: an answer's form is the test's own question.
async function ask(query: string, variables: object, key = reviewer): Promise<any> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

async function idOf(label: string): Promise<string> {
  const { data } = await ask('query($l: String!) { modelVersion(model: "net", label: $l) { id } }', { l: label });
  return data.modelVersion.id as string;
}

const RUN = `mutation($input: RunGateInput!) { runGate(input: $input) { __typename
  ... on Problem { message }
  ... on RunGateSuccess { gateRun { outcome actor baseline { label } checks { name bound layer clusterIndex outcome value
    lower upper required n reason } } } } }`;

async function decide(version: string, rules: string, baseline?: string) {
  const input = { version: await idOf(version), rules, ...(baseline && { baseline: await idOf(baseline) }) };
  const { data, errors } = await ask(RUN, { input });
  expect(errors).toBeUndefined();
  return data.runGate;
}

const COUNTS = { imageCount: 200, imagesWrong: 45, isGrouped: false, unitCount: 200, unitsWrong: 45 };
const SLICE = { score: 9, selectedCount: 40, selectedWrong: 30, unitCount: 200, unitsWrong: 45, p: 0.005, samples: [] };
const slice = (formula: string, verdict: 'FOUND' | 'BY_CHANCE' | 'TOO_FEW_ERRORS' = 'FOUND') => ({
  ...SLICE,
  ...{ formula, verdict },
});
const RANGE = {
  ...{
    intervention: 'ZERO' as const,
    firesMore: 0.8,
    p: 0.001,
    q: 0.01,
    effect: 0.4,
    effectLower: 0.2,
    effectUpper: 0.6,
  },
  ...{ wrongCount: 20, mended: 9, controlMended: 1, bothMended: 1, rightCount: 80, broken: 1, controlBroken: 1 },
  ...{ bothBroken: 0, effectQ: 0.004 },
};

type Analysis = Parameters<typeof writeErrorAnalysis>[1];

/** Stores answers about a version's errors, and makes the rows of a range of its first neuron. */
async function errorsOf(store: Store, label: string) {
  const { rows } = await store.pool.query(
    `select v.id::int as version, r.probe_dataset_id::int as dataset,
       (select c.id::int from cluster c where c.run_id = r.id order by c.id limit 1) as cluster
     from model_version v join layer l on l.model_version_id = v.id join run r on r.layer_id = l.id where v.label = $1`,
    [label],
  );
  const { version, dataset, cluster } = rows[0];
  const asked = { modelVersionId: version, probeDatasetId: dataset, conceptCount: 9, permutations: 200, seed: 1 };
  const empty = { className: null, predictedName: null, errorsNeeded: null, slices: [], ranges: [] };
  return {
    analyse: (own: Partial<Analysis>) => writeErrorAnalysis(store, { ...asked, ...COUNTS, ...empty, ...own }),
    causes: (role: 'CAUSE' | 'GOES_WITH') => [{ ...RANGE, clusterId: cluster, role }],
  };
}

const NO_WORSE = 'rules:\n  - metric: iou\n    range: all\n    minRelativeChange: -0.1';

describe('runGate', () => {
  it('passes a better version, fails a worse one, on the interval of the same neurons', async () => {
    const good = await decide('good', NO_WORSE, 'old');
    expect(good.gateRun).toMatchObject({ outcome: 'PASS', actor: 'ci', baseline: { label: 'old' } });
    const [check] = good.gateRun.checks;
    // Means 0.202 and 0.402.
    expect(check).toMatchObject({ layer: 'conv', clusterIndex: 1, outcome: 'PASS', n: NEURONS, required: -0.1 });
    expect(check.value).toBeCloseTo(0.402 / 0.202 - 1, 10);
    const bad = await decide('bad', NO_WORSE, 'old');
    expect(bad.gateRun.outcome).toBe('FAIL');
    expect(bad.gateRun.checks[0].reason).toMatch(/is not worse than the baseline by at most 10 %/u);
  });

  it('never passes an incomplete run, another layer, other settings, or a change without a baseline', async () => {
    for (const [version, baseline, reason] of [
      ['half', 'old', /running, not completed: an incomplete run never passes/u],
      ['other', 'old', /other settings or another preprocessing/u],
      ['good', undefined, /needs a baseline/u],
    ] as const) {
      const { gateRun } = await decide(version, NO_WORSE, baseline);
      expect(gateRun.outcome).toBe('COULD_NOT_JUDGE');
      expect(gateRun.checks[0].reason).toMatch(reason);
    }
    const layer = await decide('good', 'rules:\n  - metric: iou\n    layer: fc\n    range: 1\n    threshold: 0');
    expect(layer.gateRun.checks[0].reason).toMatch(/no layer fc \(it has: conv\)/u);
    const range = await decide('good', 'rules:\n  - metric: iou\n    range: [1, 7]\n    threshold: 0');
    expect(range.gateRun.checks.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'PASS',
      'COULD_NOT_JUDGE',
    ]);
    expect(range.gateRun.outcome).toBe('COULD_NOT_JUDGE');
  });

  it('counts the neurons that know a concept well enough, and fails where they are too few', async () => {
    const known = await decide(
      'good',
      `rules:\n  - concept: sky\n    range: 1\n    timesShuffledMin: 3\n    unitsMin: ${NEURONS}`,
    );
    expect(known.gateRun).toMatchObject({ outcome: 'PASS', checks: [{ value: NEURONS, n: NEURONS }] });
    const more = await decide('good', 'rules:\n  - concept: sky\n    range: 1\n    timesShuffledMin: 5');
    expect(more.gateRun).toMatchObject({ outcome: 'FAIL', checks: [{ value: 0 }] });
    const unknown = await decide('good', 'rules:\n  - concept: unicorn\n    range: 1');
    expect(unknown.gateRun.checks[0].reason).toMatch(/no concept called unicorn/u);
  });

  it('decides accuracy on the images that it was measured on, and not at all without their number', async () => {
    const rule = (samples: string) =>
      `rules:\n  - metric: accuracy\n    threshold: 0.85\n    minAbsoluteChange: 0${samples}`;
    // 0.9 of 1,000 images lies between 0.880 and 0.917; 0.9 of 50 between 0.786 and 0.957.
    expect((await decide('good', rule('\n    samples: 1000'), 'old')).gateRun.outcome).toBe('PASS');
    expect((await decide('good', rule('\n    samples: 50'), 'old')).gateRun.outcome).toBe('COULD_NOT_JUDGE');
    expect((await decide('bad', rule('\n    samples: 1000'), 'old')).gateRun.outcome).toBe('FAIL');
    expect((await decide('good', rule(''), 'old')).gateRun.checks[0].reason).toMatch(/say with "samples"/u);
  });

  it('says what it lacks where nothing is classified or compared', async () => {
    for (const [metric, reason] of [
      ['excess', /three untrained networks/u],
      ['specificationsHeld', /--specifications/u],
    ] as const) {
      const { gateRun } = await decide('good', `rules:\n  - metric: ${metric}\n    range: 1\n    threshold: 0.1`);
      expect(gateRun.outcome).toBe('COULD_NOT_JUDGE');
      expect(gateRun.checks[0].reason).toMatch(reason);
    }
    const changed = await decide(
      'good',
      'rules:\n  - metric: meaningChangedShare\n    range: 1\n    threshold: 0.5',
      'old',
    );
    expect(changed.gateRun.checks[0].reason).toMatch(/strata compare/u);
  });

  it('fails a cause that must not be, whatever way errors go with it, and judges nothing that was not asked', async () => {
    const rule = (more = '') => `rules:\n  - absentCause: { concept: water${more} }`;
    const checked = async (text: string) => (await decide('good', text)).gateRun.checks[0];
    expect(await checked(rule())).toMatchObject({
      ...{ outcome: 'COULD_NOT_JUDGE', name: 'absentCause:water', bound: 'causesMax', value: null, layer: null },
      reason: 'Could not judge: what its errors go with has not been asked; strata errors asks it.',
    });
    const { analyse, causes } = await errorsOf(opened.store, 'good');
    await analyse({ slices: [slice('boat'), slice('water', 'BY_CHANCE')] });
    const none = { outcome: 'PASS', value: 0, lower: 0, upper: 0, required: 0, n: 200 };
    expect(await checked(rule())).toMatchObject(none);
    expect(await checked(rule(', class: boat'))).toMatchObject({
      outcome: 'COULD_NOT_JUDGE',
      reason: expect.stringContaining('what the errors of boat go with has not been asked'),
    });
    expect((await checked('rules:\n  - absentCause: { concept: unicorn }')).reason).toMatch(
      /no concept called unicorn/u,
    );
    // A share of the concept, or images without it.
    for (const formula of ['("water ≥ 30 %" AND boat)', '(boat AND NOT water)']) {
      await analyse({ slices: [slice(formula)] });
      expect(await checked(rule())).toMatchObject({
        ...{ outcome: 'FAIL', value: 1, reason: `Errors go with ${formula}.` },
      });
    }
    await analyse({ slices: [slice('water', 'TOO_FEW_ERRORS')] });
    expect(await checked(rule())).toMatchObject({ outcome: 'COULD_NOT_JUDGE' });
    // Another question too small to be answered keeps the whole from passing, but not its own.
    await analyse({ className: 'boat', errorsNeeded: 10 });
    await analyse({ slices: [] });
    expect((await checked(rule())).reason).toMatch(/too few errors of boat \(45, and 10 are needed\)/u);
    // The neuron responds to the sky alone.
    await analyse({ slices: [], ranges: causes('GOES_WITH') });
    expect((await checked('rules:\n  - absentCause: { concept: sky }')).outcome).toBe('COULD_NOT_JUDGE');
    await analyse({ slices: [], ranges: causes('CAUSE') });
    expect(await checked('rules:\n  - absentCause: { concept: sky }')).toMatchObject({
      ...{ outcome: 'FAIL', value: 1, reason: 'Neuron 0, range 1 (sky) causes errors.' },
    });
  });

  it('counts what people have judged, and decides what they rejected on its interval', async () => {
    const rules = (threshold: number) => `
rules:
  - { metric: judgedShare, range: 1, threshold: 0.5 }
  - { metric: rejectedShare, range: 1, threshold: ${threshold} }`;
    const before = (await decide('good', rules(0.2))).gateRun.checks;
    expect(before[0]).toMatchObject({ outcome: 'FAIL', value: 0, n: NEURONS });
    expect(before[1]).toMatchObject({
      outcome: 'COULD_NOT_JUDGE',
      reason: expect.stringContaining('nobody has judged'),
    });
    const { rows } = await opened.store.pool.query(
      `select e.id from explanation e join run r on r.id = e.run_id join layer l on l.id = r.layer_id
       join model_version v on v.id = l.model_version_id where v.label = 'good' order by e.id limit 20`,
    );
    for (const [at, { id }] of rows.entries()) {
      await writeReview(opened.store, {
        ...{ explanationId: id, reviewer: 'ann', reviewerName: 'Ann', idempotencyKey: `gate-${at}` },
        ...{ verdict: at < 2 ? 'REJECT' : 'CONFIRM', reason: null, betterName: null },
      });
    }
    // 2 of 20: 0.1, by Wilson from 0.028 to 0.301.
    const [judged, rejected] = (await decide('good', rules(0.31))).gateRun.checks;
    expect(judged).toMatchObject({ outcome: 'PASS', value: 0.5, lower: 0.5, upper: 0.5, n: NEURONS });
    expect(rejected).toMatchObject({ outcome: 'PASS', value: 0.1, n: 20 });
    expect(rejected.lower).toBeCloseTo(0.0279, 4);
    expect(rejected.upper).toBeCloseTo(0.301, 3);
    expect((await decide('good', rules(0.2))).gateRun.checks[1].outcome).toBe('COULD_NOT_JUDGE');
    expect((await decide('good', rules(0.02))).gateRun.checks[1].outcome).toBe('FAIL');
  });

  it('refuses rules that are none with the line, and keeps nothing of it', async () => {
    const count = async () => (await opened.store.pool.query('select count(*)::int as n from gate_run')).rows[0].n;
    const before = await count();
    const answer = await decide('good', 'rules:\n  - metric: iou\n    range: 1\n    treshold: 1');
    expect(answer).toMatchObject({
      __typename: 'InvalidRulesProblem',
      message: expect.stringMatching(/line 2.*treshold/su),
    });
    expect((await decide('good', NO_WORSE, 'good')).__typename).toBe('UnknownObjectProblem');
    expect(await count()).toBe(before);
  });

  it('is for reviewers, and audited; everybody may read what was decided, newest first', async () => {
    const input = { version: await idOf('good'), rules: NO_WORSE };
    const refused = await ask(RUN, { input }, viewer);
    expect(refused.errors[0].extensions.code).toBe('FORBIDDEN');
    const { data } = await ask(
      `{ modelVersion(model: "net", label: "good") { gateRuns(first: 2) { totalCount nodes { outcome decidedAt rules } } } }`,
      {},
      viewer,
    );
    const { nodes, totalCount } = data.modelVersion.gateRuns;
    expect(totalCount).toBeGreaterThan(2);
    expect(nodes[0].decidedAt >= nodes[1].decidedAt).toBe(true);
    const { rows } = await opened.store.pool.query(
      `select outcome from audit_entry where operation = 'runGate' and actor = 'reader'`,
    );
    expect(rows).toEqual([{ outcome: 'FORBIDDEN' }]);
  });
});
