import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { openStore, type Store } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

/*
 * Two versions of eight neurons, of the same file: nothing can have become worse. A third has begun and never ended.
 */
const folder = mkdtempSync(join(tmpdir(), 'strata-gate-'));
const home = join(folder, 'home');
const docs = join(import.meta.dirname, '../docs/ci');
let store: Store;

beforeAll(async () => {
  const probe = await writeSmallWorld(join(folder, 'world'), { samples: 12 });
  store = await openStore({ home });
  for (const version of ['production', 'candidate', 'half done']) {
    const inputs = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER];
    const named = ['--model-name', 'net', '--model-version', version, '--accuracy', '0.8'];
    const done = await ended(startStrata(['explain', ...inputs, ...named, '--units', '0-7'], { home }));
    expect(done).toMatchObject({ status: 0 });
  }
  await store.pool.query(`update run set status = 'INTERRUPTED' where layer_id in
    (select l.id from layer l join model_version v on v.id = l.model_version_id where v.label = 'half done')`);
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

function gate(rules: string, ...args: string[]) {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, rules);
  return runStrata(['gate', '--model', 'net', '--rules', file, ...args], { home });
}

const NO_WORSE = 'rules:\n  - metric: iou\n    range: all\n    minAbsoluteChange: 0';
const IMPOSSIBLE = 'rules:\n  - metric: iou\n    range: highest\n    threshold: 1';

describe('strata gate', () => {
  it('ends with 0 where all pass, 1 where one fails, 2 where it could not be judged', () => {
    const against = ['--baseline', 'production'];
    expect(gate(NO_WORSE, '--version', 'candidate', ...against)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('net candidate against production: pass (5 pass, 0 could not judge, 0 fail).'),
    });
    expect(gate(IMPOSSIBLE, '--version', 'candidate')).toMatchObject({ status: 1 });
    const half = gate(NO_WORSE, '--version', 'half done', ...against, '--explain');
    expect(half).toMatchObject({ status: 2, stdout: expect.stringContaining('an incomplete run never passes') });
  });

  it('ends with 2 where nothing could be read: a fault in the rules is no verdict on a network', () => {
    const typo = gate('rules:\n  - metric: iou\n    range: 5\n    treshold: 1', '--version', 'candidate');
    expect(typo).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Error: .*line 2: .*unknown treshold/u) });
    expect(gate(NO_WORSE, '--version', 'nobody')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('none is called or tagged "nobody"'),
    });
    expect(runStrata(['gate', '--model', 'net'], { home })).toMatchObject({ status: 2 });
  });

  it('writes JSON, JUnit and Markdown, and keeps what it decided', async () => {
    const files = ['gate.json', 'gate.xml', 'gate.md'].map((name) => join(folder, name));
    const [json = '', junit = '', markdown = ''] = files;
    const written = ['--json', json, '--junit', junit, '--markdown', markdown];
    expect(gate(IMPOSSIBLE, '--version', 'candidate', ...written)).toMatchObject({ status: 1 });
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      outcome: 'FAIL',
      version: 'candidate',
      checks: [{ clusterIndex: 5 }],
    });
    expect(readFileSync(junit, 'utf8')).toContain('failures="1"');
    expect(readFileSync(markdown, 'utf8')).toContain('### Gate: fail');
    const { rows } = await store.pool.query('select outcome, rules from gate_run order by id desc limit 1');
    expect(rows).toEqual([{ outcome: 'FAIL', rules: IMPOSSIBLE }]);
  });

  it('prints the schema that editors check rules by, which is the one in docs', () => {
    const { stdout, status } = runStrata(['gate', '--schema'], { home });
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync(join(docs, 'gate.schema.json'), 'utf8'));
  });
});

/** Runs lines as a CI server's shell does, with the command on its path. */
function shell(script: string, env: NodeJS.ProcessEnv) {
  const bin = join(folder, 'bin');
  if (!existsSync(bin)) {
    mkdirSync(bin);
    symlinkSync(join(import.meta.dirname, '../apps/cli/bin/strata.mjs'), join(bin, 'stratalens'));
  }
  const path = [bin, dirname(process.execPath), process.env.PATH].join(delimiter);
  return spawnSync('sh', ['-e', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', STRATA_HOME: home, ...env, PATH: path },
  });
}

interface Step {
  readonly run?: string;
}

describe('the examples for CI', () => {
  const env = { MODEL: 'net', VERSION: 'candidate', BASELINE: 'production', RULES: join(docs, 'gate.yaml') };

  it('GitHub Actions: the steps run as they stand, and show what was decided', () => {
    const workflow = parse(readFileSync(join(docs, 'github-actions.yaml'), 'utf8')) as {
      jobs: { gate: { steps: Step[] } };
    };
    // The first installs the package.
    const [, decide = '', show = ''] = workflow.jobs.gate.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    const decided = shell(decide, env);
    expect(decided.stderr).toBe('');
    expect(decided.stdout).toMatch(/net candidate against production: (pass|could not judge)/u);
    const summary = join(folder, 'summary.md');
    expect(shell(show, { GITHUB_STEP_SUMMARY: summary })).toMatchObject({ status: 0 });
    expect(readFileSync(summary, 'utf8')).toContain('### Gate:');
  });

  it('GitLab: a version that was not completed ends the job with 2', () => {
    const pipeline = parse(readFileSync(join(docs, 'gitlab-ci.yaml'), 'utf8')) as { gate: { script: string[] } };
    const done = shell(pipeline.gate.script.join('\n'), { ...env, VERSION: 'half done' });
    expect(done).toMatchObject({ status: 2, stderr: '' });
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain('<error ');
  });
});

describe('strata tag', () => {
  it('puts a tag on a version, which a gate takes for its label, notes on it, and lists both', () => {
    const tag = (...args: string[]) => runStrata(['tag', '--model', 'net', ...args], { home });
    expect(tag('candidate', 'next', '--note', 'of May')).toMatchObject({ status: 0 });
    expect(tag().stdout).toMatch(/^candidate +next +of May$/mu);
    expect(gate(NO_WORSE, '--version', 'next', '--baseline', 'production')).toMatchObject({ status: 0 });
    expect(tag('candidate', 'not a tag')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Expected a tag'),
    });
    expect(tag('--remove', 'next')).toMatchObject({ status: 0 });
    expect(tag('--remove', 'next')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no version of net has this tag'),
    });
  });
});
