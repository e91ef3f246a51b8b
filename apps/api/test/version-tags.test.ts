import { createApiKey, findModel, findVersion, setVersionTag } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
const keys: Record<string, string> = {};

beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }];
  for (const version of ['v1', 'v2']) await storeRun(opened.store, { model: 'net', version, layer: 'conv', units });
  for (const role of ['ADMIN', 'REVIEWER'] as const) {
    keys[role] = (await createApiKey(opened.store, { role, name: role.toLowerCase() })).text;
  }
  api = await startApi({ store: opened.store, port: 0, open: false });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

// biome-ignore lint/suspicious/noExplicitAny: an answer's form is the test's own question.
async function ask(query: string, variables: object = {}, role = 'ADMIN'): Promise<any> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[role]}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

async function idOf(label: string): Promise<string> {
  return (await ask('query($l: String!) { modelVersion(model: "net", label: $l) { id } }', { l: label })).data
    .modelVersion.id;
}

const CHANGED =
  '{ __typename ... on Problem { message } ... on TagVersionSuccess { version { label tags { name actor } } } }';

async function tag(label: string, name: string, role?: string) {
  const input = { version: await idOf(label), tag: name };
  return ask(`mutation($input: TagVersionInput!) { tagVersion(input: $input) ${CHANGED} }`, { input }, role);
}

async function untag(label: string, name: string) {
  const input = { version: await idOf(label), tag: name };
  const { data } = await ask(`mutation($input: UntagVersionInput!) { untagVersion(input: $input) ${CHANGED} }`, {
    input,
  });
  return data.untagVersion;
}

const production = async () =>
  (await ask('{ model(name: "net") { taggedVersion(tag: "production") { label } } }')).data.model.taggedVersion;

describe('tags of versions', () => {
  it('are on one version at a time: putting one on another moves it, and what was is kept', async () => {
    expect(await production()).toBeNull();
    expect((await tag('v1', 'production')).data.tagVersion.version.tags).toEqual([
      { name: 'production', actor: 'admin' },
    ]);
    expect(await production()).toEqual({ label: 'v1' });
    await tag('v2', 'production');
    expect(await production()).toEqual({ label: 'v2' });
    const { data } = await ask('{ modelVersion(model: "net", label: "v1") { tags { name } } }');
    expect(data.modelVersion.tags).toEqual([]);
    const { rows } = await opened.store.pool.query(
      `select v.label, t.ended_at is null as now from version_tag t join model_version v on v.id = t.model_version_id order by t.id`,
    );
    expect(rows).toEqual([
      { label: 'v1', now: false },
      { label: 'v2', now: true },
    ]);
  });

  it('stay one where many move them at once', async () => {
    const { store } = opened;
    const model = await findModel(store, 'net');
    const versions = [await findVersion(store, model, 'v1'), await findVersion(store, model, 'v2')];
    const moves = Array.from({ length: 20 }, (_, at) =>
      setVersionTag(store, {
        modelId: model.id,
        modelVersionId: (versions[at % 2] as { id: number }).id,
        name: 'candidate',
        actor: `somebody ${at}`,
      }),
    );
    await Promise.all(moves);
    const { rows } = await store.pool.query(
      `select count(*)::int as n from version_tag where name = 'candidate' and ended_at is null`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('stand for their version where one is asked for by a word; a label goes first', async () => {
    const { store } = opened;
    const model = await findModel(store, 'net');
    expect(await findVersion(store, model, 'production')).toMatchObject({ label: 'v2' });
    await tag('v1', 'v2');
    expect(await findVersion(store, model, 'v2')).toMatchObject({ label: 'v2' });
    await expect(findVersion(store, model, 'nobody')).rejects.toThrow(/none is called or tagged "nobody"/u);
  });

  it('are taken away only from the version that has them', async () => {
    expect(await untag('v1', 'production')).toMatchObject({ __typename: 'UnknownObjectProblem' });
    expect(await untag('v2', 'production')).toMatchObject({ __typename: 'TagVersionSuccess' });
    expect(await production()).toBeNull();
  });

  it.each(['', '-x', '7', 'a b', 'x'.repeat(65), 'a\u0000'])('are no %j', async (name) => {
    expect((await tag('v1', name)).data.tagVersion).toMatchObject({ __typename: 'InvalidTextProblem' });
  });

  it('are put on by administrators alone', async () => {
    expect((await tag('v1', 'production', 'REVIEWER')).errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('notes on versions', () => {
  it('are kept with who wrote them, newest first, and never empty', async () => {
    const write = async (text: string) => {
      const query = `mutation($input: AddVersionNoteInput!) { addVersionNote(input: $input) { __typename ... on Problem { message } } }`;
      return (await ask(query, { input: { version: await idOf('v1'), text } }, 'REVIEWER')).data.addVersionNote
        .__typename;
    };
    expect(await write('first')).toBe('AddVersionNoteSuccess');
    expect(await write('  second ')).toBe('AddVersionNoteSuccess');
    expect(await write('   ')).toBe('InvalidTextProblem');
    expect(await write('x'.repeat(4_001))).toBe('InvalidTextProblem');
    const { data } = await ask(
      '{ modelVersion(model: "net", label: "v1") { notes(first: 5) { totalCount nodes { text actor } } } }',
    );
    expect(data.modelVersion.notes).toEqual({
      totalCount: 2,
      nodes: [
        { text: 'second', actor: 'reviewer' },
        { text: 'first', actor: 'reviewer' },
      ],
    });
  });
});
