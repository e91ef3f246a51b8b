import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Cache, type CacheKind, type InnerCacheKind, partPath, UNFINISHED } from '../src/index.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-cache-'));
afterAll(() => rmSync(root, { recursive: true }));
let caches = 0;
let cache: Cache;
beforeEach(() => {
  caches += 1;
  cache = new Cache(join(root, `cache ${caches}`));
});

const HASH = '0123456789abcdef'.repeat(4);
const bowls: CacheKind = {
  kind: 'bowls',
  nameOf: (hash) => `bowl-${hash}`,
  hashOf: (name) => /^bowl-([0-9a-f]{64})$/u.exec(name)?.[1] ?? null,
  describe: async (path) => readFileSync(join(path, 'about'), 'utf8'),
};
const spoons: CacheKind = {
  kind: 'spoons',
  nameOf: (hash) => `spoon-${hash}`,
  hashOf: (name) => /^spoon-([0-9a-f]{64})$/u.exec(name)?.[1] ?? null,
  describe: async () => null,
  beside: (path) => [`${path}.note`],
};
const crumbs: InnerCacheKind = {
  kind: 'crumbs',
  within: 'bowls',
  keyOf: (name) => /^crumb-(\d+)$/u.exec(name)?.[1] ?? null,
  describe: (about, key) => `crumb ${key} of ${about}`,
};
const known = { kinds: [bowls, spoons], inner: [crumbs] };

/** A name as another process would have given it, which has ended. */
function ofEnded(path: string): string {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return path.replace(`-${process.pid}-`, `-${pid}-`);
}

async function fill(): Promise<{ bowl: string; spoon: string }> {
  const bowl = cache.pathOf(bowls, HASH);
  await cache.write(bowl, async (temporary) => {
    mkdirSync(temporary);
    writeFileSync(join(temporary, 'about'), 'a bowl');
    writeFileSync(join(temporary, 'crumb-7'), '12345');
  });
  const spoon = cache.pathOf(spoons, HASH);
  await cache.write(spoon, async (temporary) => writeFileSync(temporary, '123'));
  writeFileSync(`${spoon}.note`, '4567');
  return { bowl, spoon };
}

describe('a cache', () => {
  it('lists what its kinds know, every byte once, and nothing else', async () => {
    const { bowl, spoon } = await fill();
    writeFileSync(join(cache.folder, 'a letter'), 'not the cache’s');
    symlinkSync(bowl, join(cache.folder, 'link'));
    const { entries, links } = await cache.list(known);
    const listed = entries.map(({ kind, key, about, bytes, paths }) => ({ kind, key, about, bytes, paths }));
    const key = HASH.slice(0, 12);
    expect(listed).toEqual([
      { kind: 'spoons', key, about: null, bytes: 7, paths: [spoon, `${spoon}.note`] },
      { kind: 'bowls', key, about: 'a bowl', bytes: 6, paths: [bowl] },
      { kind: 'crumbs', key: `${key}/7`, about: 'crumb 7 of a bowl', bytes: 5, paths: [join(bowl, 'crumb-7')] },
    ]);
    expect(links).toEqual([join(cache.folder, 'link')]);
    expect(await new Cache(join(root, 'nowhere')).list(known)).toEqual({ entries: [], links: [] });
  });

  it('removes an entry with what goes with it, and leaves one that is held, with all that lies inside', async () => {
    const { bowl } = await fill();
    const use = cache.use();
    await use.hold(bowl);
    // Held twice it is still let go of as a whole.
    await use.hold(bowl);
    const { entries } = await cache.list(known);
    const outcomes: Record<string, string> = {};
    for (const entry of entries) outcomes[entry.kind] = await cache.remove(entry);
    expect(outcomes).toEqual({ spoons: 'removed', bowls: 'in use', crumbs: 'in use' });
    expect(readdirSync(cache.folder).filter((name) => !name.endsWith('.use'))).toEqual([basename(bowl)]);
    await use.release();
    for (const entry of (await cache.list(known)).entries) await cache.remove(entry);
    expect(readdirSync(cache.folder)).toEqual([]);
  });

  it('holds for each piece of work by itself', async () => {
    const { bowl } = await fill();
    const [one, other] = [cache.use(), cache.use()];
    await Promise.all([one.hold(bowl), other.hold(bowl)]);
    await one.release();
    const [entry] = (await cache.list(known)).entries.filter(({ kind }) => kind === 'bowls');
    if (!entry) throw new Error('The bowl is listed.');
    expect(entry.usedBy).toEqual([expect.stringMatching(`^process ${process.pid} on `)]);
    expect(await cache.remove(entry)).toBe('in use');
    await other.release();
    expect(await cache.remove(entry)).toBe('removed');
  });

  it('tidies marks and unfinished files of processes that are gone, also inside entries, and no others', async () => {
    const { bowl, spoon } = await fill();
    const own = [partPath(spoon), partPath(join(bowl, 'crumb-8'))];
    const gone = [...own.map(ofEnded), ofEnded(partPath(bowl)).replace(/part$/u, 'use')];
    for (const path of [...own, ...gone]) writeFileSync(path, '');
    expect((await cache.list(known)).entries.filter(({ kind }) => kind === UNFINISHED)).toHaveLength(2);
    await cache.tidy();
    const names = [...readdirSync(cache.folder), ...readdirSync(bowl)];
    for (const path of own) expect(names).toContain(basename(path));
    for (const path of gone) expect(names).not.toContain(basename(path));
  });

  it('takes the marks of processes that are gone with the entry', async () => {
    const { spoon } = await fill();
    writeFileSync(ofEnded(partPath(spoon)).replace(/part$/u, 'use'), '');
    const [entry] = (await cache.list(known)).entries.filter(({ kind }) => kind === 'spoons');
    if (!entry) throw new Error('The spoon is listed.');
    expect(await cache.remove(entry)).toBe('removed');
    expect(readdirSync(cache.folder)).toEqual([basename(cache.pathOf(bowls, HASH))]);
  });

  it('says what to do when its folder can’t be made', async () => {
    writeFileSync(join(root, 'file'), '');
    const closed = new Cache(join(root, 'file', 'cache'));
    await expect(closed.write(closed.pathOf(spoons, HASH), async () => undefined)).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('STRATA_HOME'),
    });
  });
});
