import { createApiKey, writeRangeChanges } from '@strata/db';
import { afterAll, beforeAll } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type Answer, type Json, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';

export let opened: OpenedStore;
let api: RunningApi;
const keys: Record<string, string> = {};
export let runs: { readonly v1: number; readonly v2: number };

export const CLEAR = { heldOut: 500, shuffled: 100, p: 0.001 };
export const NONE = { heldOut: 0, shuffled: 100, p: 1 };

/** Units 0 to 3 with two ranges; unit 0's are graded, the others not. */
export function version(label: string, isBaseline = false): SmallRun {
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

/** Opens a server over these versions, with keys for five people, for the tests of a file. */
export function serveReviews(): void {
  beforeAll(start);
  afterAll(async () => {
    await api?.close();
    await opened?.close();
  });
}

async function start(): Promise<void> {
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
}

export async function askAs(who: string, query: string, variables: { [name: string]: unknown } = {}): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[who]}` },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: Json; errors?: Answer['errors'] };
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
}

export async function answerAs(who: string, query: string, variables: { [name: string]: unknown } = {}): Promise<Json> {
  const { data, errors } = await askAs(who, query, variables);
  if (errors.length > 0) throw new Error(`Expected an answer, came ${JSON.stringify(errors)}`);
  return data;
}

/** The explanation of a unit's range in a version. */
export async function explanationOf(unit: number, clusterIndex = 1, label = 'v1'): Promise<string> {
  const found = await answerAs(
    'root',
    `{ explanations(first: 1, where: {modelVersion: {label: {eq: "${label}"}}, clusterIndex: {eq: ${clusterIndex}},
      unit: {unitIndex: {eq: ${unit}}}}) { nodes { id } } }`,
  );
  return pick(found, 'explanations', 'nodes', 0, 'id') as string;
}

export const JUDGE = `mutation($input: JudgeInput!) { judge(input: $input) { __typename
  ... on JudgeSuccess { review { verdict reason betterName reviewerName isOwn isCurrent createdAt }
    explanation { judgement { outcome reviewers } } }
  ... on Problem { message } } }`;
let made = 0;
export function newKey(): string {
  made += 1;
  return `key number ${made}`;
}
export const judge = async (who: string, input: { [name: string]: unknown }) =>
  pick(await answerAs(who, JUDGE, { input: { idempotencyKey: newKey(), ...input } }), 'judge');

export const seenBy = async (who: string, id: string) =>
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
