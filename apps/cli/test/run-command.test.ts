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

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  'hears %s once, and ends as interrupted though a library goes on',
  (signal) => {
    const work = `async (signal) => {
    setInterval(() => {}, 1000);
    process.kill(process.pid, '${signal}');
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }`;
    const { status, stderr } = run(work);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^Stopping/),
      expect.stringMatching(/^Interrupted/),
    ]);
    expect(status).toBe(130);
  },
);

it('succeeds without a word when the work is done', () => {
  expect(run('async () => undefined')).toMatchObject({ status: 0, stderr: '' });
});
