// Makes a bare clone runnable: installs what package-lock.json names, runs the install scripts that package.json
// allows by name (and no others), and builds what is built. Plain JavaScript that any Node ≥ 20 runs, because
// the pinned runtime is one of the things it installs. Does nothing when nothing has changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const stampPath = join(root, 'node_modules', '.strata-set-up');
const kernels = join(root, 'packages', 'kernels');

/** Installs the packages and compiles the kernels, each when what it is made from has changed since the last time. */
export function setUp() {
  install();
  compileKernels();
}

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const have = existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : '';
  if (have === wanted && existsSync(runtimePath())) return;
  say('Installing packages (once) …');
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional packages, which some registries don't carry.
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  run('npm', ['rebuild', '--ignore-scripts=false', '--loglevel=error', ...allowedPackages()]);
  writeFileSync(stampPath, wanted);
}

function compileKernels() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const name of [
    'bin/build.mjs',
    ...readdirSync(join(kernels, 'assembly'))
      .sort()
      .map((file) => `assembly/${file}`),
  ]) {
    hash.update(name).update(readFileSync(join(kernels, name)));
  }
  const wanted = hash.digest('hex');
  const kernelStamp = join(kernels, 'build', '.set-up');
  const compiled = existsSync(join(kernels, 'build', 'kernels.wasm'));
  if (compiled && existsSync(kernelStamp) && readFileSync(kernelStamp, 'utf8') === wanted) return;
  rmSync(kernelStamp, { force: true });
  say('Compiling the kernels …');
  run(runtimePath(), [join(kernels, 'bin', 'build.mjs')]);
  writeFileSync(kernelStamp, wanted);
}

/** The Node binary that the root package pins. */
export function runtimePath() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Where the runtime keeps what it has compiled; a folder that can't be written is done without. */
export function compileCachePath() {
  return join(root, 'node_modules', '.cache', 'node');
}

function allowedPackages() {
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(allowScripts).filter((name) => allowScripts[name] && existsSync(join(root, 'node_modules', name)));
}

function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    // Standard output belongs to the command that asked for the set-up.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_ignore_scripts: undefined },
  });
  if (result.status === 0) return;
  say(
    `Set-up stopped: "${command} ${args.join(' ')}" failed. Is the npm registry reachable? Mend that and run the same command again.`,
  );
  process.exit(1);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) setUp();
