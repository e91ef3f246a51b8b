import { basename, join } from 'node:path';
import { checkSearch, conceptTables, DEFAULT_CONFIG, type ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import type { CellIndex } from '@strata/probe';
import type { ExplainFlags } from '../commands/explain.ts';
import { openHomeStore, strataHome } from '../home.ts';
import { EXIT } from '../run-command.ts';
import type { ActivationsFrom } from './activations-from.ts';
import { type ExplainedVersion, explainVersion, type VersionNames } from './explain-version.ts';
import { indexProbe } from './index-probe.ts';
import { requireWritable, writeReport } from './json-report.ts';
import { readMeasures } from './measurements/read-measures.ts';
import { preprocessingOf } from './preprocessing-of.ts';
import { readRangesFile } from './ranges-file.ts';
import type { ReportedUnit } from './run-keeper.ts';
import { Summary } from './summary.ts';
import { parseUnits } from './units.ts';

/** Does what `strata explain` was asked for and prints a summary to standard output. */
export async function explain(flags: ExplainFlags, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const source = await readSource(flags);
  const config = await readConfig(flags);
  const measures = await readMeasures(flags, source);
  if (flags.json) await requireWritable(flags.json);
  const { dataset, index } = await indexProbe(flags.probe, { format: flags.format, signal });
  // Before the network runs: a search that can't be made need not wait for that.
  checkSearch({ tables: conceptTables(index), concepts: dataset.concepts, config });
  const indexMs = performance.now() - started;
  const store = flags.store ? await openHomeStore() : null;
  try {
    const explained = await explainVersion({
      ...source,
      store,
      dataset,
      index,
      indexMs,
      chooseUnits: (unitCount) => unitsAsked(flags, { config, unitCount }),
      config,
      measures,
      cacheDir: join(strataHome(), 'cache'),
      threads: flags.threads,
      signal,
    });
    const timingsMs = { index: indexMs, ...explained.timingsMs, total: performance.now() - started };
    await report(explained, { flags, index, config, timingsMs });
  } finally {
    await store?.close().catch(() => undefined);
  }
}

/** What is to be explained, and its names in the database. */
async function readSource(
  flags: ExplainFlags,
): Promise<VersionNames & { readonly from: ActivationsFrom; readonly layer: string }> {
  const { model, activations, layer } = flags;
  if ((model === undefined) === (activations === undefined)) {
    throw new StrataError(
      'BAD_CONFIG',
      'Expected exactly one of --model and --activations. See strata explain --help.',
    );
  }
  const { accuracy, sequence, baseline: isBaseline = false } = flags;
  const names = { versionLabel: flags.modelVersion, isBaseline, accuracy, sequence };
  if (activations !== undefined) {
    return {
      from: { activationsPath: activations },
      layer: layer ?? 'activations',
      modelName: flags.modelName ?? basename(activations, '.npy'),
      ...names,
    };
  }
  const modelPath = model as string;
  if (layer === undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected --layer with --model. "strata layers ${modelPath}" lists the model's tensors.`,
    );
  }
  const preprocessing = await preprocessingOf(modelPath, flags);
  const modelName = flags.modelName ?? basename(modelPath, '.onnx');
  return { from: { modelPath, preprocessing }, layer, modelName, ...names };
}

async function readConfig(flags: ExplainFlags): Promise<ExplainConfig> {
  if (flags.searchBudgetMs !== undefined && flags.search !== 'optimal') {
    throw new StrataError(
      'BAD_CONFIG',
      `--search-budget-ms goes with --search optimal; the search asked for is ${flags.search}. Leave the budget out.`,
    );
  }
  return {
    ...DEFAULT_CONFIG,
    clusters: flags.clusters,
    bounds: flags.bounds,
    length: flags.length,
    beam: flags.beam,
    search: flags.search,
    grammar: flags.grammar,
    searchBudgetMs: flags.searchBudgetMs ?? null,
    categories: flags.categories ?? null,
    minConceptShare: flags.minConceptShare,
    ranges: flags.ranges ? await readRangesFile(flags.ranges) : null,
  };
}

function unitsAsked(
  flags: ExplainFlags,
  { config, unitCount }: { config: ExplainConfig; unitCount: number },
): number[] {
  if (!config.ranges) return parseUnits(flags.units ?? null, unitCount);
  const given = config.ranges;
  const beyond = flags.units === undefined ? [...given.keys()].find((unit) => unit >= unitCount) : undefined;
  if (beyond !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--ranges ${flags.ranges}: has ranges for unit ${beyond}, but the layer has units 0 to ${unitCount - 1}. Take them out, or choose with --units.`,
    );
  }
  const units = parseUnits(flags.units ?? [...given.keys()].join(','), unitCount);
  const missing = units.find((unit) => !given.has(unit));
  if (missing === undefined) return units;
  throw new StrataError(
    'BAD_CONFIG',
    `--ranges ${flags.ranges}: has no ranges for unit ${missing}. Add them or leave it out of --units.`,
  );
}

interface ReportInputs {
  readonly flags: ExplainFlags;
  readonly index: CellIndex;
  readonly config: ExplainConfig;
  readonly timingsMs: ExplainedVersion['timingsMs'] & Readonly<Record<'index' | 'total', number>>;
}

/** One pass over what was found: the JSON file, the summary, and the units that have no explanation. */
async function report(explained: ExplainedVersion, { flags, index, config, timingsMs }: ReportInputs): Promise<void> {
  const summary = new Summary();
  const problems: ReportedUnit[] = [];
  const passing = async function* (): AsyncGenerator<ReportedUnit> {
    for await (const unit of explained.readUnits()) {
      summary.add(unit);
      if (unit.problem !== null) problems.push(unit);
      yield unit;
    }
  };
  const { layerImportance } = explained;
  if (flags.json) await writeReport(flags.json, { index, config, timingsMs, layerImportance }, passing());
  else for await (const _ of passing());
  summary.print({ index, totalMs: timingsMs.total });
  reportProblems(problems);
}

/** Units without an explanation are named; a NaN or infinity makes the command fail, with everything else done. */
function reportProblems(units: readonly ReportedUnit[]): void {
  for (const { unit, outcome, problem } of units) {
    process.stderr.write(`${outcome === 'NON_FINITE' ? 'Error' : 'Note'}: unit ${unit}: ${problem}\n`);
    if (outcome === 'NON_FINITE') process.exitCode = EXIT.problems;
  }
}
