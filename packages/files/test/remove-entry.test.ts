import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CacheUse, removeEntry } from '../src/index.ts';

const cache = mkdtempSync(join(tmpdir(), 'strata-remove-'));
afterAll(() => rmSync(cache, { recursive: true }));

it('takes nothing from a process that has found it, however the two come together', async () => {
  let [found, removed] = [0, 0];
  for (let round = 0; round < 300; round += 1) {
    const path = join(cache, `cells-2-${round}`);
    mkdirSync(path);
    writeFileSync(join(path, 'maps.u32'), 'cells');
    const entry = { kind: 'cells', heldAs: `cells-2-${round}`, paths: [path] };
    const use = new CacheUse();
    const removing = removeEntry(entry, cache);
    // A different moment each round.
    for (let turn = 0; turn < round % 30; turn += 1) await new Promise(setImmediate);
    await use.hold(path);
    const isThere = existsSync(join(path, 'maps.u32'));
    const outcome = await removing;
    if (isThere) expect(existsSync(join(path, 'maps.u32'))).toBe(true);
    if (outcome === 'removed') expect(isThere).toBe(false);
    if (isThere) found += 1;
    else removed += 1;
    await use.release();
    rmSync(path, { recursive: true, force: true });
  }
  expect(readdirSync(cache)).toEqual([]);
  console.info(`Found ${found} times, removed before ${removed} times.`);
});
