import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const WORKER = fileURLToPath(new URL('../src/pipeline/workers/unit-worker.ts', import.meta.url));
/** Prints the address of every module that is loaded. */
const TELL = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { process.stdout.write('loaded ' + url + '\\n'); return next(url, context); } });`;

it('a thread that explains units loads no library, which each of them would start anew', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', TELL, WORKER], { encoding: 'utf8' });
  expect(stderr).toContain('This file runs in a worker thread.');
  const loaded = stdout.split('\n').filter((line) => line.startsWith('loaded '));
  expect(loaded.filter((line) => line.includes('/compute/src/')).length).toBeGreaterThan(20);
  expect(loaded.filter((line) => line.includes('/node_modules/'))).toEqual([]);
});
