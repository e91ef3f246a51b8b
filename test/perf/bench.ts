import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Measurement } from './report-line.ts';
import { markdownTable } from './targets.ts';

/**
 * `npm run bench` measures every stage, each in a process of its own, prints what it finds, and keeps it in results/:
 *
 * - `--size S M L`: sizes of the drawn worlds; default S and M. L takes some ten minutes and 3 GB of disk.
 * - `--only hits search`: benches to run; default all of hits, ranges, search, evidence, score, world and photos.
 * - `--threads 2`; default all cores.
 * - `--write`: also writes the table in README.md anew, with what this run measured.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const RESULTS = join(import.meta.dirname, 'results');
const README = join(import.meta.dirname, 'README.md');
const BENCHES = ['hits', 'ranges', 'search', 'evidence', 'score', 'world', 'photos'] as const;

const { values: flags, positionals } = parseArgs({
  options: {
    size: { type: 'string', multiple: true, default: ['S', 'M'] },
    only: { type: 'string', multiple: true, default: [...BENCHES] },
    threads: { type: 'string', default: String(availableParallelism()) },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
// Values may follow their flag with spaces between them: --size S M.
const sizes = [...flags.size, ...positionals.filter((value) => /^[SML]$/.test(value))];
const only = new Set([...flags.only, ...positionals.filter((value) => !/^[SML]$/.test(value))]);

const measurements: Measurement[] = [];
const started = new Date();
for (const [script, ...args] of plan()) measurements.push(...(await run(script as string, args)));
const report = { ...describeMachine(), startedAt: started.toISOString(), measurements };
mkdirSync(RESULTS, { recursive: true });
const name = `${started.toISOString().slice(0, 16).replace(/[:T]/g, '-')}-${report.commit.slice(0, 10)}`;
const path = join(RESULTS, `${name}.json`);
writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`);
console.info(`\n${markdownTable(measurements)}\nKept in ${path}`);
if (flags.write && existsSync(README)) {
  const text = readFileSync(README, 'utf8');
  const table = `<!-- measured -->\n\n${describe(report)}\n\n${markdownTable(measurements)}\n<!-- end -->`;
  writeFileSync(
    README,
    text.replace(/<!-- measured -->[\s\S]*<!-- end -->/, () => table),
  );
}

function plan(): string[][] {
  const compute = 'packages/compute/test/perf';
  const commands: Record<(typeof BENCHES)[number], string[][]> = {
    hits: [['packages/kernels/test/perf/bench-hits.ts']],
    ranges: [[`${compute}/bench-ranges.ts`]],
    search: [...sizes, ...references()].map((world) => [`${compute}/bench-search.ts`, world]),
    evidence: ['fire9', ...sizes].map((world) => [`${compute}/bench-evidence.ts`, world, flags.threads]),
    score: [[`${compute}/bench-score.ts`, 'S', '1000']],
    world: sizes.map((size) => [`${compute}/bench-world.ts`, size, flags.threads]),
    photos: [['test/perf/bench-photos.ts', '1000', flags.threads]],
  };
  return BENCHES.filter((bench) => only.has(bench)).flatMap((bench) => commands[bench]);
}

function references(): string[] {
  const folder = resolve(ROOT, '../shared/data/reference');
  return ['camvid60_squeezenet', 's200c60'].filter((world) => existsSync(join(folder, world)));
}

/** Runs a bench and gives its lines; a bench that fails ends the run. */
async function run(script: string, args: readonly string[]): Promise<Measurement[]> {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = new Promise<number | null>((done) => child.on('close', done));
  const found: Measurement[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const measurement = JSON.parse(line) as Measurement;
    found.push(measurement);
    const { stage, on, what, value, unit, note } = measurement;
    const number = Number(value.toPrecision(3));
    console.info(`${stage.padEnd(8)} ${on.padEnd(22)} ${what}: ${number} ${unit}${note ? ` (${note})` : ''}`);
  }
  const code = await exit;
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with code ${code}.`);
  return found;
}

function describeMachine() {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', 'HEAD'),
    changed: git('status', '--porcelain', '--untracked-files=no') !== '',
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    threads: Number(flags.threads),
  };
}

function describe({ processor, cores, memoryBytes, node, commit, startedAt }: typeof report): string {
  const memory = Math.round(memoryBytes / 2 ** 30);
  return `${processor}, ${cores} cores, ${memory} GiB, Node ${node}; commit ${commit.slice(0, 10)}, ${startedAt.slice(0, 10)}.`;
}
