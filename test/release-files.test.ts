import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { validate } from 'dockerfile-utils';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
/** What runs, or tells to run, the program of that name on npm. */
const ANOTHER_PROGRAM = /\bnp(?:x|m exec)(?: --?[a-z-]+)* strata(?![\w-])/u;

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly strategy: { readonly matrix: { readonly os: string[] } }; readonly steps: { readonly run?: string }[] }
    >
  >;
}

it('no text would have its reader run another program that is called strata', () => {
  const files = execFileSync('git', ['-C', ROOT, 'ls-files', '-z'], { encoding: 'utf8' }).split('\0');
  const texts = files.filter(
    (path) => /\.(?:md|ts|tsx|mjs|json|ya?ml|py|html|cff)$/u.test(path) && !path.startsWith('test/release-files'),
  );
  const found = texts.filter((path) => ANOTHER_PROGRAM.test(read(path)));
  expect(texts.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});

it('all that carries the version has the same', () => {
  const manifests = [
    'apps/api',
    'apps/cli',
    'apps/dashboard',
    'db',
    'docs',
    'packages/runs',
    'packages/python',
    'test',
  ];
  for (const folder of manifests)
    expect([folder, JSON.parse(read(`${folder}/package.json`)).version]).toEqual([folder, version]);
  expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\]`, 'mu'));
  expect(parse(read('CITATION.cff'))).toMatchObject({ 'cff-version': '1.2.0', version, license: 'Apache-2.0' });
  expect(read('packages/python/pyproject.toml')).toContain(`version = "${version}"`);
  expect(read('packages/python/src/stratalens/__init__.py')).toContain(`__version__ = "${version}"`);
});

it('the recipe of the image has no fault, and runs as nobody special', () => {
  const recipe = read('Containerfile');
  expect(validate(recipe).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  expect(recipe).toMatch(/^USER node$/mu);
  // The linter finds faults at all.
  expect(validate('FROM node\nRUNN true\n')).not.toEqual([]);
});

it('a fork runs what .ci/run does, on Linux and macOS, with nothing of its own to set', () => {
  const text = read('.github/workflows/ci.yaml');
  const { check, package: packed } = (parse(text) as Workflow).jobs;
  for (const job of [check, packed]) expect(job?.strategy.matrix.os).toEqual(['ubuntu-latest', 'macos-latest']);
  expect(check?.steps.map(({ run }) => run)).toContain('bash .ci/run');
  expect(packed?.steps.map(({ run }) => run)).toContain('npm run test:package');
  expect(text).not.toContain('secrets.');
});
