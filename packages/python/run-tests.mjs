// Runs the Python package's tests with pytest; where Python or pytest is missing, says so loudly and passes.
// PYTHON names the interpreter; the tests themselves skip the frameworks that it lacks, by name.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const python = process.env.PYTHON ?? 'python3';
const environment = { ...process.env, PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' };
const run = (args, stdio) =>
  spawnSync(python, args, { cwd: import.meta.dirname, env: environment, stdio, encoding: 'utf8' });

const wanted = ['numpy', 'pytest'];
const asked = run(['-c', `import ${wanted.join(', ')}`], 'pipe');
if (asked.error || asked.status !== 0) {
  const why = asked.error?.message ?? asked.stderr.trim().split('\n').at(-1);
  process.stdout.write(
    `\nSKIPPED: the tests of packages/python were NOT run: ${python} with ${wanted.join(' and ')} is needed (${why}).\n` +
      'Install them, or set PYTHON to an interpreter that has them, and torch for the tests of the recorder.\n\n',
  );
  process.exit(0);
}
if (!existsSync(`${import.meta.dirname}/tests`)) throw new Error('packages/python/tests is missing.');
const done = run(['-m', 'pytest', '-q', '-rs', '-p', 'no:cacheprovider', 'tests', ...process.argv.slice(2)], 'inherit');
process.exitCode = done.status ?? 1;
