import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * `npm run bench:start`: how long a command takes that only says something, and the memory of its largest process, beside
 * Node's own bare start, the runs in turn so that all of them meet the same machine. Prints a table; decides nothing.
 */
const RUNS = 5;
const LAUNCHER = path.resolve(import.meta.dirname, '../../apps/cli/bin/strata.mjs');

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'strata --help': [LAUNCHER, '--help'],
  'strata --version': [LAUNCHER, '--version'],
  'strata explain --help': [LAUNCHER, 'explain', '--help'],
  'strata nonsense': [LAUNCHER, 'nonsense'],
};

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'strata-start-'));
const peaks = path.join(folder, 'peaks');
const tell = path.join(folder, 'tell.cjs');
writeFileSync(
  tell,
  `process.on('exit', () => require('node:fs').appendFileSync(${JSON.stringify(peaks)}, process.resourceUsage().maxRSS + '\\n'));`,
);

function run(args: readonly string[]): Run {
  writeFileSync(peaks, '');
  const started = performance.now();
  spawnSync(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: `--require ${tell}` } });
  const ms = performance.now() - started;
  const kilobytes = readFileSync(peaks, 'utf8').trim().split('\n').map(Number);
  return { ms, megabytes: Math.max(...kilobytes) / 1024 };
}

// The first start compiles and keeps what it compiled.
for (const args of Object.values(COMMANDS)) run(args);
const runs = new Map<string, Run[]>(Object.keys(COMMANDS).map((name) => [name, []]));
for (let turn = 0; turn < RUNS; turn += 1)
  for (const [name, args] of Object.entries(COMMANDS)) runs.get(name)?.push(run(args));
rmSync(folder, { recursive: true });

console.info(`${os.cpus()[0]?.model}, ${os.cpus().length} processors, load ${os.loadavg()[0]?.toFixed(1)}.\n`);
console.info('| command | wall, s, five runs | least | largest process, MB |');
console.info('| --- | --- | --- | --- |');
for (const [name, five] of runs) {
  const seconds = five.map(({ ms }) => (ms / 1000).toFixed(2));
  const megabytes = Math.max(...five.map((one) => one.megabytes)).toFixed(0);
  console.info(`| \`${name}\` | ${seconds.join(' ')} | ${seconds.toSorted()[0]} | ${megabytes} |`);
}
