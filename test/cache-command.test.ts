import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CacheUse } from '@strata/files';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { ended, until } from './support/until.ts';

// Every command is a process of its own, and a busy machine takes its time to start them.
vi.setConfig({ testTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'strata-cache-'));
afterAll(() => rmSync(folder, { recursive: true }));
const probe = await writeSmallWorld(join(folder, 'world'));
const model = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER];
const explain = ['explain', '--no-store', ...model, '--units', '0'];

interface Entry {
  readonly kind: string;
  readonly key: string;
  readonly about: string | null;
  readonly bytes: number;
  readonly lastUsed: string;
  readonly usedBy: readonly string[];
  readonly paths: readonly string[];
}

let homes = 0;
let home = '';
let cache = '';
const strata = (...args: string[]) => runStrata(args, { home });
const list = (): Entry[] => JSON.parse(strata('cache', 'ls', '--json').stdout).entries;
const kinds = () => list().map(({ kind }) => kind);
const one = (kind: string): Entry => list().find((entry) => entry.kind === kind) as Entry;
const bytesIn = (path: string): number =>
  lstatSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
    : lstatSync(path).size;

/** A cache as one run leaves it; each test has a copy. */
const made = join(folder, 'made');
beforeAll(() => {
  expect(runStrata(explain, { home: made }).status).toBe(0);
});
beforeEach(() => {
  homes += 1;
  home = join(folder, `home ${homes}`);
  cache = join(home, 'cache');
  cpSync(made, home, { recursive: true, preserveTimestamps: true });
});

describe('strata cache ls', () => {
  it('lists every byte once, with what it belongs to and when it was used', () => {
    const entries = list();
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['activations', 'cells', 'images']);
    expect(entries.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(bytesIn(cache));
    const [activations, cells, images] = ['activations', 'cells', 'images'].map((kind) =>
      entries.find((entry) => entry.kind === kind),
    );
    expect(activations?.about).toBe(`${basename(MODEL)} ${LAYER} on world`);
    expect(cells?.about).toBe('world: 6 samples, masks 16×16');
    expect(images).toMatchObject({
      key: `${cells?.key}/16x16`,
      about: 'world: 6 samples, masks 16×16, for maps of 16x16',
    });
    for (const { usedBy, lastUsed } of entries) {
      expect(usedBy).toEqual([]);
      expect(Date.now() - Date.parse(lastUsed)).toBeLessThan(86_400_000);
    }
    const lines = strata('cache', 'ls').stdout.split('\n');
    expect(lines[0]).toMatch(/^kind +key +size +last used +belongs to$/);
    expect(lines).toContainEqual(expect.stringMatching(/^cells +[0-9a-f]{12} +[\d.]+ kB +\d{4}-.* world: 6 samples/));
    expect(lines.at(-2)).toMatch(/^3 entries, [\d.]+ [kM]B in .*cache$/);
  });

  it('knows an empty cache, and takes every use for the last', () => {
    const long = new Date(Date.now() - 30 * 86_400_000);
    for (const path of list().flatMap(({ paths }) => paths)) utimesSync(path, long, long);
    expect(strata(...explain).stderr).toContain('read from the cache');
    for (const { lastUsed } of list()) expect(Date.parse(lastUsed)).toBeGreaterThan(long.getTime() + 86_400_000);
    const empty = runStrata(['cache', 'ls'], { home: join(folder, 'nothing') });
    expect(empty.stdout).toMatch(/^0 entries, 0 B in /);
    expect(empty.status).toBe(0);
  });
});

describe('strata cache rm', () => {
  it('removes what every flag is true of, and what is removed is made again', () => {
    const [activations, cells] = [one('activations'), one('cells')];
    expect(strata('cache', 'rm', activations.key.slice(0, 6), '--dry-run').stdout).toContain(
      'would be removed: activations',
    );
    expect(strata('cache', 'rm', activations.key, '--kind', 'cells').stdout).toMatch(/^0 entries/);
    expect(strata('cache', 'rm', '--all', '--older-than', '1d').stdout).toMatch(/^0 entries/);
    expect(kinds()).toHaveLength(3);

    const long = new Date(Date.now() - 8 * 86_400_000);
    utimesSync(activations.paths[0] as string, long, long);
    expect(strata('cache', 'rm', '--older-than', '7d').stdout).toMatch(
      /^removed: activations .*\n1 entries, .* removed$/m,
    );
    expect(kinds().sort()).toEqual(['cells', 'images']);
    expect(strata('cache', 'rm', '--kind', 'images').status).toBe(0);
    expect(kinds()).toEqual(['cells']);
    expect(strata(...explain).status).toBe(0);
    // Cells go with the images that are prepared from them.
    const done = JSON.parse(strata('cache', 'rm', cells.key, '--kind', 'cells', '--json').stdout);
    expect(done.removed.map(({ kind }: Entry) => kind).sort()).toEqual(['cells', 'images']);
    expect(done.bytes).toBe(done.removed.reduce((sum: number, { bytes }: Entry) => sum + bytes, 0));
    expect(kinds()).toEqual(['activations']);
    expect(strata(...explain).status).toBe(0);
    expect(strata('cache', 'rm', '--all').status).toBe(0);
    expect(readdirSync(cache)).toEqual([]);
    expect(strata(...explain).status).toBe(0);
    expect(kinds()).toHaveLength(3);
  });

  it('leaves what a process holds until it lets go, and does not wait for one that is gone', async () => {
    const { paths } = one('cells');
    const use = new CacheUse();
    await use.hold(paths[0] as string);
    expect(one('images').usedBy).toEqual([expect.stringMatching(`^process ${process.pid} on `)]);
    const refused = strata('cache', 'rm', '--all');
    expect(refused.stderr).toMatch(
      new RegExp(`Note: cells \\w+ is in use by process ${process.pid} on \\w+, and left`),
    );
    expect(refused.status).toBe(3);
    expect(kinds().sort()).toEqual(['cells', 'images']);
    await use.release();
    expect(strata('cache', 'rm', '--all').status).toBe(0);
    expect(readdirSync(cache)).toEqual([]);

    expect(strata(...explain).status).toBe(0);
    await use.hold(paths[0] as string);
    const [mark = ''] = readdirSync(cache).filter((name) => name.endsWith('.use'));
    // No process has a number above 2²².
    writeFileSync(join(cache, mark.replace(`-${process.pid}-`, '-99999999-')), '');
    await use.release();
    expect(one('cells').usedBy).toEqual([]);
    expect(strata('cache', 'rm', '--all').status).toBe(0);
  });

  it('leaves a running command all that it needs', async () => {
    expect(strata('cache', 'rm', '--all').status).toBe(0);
    const running = startStrata(['explain', '--no-store', ...model], { home });
    const done = ended(running);
    // Not by a command of its own, which takes as long as this one.
    const marks = () => readdirSync(cache).filter((name) => name.endsWith('.use'));
    await until(async () => marks().length >= 2, running);
    while (running.exitCode === null) {
      expect([0, 3]).toContain(strata('cache', 'rm', '--all').status);
      await sleep(20);
    }
    expect((await done).stderr).not.toContain('Error');
    expect(running.exitCode).toBe(0);
    expect(marks()).toEqual([]);
  });

  it('follows no link: what one leads to is neither counted nor removed', () => {
    const outside = join(folder, `outside ${homes}`);
    mkdirSync(outside);
    writeFileSync(join(outside, 'precious.bin'), Buffer.alloc(50_000));
    const before = list();
    const [cells] = (before.find(({ kind }) => kind === 'cells') as Entry).paths as [string];
    symlinkSync(join(outside, 'precious.bin'), join(cells, 'tiles-1-9x9.u32'));
    symlinkSync(outside, join(cells, 'folder'));
    const linked = join(cache, `cells-2-${'0'.repeat(64)}`);
    symlinkSync(outside, linked);
    symlinkSync(join(outside, 'precious.bin'), join(cache, `activations-${'0'.repeat(64)}.npy`));
    expect(list().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(
      50_000 + bytesIn(cache) - 2 * 50_000 + 60_000,
    );
    expect(list().filter(({ key }) => key === '0'.repeat(12))).toEqual([]);
    const done = strata('cache', 'rm', '--all');
    expect(done.stderr).toContain(`Note: ${linked} is a link, and left alone.`);
    expect(existsSync(cells)).toBe(false);
    expect(readFileSync(join(outside, 'precious.bin'))).toHaveLength(50_000);
    expect(lstatSync(linked).isSymbolicLink()).toBe(true);
  });

  it.each([
    [['rm'], /Expected what to remove: keys .*, --kind, --older-than, or --all/],
    [['rm', 'zzz'], /Nothing in the cache has a key that begins with "zzz"\. See \.\/strata cache ls/],
    [['rm', '--older-than', '7'], /Expected a time such as 30m, 12h, 7d or 4w/],
    [['rm', '--kind', 'everything'], /Allowed choices are cells, images, activations, unpacked, hits, unfinished/],
    [['prune'], /unknown command 'prune'/],
  ])('refuses %j with one clear message', (args, message) => {
    const done = strata('cache', ...args);
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(done.status).toBe(1);
    expect(readdirSync(cache)).toHaveLength(3);
  });

  it('has help with an example', () => {
    for (const args of [['cache'], ['cache', 'ls'], ['cache', 'rm']]) {
      expect(strata(...args, '--help').stdout).toMatch(/Examples?:\n {2}\.\/strata cache/);
    }
  });
});
