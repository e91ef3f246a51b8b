import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LAYER, MODEL, npy, writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-full-'));
// The server's user must get through.
chmodSync(folder, 0o755);
const probe = join(folder, 'world');
const home = join(folder, 'small disk');
const activations = join(folder, 'activations.npy');
const values = Float32Array.from({ length: 4 * 6 * 16 * 16 }, (_, i) => Math.sin(i * i));

/** Gives the disk another size; false where this user may not mount. */
function disk(size: string, option = `size=${size},mode=755`): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', option, 'tmpfs', home], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

mkdirSync(home);
const mounted = disk('8k');
beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 6 });
  writeFileSync(activations, npy('<f4', [4, 6, 16, 16], values.buffer));
});
afterAll(() => {
  if (mounted) execFileSync('umount', [home]);
  rmSync(folder, { recursive: true });
});

const explain = (...args: string[]) =>
  runStrata(['explain', '--probe', probe, '--format', 'planes', ...args], { home });
const model = ['--model', MODEL, '--layer', LAYER, '--units', '0-3', '--no-store'];
const left = () => readdirSync(home, { recursive: true }).filter((name) => /part(ial)?\b/u.test(String(name)));

it.skipIf(!mounted)(
  'names the folder that is full, leaves nothing half-written, and goes on once there is room (root mounts a small one)',
  () => {
    const tries: [args: string[], message: RegExp, size: string][] = [
      [model, /^Error: No space left in .*small disk\/cache\. Free some, or set STRATA_HOME/mu, '30m'],
      [model, /^Error: The activations of .* MB are free in .*small disk\/cache\. Free some, set STRATA_HOME/mu, '30m'],
      [['--activations', activations], /^Error: The database could not be created in .*small disk\/postgres/mu, '400m'],
    ];
    for (const [args, message, size] of tries) {
      const done = explain(...args);
      expect(done.stderr).toMatch(message);
      expect(done.stderr).not.toMatch(/\bat .*\.ts:\d+/u);
      expect(done.status).toBe(1);
      expect(left()).toEqual([]);
      expect(disk(size, `remount,size=${size}`)).toBe(true);
    }
    expect(explain(...model).status).toBe(0);
    expect(explain('--activations', activations).status).toBe(0);

    // The server is there; now its disk is filled to the last page.
    const ballast = join(home, 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(400 * 2 ** 20))).toThrow(/ENOSPC/);
    const other = ['--activations', activations, '--model-version', '2'];
    const full = explain(...other);
    expect(full.stderr).toMatch(/^Error: /mu);
    expect(full.stderr).not.toMatch(/\bat .*\.ts:\d+/u);
    expect(full.status).toBe(1);
    expect(left()).toEqual([]);
    rmSync(ballast);
    expect(explain(...other).status).toBe(0);
  },
);
