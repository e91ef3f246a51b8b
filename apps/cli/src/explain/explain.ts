import { join } from 'node:path';
import {
  type ExplainConfig,
  type ExplainTimings,
  explainLayer,
  openActivations,
  type UnitResult,
} from '@strata/compute';
import { StrataError } from '@strata/domain';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import type { ExplainFlags } from '../commands/explain.ts';
import { strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { EXIT } from '../run-command.ts';
import { type ExplainReport, writeReport } from './json-report.ts';
import { printSummary } from './print-summary.ts';
import { readRangesFile } from './ranges-file.ts';
import { keepInDatabase, keepNothing } from './run-sink.ts';
import { parseUnits } from './units.ts';

/** Does what `strata explain` was asked for and prints a summary to standard output. */
export async function explain(flags: ExplainFlags, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const config = await readConfig(flags);
  const dataset = await openProbeDataset(flags.probe, { format: flags.format });
  const layer = openActivations(flags.activations);
  layer.close();
  const readable = performance.now();
  if (layer.samples !== dataset.samples.length) {
    throw new StrataError(
      'BAD_SHAPE',
      `${flags.activations}: expected ${dataset.samples.length} samples as in ${flags.probe}, found ${layer.samples}.`,
    );
  }
  const units = unitsAsked(flags, { config, unitCount: layer.units });

  const indexing = startProgress('index', 'samples');
  const index = await buildCellIndex(dataset, {
    cacheDir: join(strataHome(), 'cache'),
    onProgress: indexing.update,
    signal,
  });
  indexing.end();
  await dataset.close();
  const indexed = performance.now();

  const keeper = flags.store ? await keepInDatabase({ flags, config, dataset, index, layer, units }) : keepNothing();
  const results: UnitResult[] = [];
  let timings: ExplainTimings;
  try {
    // Without a file to fill, units that are stored already are left as they are.
    const doneUnits = flags.json ? new Set<number>() : keeper.doneUnits;
    const already = units.filter((unit) => doneUnits.has(unit)).length;
    if (already > 0)
      process.stderr.write(`${already} of ${units.length} units are stored already; going on with the others.\n`);
    const explaining = startProgress('explain', 'units');
    timings = await explainLayer(
      { index, concepts: dataset.concepts, activationsPath: layer.path, units, config },
      {
        doneUnits,
        writeUnit: async (result) => {
          await keeper.writeUnit(result);
          results.push(result);
        },
      },
      { threads: flags.threads, signal, onProgress: explaining.update },
    );
    explaining.end();
    await keeper.finish({
      index: indexed - readable,
      ...timings,
      write: timings.store,
      total: performance.now() - started,
    });
  } catch (error) {
    // The first failure is the one to report; the database may be what failed.
    await keeper.fail(error).catch(() => undefined);
    throw error;
  } finally {
    await keeper.close().catch(() => undefined);
  }
  results.sort((a, b) => a.unit - b.unit);

  const report: ExplainReport = {
    dataset,
    index,
    config,
    results,
    timingsMs: {
      index: indexed - readable,
      activations: readable - started,
      ...timings,
      total: performance.now() - started,
    },
  };
  if (flags.json) await writeReport(flags.json, report);
  printSummary(report);
  reportProblems(results);
}

async function readConfig(flags: ExplainFlags): Promise<ExplainConfig> {
  return {
    clusters: flags.clusters,
    bounds: flags.bounds,
    length: flags.length,
    beam: flags.beam,
    search: flags.search,
    grammar: 'paper',
    ranges: flags.ranges ? await readRangesFile(flags.ranges) : null,
  };
}

function unitsAsked(
  flags: ExplainFlags,
  { config, unitCount }: { config: ExplainConfig; unitCount: number },
): number[] {
  if (!config.ranges) return parseUnits(flags.units ?? null, unitCount);
  const given = config.ranges;
  const units = parseUnits(flags.units ?? [...given.keys()].join(','), unitCount);
  const missing = units.find((unit) => !given.has(unit));
  if (missing === undefined) return units;
  throw new StrataError(
    'BAD_CONFIG',
    `--ranges ${flags.ranges}: has no ranges for unit ${missing}. Add them or leave it out of --units.`,
  );
}

/** Units without an explanation are named; a NaN or infinity makes the command fail, with everything else done. */
function reportProblems(results: readonly UnitResult[]): void {
  for (const { unit, outcome, problem } of results) {
    if (problem === null) continue;
    process.stderr.write(`${outcome === 'NON_FINITE' ? 'Error' : 'Note'}: unit ${unit}: ${problem}\n`);
    if (outcome === 'NON_FINITE') process.exitCode = EXIT.problems;
  }
}
