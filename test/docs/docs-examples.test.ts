import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type RunningApi, startApi } from '@strata/api';
import { openStore, type Store } from '@strata/db';
import { seedHome } from '@strata/db/testing';
import { readRules } from '@strata/gate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStrata } from '../support/strata.ts';
import { commandsOf, type Example, type ExamplePage, examplePages, frameworksOf } from './examples.ts';

const PYTHON = process.env.PYTHON ?? 'python3';
const PACKAGE = resolve(import.meta.dirname, '../../packages/python/src');
const LAUNCHER = resolve(import.meta.dirname, '../../apps/cli/bin/strata.mjs');
/** Ends well where the module is there; nothing is loaded. */
const LOOK = 'import sys, importlib.util as found; sys.exit(found.find_spec(sys.argv[1]) is None)';
/** What is looked up or shown, not run. */
const SHOWN = new Set(['json']);

const root = mkdtempSync(join(tmpdir(), 'strata-docs-'));
const home = join(root, 'home');
let store: Store;
let api: RunningApi;

beforeAll(async () => {
  mkdirSync(home);
  await seedHome(home);
  store = await openStore({ home });
  api = await startApi({ store, port: 0, open: true });
});
afterAll(async () => {
  await api?.close();
  await store?.close();
  rmSync(root, { recursive: true, force: true });
});

/** Runs one example in the page's folder; throws where it fails. */
async function run({ language, code }: Example, folder: string): Promise<void> {
  if (language === 'python') return runPython(code, folder);
  if (language === 'sh') return runShell(code, folder);
  if (language === 'yaml') return void readRules(code, 'gate.yaml');
  if (language === 'graphql') return ask(code);
  expect(SHOWN, `no way to run an example in ${language}`).toContain(language);
}

function runPython(code: string, folder: string): void {
  const command = `"${process.execPath}" "${LAUNCHER}"`;
  const env = {
    ...process.env,
    PYTHONPATH: [PACKAGE, process.env.PYTHONPATH].filter(Boolean).join(delimiter),
    // PyTorch leaves a folder there.
    TMPDIR: root,
    STRATA_COMMAND: command,
    STRATA_HOME: home,
    DATABASE_URL: '',
  };
  const done = spawnSync(PYTHON, ['-'], { cwd: folder, input: code, encoding: 'utf8', env });
  expect(done.status, done.stderr).toBe(0);
}

function runShell(code: string, folder: string): void {
  for (const words of commandsOf(code)) {
    expect(words.slice(0, 2), 'a line that is no command of ours is not run; say why above it').toEqual([
      'npx',
      'stratalens',
    ]);
    const into = words.indexOf('>');
    const args = words.slice(2, into < 0 ? undefined : into);
    const done = runStrata(args, { home, cwd: folder });
    expect(done.status, `${words.join(' ')}\n${done.stderr}`).toBe(0);
    const file = words[into + 1];
    if (into >= 0 && file !== undefined) writeFileSync(join(folder, file), done.stdout);
  }
}

async function ask(query: string): Promise<void> {
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(((await answer.json()) as { errors?: unknown }).errors).toBeUndefined();
}

const missing = new Set(
  ['numpy', 'torch', 'keras', 'flax'].filter((name) => spawnSync(PYTHON, ['-c', LOOK, name]).status !== 0),
);

/** What the page can't be run without here. */
function lackedBy(page: ExamplePage): readonly string[] {
  return frameworksOf(page).filter((name) => missing.has(name));
}

describe('the examples of the documentation', () => {
  for (const page of examplePages()) {
    const asked = page.examples.filter(({ notRun }) => notRun === null);
    if (asked.length === 0) continue;
    const lacks = lackedBy(page);
    if (lacks.length > 0)
      process.stderr.write(`SKIPPED: docs/site/${page.path} needs ${lacks.join(', ')} for ${PYTHON}.\n`);
    it.skipIf(lacks.length > 0)(`${page.path}: ${asked.length} run as they stand, in their order`, async () => {
      const folder = mkdtempSync(join(root, 'page-'));
      for (const example of asked) await run(example, folder);
    });
  }

  it('say of each that is not run why it is not', () => {
    const reasons = examplePages().flatMap(({ examples }) =>
      examples.flatMap(({ notRun }) => (notRun === null ? [] : [notRun])),
    );
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(6);
    expect(reasons.length).toBeLessThan(12);
  });
});
