import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '@strata/api';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStrata } from './support/strata.ts';

/** Each starts commands, which take their time on a busy machine; nothing here is measured. */
const LONG_MS = 300_000;
const home = mkdtempSync(join(tmpdir(), 'strata-key-'));
let store: Store;

beforeAll(async () => {
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  rmSync(home, { recursive: true });
});

interface Done {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `strata key …`; this process serves the API meanwhile. */
function key(...args: string[]): Promise<Done> {
  const child = startStrata(['key', ...args], { home });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
}

const KEY = /^strata_([0-9a-f]{16})_([\w-]{43})\n$/;

async function made(role: string, name: string) {
  const { stdout } = await key('create', '--role', role, '--name', name);
  const [, id = '', secret = ''] = KEY.exec(stdout) ?? [];
  return { text: stdout.trim(), id, secret };
}

describe('strata key', { timeout: LONG_MS }, () => {
  it('create prints the key alone, once, and says so beside it; nothing of its secret is kept', async () => {
    const done = await key('create', '--role', 'reviewer', '--name', ' reading room ');
    expect(done).toMatchObject({ status: 0, stdout: expect.stringMatching(KEY) });
    const [, id = '', secret = ''] = KEY.exec(done.stdout) ?? [];
    expect(done.stderr).toContain(`not shown again. "./strata key revoke ${id}" makes it useless.`);
    expect(done.stderr).not.toContain(secret);
    const { rows } = await store.pool.query('select k::text, name, role from api_key k where lookup = $1', [id]);
    expect(rows).toEqual([expect.objectContaining({ name: 'reading room', role: 'REVIEWER' })]);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('ls shows public part, role, name and use, newest first, and no secret; with --json the same as JSON', async () => {
    const one = await made('viewer', 'one');
    const two = await made('admin', 'two');
    const lines = await key('ls');
    const [first, second] = lines.stdout.split('\n');
    expect(first).toMatch(
      new RegExp(`^${two.id}  admin     made \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  last used never +two$`),
    );
    expect(second).toMatch(new RegExp(`^${one.id}  viewer .* one$`));
    const json = await key('ls', '--json');
    expect(JSON.parse(json.stdout).slice(0, 2)).toEqual([
      { id: two.id, role: 'admin', name: 'two', createdAt: expect.any(String), lastUsedAt: null, revokedAt: null },
      { id: one.id, role: 'viewer', name: 'one', createdAt: expect.any(String), lastUsedAt: null, revokedAt: null },
    ]);
    for (const { secret } of [one, two]) expect(lines.stdout + json.stdout).not.toContain(secret);
  });

  it('revoke makes a key useless for a server that runs, by its public part or whole, once', async () => {
    const api = await startApi({ store, port: 0, open: false });
    const status = async (text: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${text}` };
      const body = '{"query":"{ __typename }"}';
      return (await fetch(`${api.url}/graphql`, { method: 'POST', headers, body })).status;
    };
    const [one, two] = [await made('viewer', 'to revoke'), await made('viewer', 'whole')];
    expect([await status(one.text), await status(two.text)]).toEqual([200, 200]);
    expect(await key('revoke', one.id)).toMatchObject({ status: 0, stdout: `Revoked ${one.id} (to revoke).\n` });
    expect([await status(one.text), await status(two.text)]).toEqual([401, 200]);
    expect(await key('revoke', two.text)).toMatchObject({ status: 0, stdout: `Revoked ${two.id} (whole).\n` });
    expect(await status(two.text)).toBe(401);
    await api.close();
    expect(await key('revoke', one.id)).toMatchObject({ status: 1, stderr: expect.stringContaining('no such key') });
    const listed = JSON.parse((await key('ls', '--json')).stdout) as { id: string; revokedAt: string | null }[];
    expect(listed.find(({ id }) => id === one.id)?.revokedAt).toEqual(expect.any(String));
  });

  it('is in the audit, with whose account it was and without the key', async () => {
    const { id, secret } = await made('viewer', 'audited');
    await key('revoke', id);
    const { rows } = await store.pool.query(
      'select operation, actor, target, outcome from audit_entry order by id desc limit 2',
    );
    expect(rows).toEqual(
      ['revokeKey', 'createKey'].map((operation) => ({
        operation,
        target: `audited (${id})`,
        outcome: 'OK',
        actor: expect.stringMatching(/^command line \(.+\)$/),
      })),
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it.each([
    ['a role that is none', ['create', '--role', 'root', '--name', 'x'], /'root' is invalid.*viewer, reviewer, admin/],
    ['no role', ['create', '--name', 'x'], /required option '--role <role>' not specified/],
    ['no name', ['create', '--role', 'viewer'], /required option '--name <name>' not specified/],
    ['an empty name', ['create', '--role', 'viewer', '--name', '  '], /--name: expected 1 to 100 characters/],
    ['a name that is too long', ['create', '--role', 'viewer', '--name', 'x'.repeat(101)], /--name: expected 1 to 100/],
    ['a public part that is none', ['revoke', `'; drop table api_key; --`], /there is no such key/],
  ])('refuses %s, and makes nothing', async (_, args, message) => {
    const count = async () => (await store.pool.query('select count(*)::int as n from api_key')).rows[0].n;
    const before = await count();
    const done = await key(...args);
    expect(done).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(message) });
    expect(await count()).toBe(before);
  });
});
