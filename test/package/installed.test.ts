import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npy } from '../support/small-world.ts';
import { emptyFolder, hasRegistry, type Installed } from './install.ts';

/* What `npm run pack` made, as a user has it: installed in an empty folder, with a space in its path, by nobody special. */
const ROOT = resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const ARCHIVE = join(ROOT, 'dist', `stratalens-${version}.tgz`);
const MEGABYTES_MAX = 450;
/** What builds; none of it comes along. */
const TOOLS = ['typescript', '@typescript', '@biomejs', 'assemblyscript', 'vitest', 'turbo', 'esbuild', 'vitepress'];

const temporary = mkdtempSync(join(tmpdir(), 'strata-package-'));
const canInstall = hasRegistry();
if (!canInstall) process.stderr.write('SKIPPED: the package is NOT tried: the registry does not answer.\n');
let installed: Installed;

beforeAll(() => {
  if (!existsSync(ARCHIVE)) throw new Error(`${ARCHIVE} is missing. Run "npm run test:package", which packs it first.`);
  installed = emptyFolder(join(temporary, 'an empty folder'));
  spawnSync('chmod', ['755', temporary]);
  if (!canInstall) return;
  const done = installed.run('npm', ['install', '--no-audit', '--no-fund', ARCHIVE]);
  expect(done.status, done.stderr).toBe(0);
});
afterAll(() => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));

/** Other runtimes that it must run on, of those that can be had here. */
function runtimes(): readonly string[] {
  const folder = join(temporary, 'runtimes');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  const name = `node-${process.platform}-${process.arch}`;
  const got = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@22`], {
    cwd: folder,
  });
  const other = join(folder, 'node_modules', name, 'bin', 'node');
  if (got.status === 0 && existsSync(other)) return [process.execPath, other];
  process.stderr.write(`SKIPPED: ${name}@22 can't be had here; only Node ${process.versions.node} is tried.\n`);
  return [process.execPath];
}

describe.skipIf(!canInstall)('the installed package', () => {
  const modules = () => join(installed.folder, 'node_modules');

  it('holds no TypeScript and no compiler, and is small', () => {
    const own = readdirSync(join(modules(), 'stratalens'), { recursive: true, encoding: 'utf8' });
    expect(own.filter((name) => /\.tsx?$/u.test(name))).toEqual([]);
    expect(TOOLS.filter((name) => existsSync(join(modules(), name)))).toEqual([]);
    const bytes = readdirSync(modules(), { recursive: true, encoding: 'utf8' })
      .map((name) => lstatSync(join(modules(), name)).size)
      .reduce((sum, size) => sum + size, 0);
    process.stderr.write(`node_modules: ${Math.round(bytes / 2 ** 20)} MB\n`);
    expect(bytes / 2 ** 20).toBeLessThan(MEGABYTES_MAX);
  });

  it('holds its licences and its bill of materials', () => {
    const read = (name: string) => readFileSync(join(modules(), 'stratalens', name), 'utf8');
    expect(read('NOTICE')).toBe(readFileSync(join(ROOT, 'NOTICE'), 'utf8'));
    expect(read('LICENCES.txt')).toContain('Permission is hereby granted');
    const bill = JSON.parse(read('sbom.cdx.json')) as { bomFormat: string; components: { name: string }[] };
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['sharp', 'onnxruntime-node', 'next']),
    );
  });

  it('runs on each runtime: says how it is called, lists layers, explains, and brings its database', () => {
    const command = join(modules(), '.bin', 'stratalens');
    const network = join(modules(), 'stratalens/packages/demo/checkpoints');
    const model = readdirSync(network).find((name) => name.endsWith('.onnx')) ?? '';
    const probe = join(installed.folder, 'probe');
    mkdirSync(probe);
    // Two samples of 2×2 pixels: sky above water; the unit fires on the sky.
    const labels = Uint16Array.from([1, 1, 2, 2, 1, 1, 2, 2]).buffer;
    writeFileSync(join(probe, 'labels.npy'), npy('<u2', [2, 1, 2, 2], labels));
    writeFileSync(join(probe, 'concepts.csv'), 'index,name,category\n1,sky,thing\n2,water,thing\n');
    const maps = Float32Array.from([5, 5, 0, 0, 5, 5, 0, 0]).buffer;
    writeFileSync(join(installed.folder, 'maps.npy'), npy('<f4', [1, 2, 2, 2], maps));
    for (const node of runtimes()) {
      const run = (...args: string[]) => {
        const done = installed.run(command, args, { node });
        expect(done.status, `${node} ${args.join(' ')}\n${done.stderr}`).toBe(0);
        return done.stdout;
      };
      expect(run('--help')).toMatch(/^Usage: stratalens .*Example:\n {2}stratalens demo\n$/su);
      expect(run('layers', join(network, model))).toContain('block4');
      const asked = ['--probe', probe, '--format', 'planes', '--activations', 'maps.npy', '--clusters', '1'];
      expect(run('explain', ...asked, '--no-store', '--no-evidence', '--json', 'found.json')).toContain('sky');
      const report = readFileSync(join(installed.folder, 'found.json'), 'utf8');
      expect((JSON.parse(report) as { explanations: unknown[] }).explanations).toMatchObject([
        { formula: 'sky', iou: 1 },
      ]);
      const checks = JSON.parse(run('doctor', '--json')) as { ok: boolean; checks: { name: string; detail: string }[] };
      expect(checks).toMatchObject({ ok: true });
      expect(checks.checks.find(({ name }) => name === 'home')?.detail).toContain('home of its own');
      expect(installed.run('npx', ['stratalens', '--help'], { node }).stdout).toContain('Usage: npx stratalens ');
    }
  });
});
