import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL, npy, writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const LONG_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'strata-hostile-'));
/* The server's user gets through, so that the database lies inside of homes. */
chmodSync(folder, 0o755);
const probe = join(folder, 'world');
beforeAll(() => writeSmallWorld(probe, { samples: 4 }));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const explain = (...args: string[]) => ['explain', '--probe', probe, '--format', 'planes', '--no-store', ...args];
const withModel = (...args: string[]) => explain('--model', MODEL, '--layer', LAYER, '--units', '0', ...args);

/** A copy of the small world in which one file is another's doing. */
function changed(name: string, change: (root: string) => void): string {
  const root = path(name);
  execFileSync('cp', ['-r', probe, root]);
  change(root);
  return root;
}

describe('one line says what is wrong, and the code is 1', { timeout: LONG_MS }, () => {
  const cases: Record<string, () => readonly string[]> = {
    'a picture that a link takes from elsewhere': () => {
      const root = changed('linked', (at) => {
        rmSync(join(at, 'images/0.png'));
        symlinkSync('/etc/passwd', join(at, 'images/0.png'));
      });
      return ['index', root, '--format', 'planes'];
    },
    'labels that are a pipe': () => {
      const root = changed('piped', (at) => {
        rmSync(join(at, 'labels.npy'));
        execFileSync('mkfifo', [join(at, 'labels.npy')]);
      });
      return ['index', root, '--format', 'planes'];
    },
    'labels that claim more than the file holds': () => {
      const root = changed('claiming', (at) => {
        writeFileSync(join(at, 'labels.npy'), npy('<u2', [4, 2, 30_000, 30_000], new Uint8Array(64)));
      });
      return ['index', root, '--format', 'planes'];
    },
    'a zero byte in a name': () => {
      const root = changed('zero', (at) =>
        writeFileSync(join(at, 'concepts.csv'), 'index,name,category\n1,s\0y,object\n'),
      );
      return ['index', root, '--format', 'planes'];
    },
    'a file for the dataset': () => ['index', MODEL, '--format', 'planes'],
    'a folder for the model': () => explain('--model', folder, '--layer', LAYER),
    'a device for the model': () => explain('--model', '/dev/zero', '--layer', LAYER),
    'a folder for the activations': () => explain('--activations', folder),
    'a device for the activations': () => explain('--activations', '/dev/zero'),
    'a pipe for the activations': () => {
      execFileSync('mkfifo', [path('pipe.npy')]);
      return explain('--activations', path('pipe.npy'));
    },
    'a folder for the ranges': () => withModel('--ranges', folder),
    'a device for the ranges': () => withModel('--ranges', '/dev/zero'),
    'a folder for the report': () => withModel('--json', folder),
    'images of 40,000×40,000': () => withModel('--input-size', '40000x40000'),
    'images without a pixel': () => withModel('--input-size', '0x0'),
    'a folder where the preprocessing is looked for': () => {
      writeFileSync(path('own.onnx'), readFileSync(MODEL));
      mkdirSync(path('own.strata.json'));
      return explain('--model', path('own.onnx'), '--layer', LAYER);
    },
  };
  it.each(Object.entries(cases))('%s', (_, args) => {
    const { stderr, stdout, status } = runStrata(args(), { home: path('home') });
    const lines = stderr
      .trim()
      .split('\n')
      .filter((line) => !/^(index|look alikes|activations|explain): /u.test(line));
    expect(lines).toEqual([expect.stringMatching(/^Error: /u)]);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});

it('concepts and categories have whatever names they like', { timeout: LONG_MS }, () => {
  const root = changed('names', (at) =>
    writeFileSync(
      join(at, 'concepts.csv'),
      'index,name,category\n1,__proto__,__proto__\n2,constructor,constructor\n3,toString,part\n',
    ),
  );
  const json = path('names.json');
  const args = ['explain', '--probe', root, '--format', 'planes', '--model', MODEL, '--layer', LAYER, '--units', '0-3'];
  const home = path('a $home of "names"');
  const { stderr, status } = runStrata([...args, '--categories', '__proto__,constructor', '--json', json], { home });
  expect([status, stderr.match(/Error|error/u)]).toEqual([0, null]);
  expect(readFileSync(json, 'utf8')).toMatch(/__proto__|constructor/u);
  expect(existsSync(join(home, 'postgres.lock'))).toBe(false);
});

it('what processes that are gone left in the cache goes with the next command that writes there', {
  timeout: LONG_MS,
}, () => {
  const home = path('tidy');
  const cache = join(home, 'cache');
  mkdirSync(cache, { recursive: true });
  const { pid } = { pid: Number(execFileSync('/bin/sh', ['-c', 'echo $$'], { encoding: 'utf8' })) };
  const machine = hostname().replace(/[^a-zA-Z0-9]/gu, '_');
  for (const role of ['use', 'part']) writeFileSync(join(cache, `cells-1.${machine}-${pid}-0a1b2c3d.${role}`), '');
  // Of this process's number, but of one that was started when the machine was.
  for (const role of ['use', 'part'])
    writeFileSync(join(cache, `cells-2.${machine}@1-${process.pid}-0a1b2c3d.${role}`), '');
  expect(runStrata(['index', probe, '--format', 'planes'], { home }).status).toBe(0);
  expect(readdirSync(cache).filter((name) => /\.(use|part)$/u.test(name))).toEqual([]);
});
