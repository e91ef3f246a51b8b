import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GRAMMARS as ALL_GRAMMARS, OFF_SHARE, SEARCH_STRATEGIES } from '@strata/compute';
import { expect, it } from 'vitest';
import { GRAMMARS, SEARCHES } from '../src/commands/search-choices.ts';
import { DEFAULT_OFF_SHARE } from '../src/flags/off-share.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** Prints the address of every module that is loaded. */
const TELL = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { process.stderr.write('loaded ' + url + '\\n'); return next(url, context); } });`;
const HEAVY = /\/(packages\/(?:compute|onnx|probe|demo|kernels|runs)|db|apps\/api)\/src\//u;

const COMMANDS = [
  'layers',
  'index',
  'explain',
  'strategies',
  'randomize',
  'cache',
  'serve',
  'query',
  'worker',
  'key',
  'doctor',
  'docs',
  'demo',
];

function help(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', TELL, MAIN, ...args, '--help'], {
    encoding: 'utf8',
  });
  return { stdout, status, loaded: stderr.split('\n').filter((line) => line.startsWith('loaded ')) };
}

it('lists every command and loads neither networks, data, database nor server for it', () => {
  const { stdout, status, loaded } = help();
  expect(status).toBe(0);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${command}\\b`, 'mu'));
  expect(loaded.some((line) => line.endsWith('/main.ts'))).toBe(true);
  expect(loaded.filter((line) => HEAVY.test(line))).toEqual([]);
});

it.each(COMMANDS)('prints the help of %s without loading what it works with', (command) => {
  const { stdout, status, loaded } = help(command);
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Usage: \\./strata ${command}\\b`, 'u'));
  expect(loaded.filter((line) => HEAVY.test(line))).toEqual([]);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is no command', (name) => {
  const { stderr, status } = spawnSync(process.execPath, [MAIN, name], { encoding: 'utf8' });
  expect(stderr).toMatch(`Error: unknown command '${name}'`);
  expect(status).toBe(1);
});

it('offers the searches and grammars that there are', () => {
  expect([SEARCHES, GRAMMARS]).toEqual([[...SEARCH_STRATEGIES], [...ALL_GRAMMARS]]);
});

it('takes zeros as off from the share on that the search of ranges does', () => {
  expect(DEFAULT_OFF_SHARE).toBe(OFF_SHARE);
});
