import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const MODULE = new URL('../src/run-command.ts', import.meta.url).href;

function run(work: string) {
  const script = `import { runCommand } from ${JSON.stringify(MODULE)}; await runCommand(${work});`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

it('fails in words when what a command waits for can never come', () => {
  const { status, stderr } = run('() => new Promise(() => undefined)');
  expect(stderr).toMatch(/^Error: The work stopped in the middle.* run again\.$/mu);
  expect(status).toBe(1);
});

it('succeeds without a word when the work is done', () => {
  expect(run('async () => undefined')).toMatchObject({ status: 0, stderr: '' });
});
