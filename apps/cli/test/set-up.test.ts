import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A clone in small: the set-up itself, a runtime, and two packages with install scripts, of which one is allowed. */
const clone = mkdtempSync(join(tmpdir(), 'strata-set-up-'));
afterAll(() => rmSync(clone, { recursive: true }));
const SET_UP = 'apps/cli/bin/set-up.mjs';

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), content, { mode });
}
/** A package as a registry serves it. */
function pack(name: string, more: object = {}): void {
  write(`made/${name}/package/package.json`, JSON.stringify({ name, version: '1.0.0', ...more }));
  const { status, stderr } = spawnSync('tar', ['-czf', `${name}-1.0.0.tgz`, '-C', `made/${name}`, 'package'], {
    cwd: clone,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}
/** Whether its install script ran. */
const hasRun = (name: string): boolean => existsSync(join(clone, 'node_modules', name, 'ran'));

function setUp() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SET_UP], { cwd: clone, encoding: 'utf8' });
  return { status, stdout, stderr };
}
const DONE = { status: 0, stdout: '', stderr: '' };
const installs = (): boolean => /Installing packages/u.test(setUp().stderr);

beforeAll(() => {
  write(SET_UP, readFileSync(resolve(import.meta.dirname, '../bin/set-up.mjs'), 'utf8'));
  write('made/node/package/bin/node', `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, 0o755);
  pack('node');
  const scripts = { install: `node -e "require('fs').writeFileSync('ran', '')"` };
  for (const name of ['allowed', 'denied', 'forgotten']) pack(name, { scripts });
  const dependencies = Object.fromEntries(
    ['node', 'allowed', 'denied', 'forgotten'].map((name) => [name, `file:${name}-1.0.0.tgz`]),
  );
  const root = { name: 'clone', version: '1.0.0', dependencies };
  write('package.json', JSON.stringify({ ...root, allowScripts: { allowed: true, denied: false } }));
  write('package-lock.json', JSON.stringify({ name: 'clone', lockfileVersion: 3, packages: { '': root } }));
  write('packages/kernels/assembly/kernel.ts', '// one\n');
  write(
    'packages/kernels/bin/build.mjs',
    `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
     const source = readFileSync(new URL('../assembly/kernel.ts', import.meta.url), 'utf8');
     if (source.includes('broken')) process.exit(3);
     mkdirSync(new URL('../build/', import.meta.url), { recursive: true });
     writeFileSync(new URL('../build/kernels.wasm', import.meta.url), source);`,
  );
});

describe('the set-up of a bare clone', () => {
  it('installs, runs the scripts that are allowed and no others, compiles, and leaves standard output alone', () => {
    const { status, stdout, stderr } = setUp();
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^Installing packages \(once\) …\n(?:.*\n)*Compiling the kernels …\n$/u);
    expect(['allowed', 'denied', 'forgotten'].map(hasRun)).toEqual([true, false, false]);
    expect(readFileSync(join(clone, 'packages/kernels/build/kernels.wasm'), 'utf8')).toBe('// one\n');
  });

  it('does nothing, without a word, when nothing has changed', () => {
    expect(setUp()).toEqual(DONE);
  });

  it('compiles alone where the kernels have changed, or are gone', () => {
    const compiled = { status: 0, stdout: '', stderr: 'Compiling the kernels …\n' };
    appendFileSync(join(clone, 'packages/kernels/assembly/kernel.ts'), '// two\n');
    expect(setUp()).toEqual(compiled);
    rmSync(join(clone, 'packages/kernels/build/kernels.wasm'));
    expect(setUp()).toEqual(compiled);
    expect(setUp()).toEqual(DONE);
  });

  it('installs anew where the lock file has changed, or the runtime is gone', () => {
    appendFileSync(join(clone, 'package-lock.json'), '\n');
    expect(installs()).toBe(true);
    rmSync(join(clone, 'node_modules/node'), { recursive: true });
    expect(installs()).toBe(true);
    expect(setUp()).toEqual(DONE);
  });

  it('stops with what failed and what to do, and tries again the next time', () => {
    const kernel = join(clone, 'packages/kernels/assembly/kernel.ts');
    cpSync(kernel, `${kernel}.whole`);
    appendFileSync(kernel, '// broken\n');
    for (const _ of [1, 2]) {
      const { status, stdout, stderr } = setUp();
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/Set-up stopped: ".*build\.mjs" failed\. .* run the same command again\.\n$/u);
    }
    cpSync(`${kernel}.whole`, kernel);
    rmSync(`${kernel}.whole`);
    expect(setUp().status).toBe(0);
    expect(setUp()).toEqual(DONE);
  });

  it('takes an installation that failed for none', () => {
    rmSync(join(clone, 'allowed-1.0.0.tgz'));
    rmSync(join(clone, 'node_modules/allowed'), { recursive: true });
    appendFileSync(join(clone, 'package-lock.json'), '\n');
    for (const _ of [1, 2]) {
      const { status, stderr } = setUp();
      expect(status).toBe(1);
      expect(stderr).toMatch(/Set-up stopped: "npm install .*" failed\. Is the npm registry reachable\?/u);
    }
  });
});
