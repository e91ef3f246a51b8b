import { basename } from 'node:path';
import { DEFAULT_CONFIG, defaultSearch, type ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { nameLayers } from '@strata/onnx';
import { type ActivationsFrom, explainVersion, indexProbe, type VersionNames } from '@strata/runs';
import { evidenceOf } from '../flags/evidence-flags.ts';
import { layoutRequest } from '../flags/layout-flags.ts';
import { shareOf } from '../flags/off-share.ts';
import { probeOptions } from '../flags/probe-flags.ts';
import { openHomeStore, strataHome } from '../home.ts';
import { sampleUnits } from '../pilot/sample-units.ts';
import { startProgress } from '../progress/progress.ts';
import { type AskedPredictions, askedPredictions, predictionsCheck } from './check-predictions.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { requireWritable } from './json-report.ts';
import { layerNotes } from './layer-notes.ts';
import { preprocessingOf } from './preprocessing-of.ts';
import { readRangesFile } from './ranges-file.ts';
import { readMeasures } from './read-measures.ts';
import { reportLayer } from './report-layer.ts';
import { reportPaths } from './report-paths.ts';
import { parseUnits } from './units.ts';

/** Does what `strata explain` was asked for and prints a summary to standard output. */
export async function explain(flags: ExplainFlags, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  signal.throwIfAborted();
  const source = await readSource(flags);
  signal.throwIfAborted();
  const predictions = await askedPredictions(flags);
  const config = await readConfig(flags);
  const measures = await readMeasures(flags, source);
  const paths = reportPaths(flags.json, source.layers);
  for (const path of paths?.values() ?? []) await requireWritable(path);
  const use = new CacheUse();
  try {
    await explainAll(flags, { started, source, predictions, config, measures, paths, use, signal });
  } finally {
    await use.release();
  }
}

interface Prepared {
  readonly started: number;
  readonly source: Source;
  readonly predictions: AskedPredictions | null;
  readonly config: ExplainConfig;
  readonly measures: Awaited<ReturnType<typeof readMeasures>>;
  /** Of the JSON files, by layer; null = none. */
  readonly paths: ReadonlyMap<string, string> | null;
  readonly use: CacheUse;
  readonly signal: AbortSignal;
}

async function explainAll(
  flags: ExplainFlags,
  { started, source, predictions, config, measures, paths, use, signal }: Prepared,
): Promise<void> {
  const { layers } = source;
  const home = strataHome();
  const probing = { ...probeOptions(flags), home, use, signal, progress: startProgress };
  const { dataset, index, nearDuplicates } = await indexProbe(flags.probe, probing);
  const indexMs = performance.now() - started;
  const store = flags.store ? await openHomeStore() : null;
  try {
    const explaining = explainVersion({
      ...source,
      store,
      dataset,
      index,
      nearDuplicates,
      checkPredictions: predictionsCheck(predictions, { ...source, dataset, signal }),
      indexMs,
      chooseUnits: (unitCount, layer) =>
        unitsAsked(flags, { config, unitCount, layer: layers.length > 1 ? layer : null }),
      config,
      measures,
      home,
      progress: startProgress,
      use,
      threads: flags.threads,
      signal,
    });
    for await (const explained of explaining) {
      const timingsMs = { index: indexMs, ...explained.timingsMs, total: indexMs + explained.timingsMs.total };
      const title = layers.length > 1 ? explained.layer : null;
      const path = paths?.get(explained.layer) ?? null;
      await reportLayer(explained, {
        path,
        title,
        index,
        config,
        timingsMs,
        isBaseline: source.isBaseline ?? false,
        rule: flags.rule,
        isPilot: flags.pilot !== undefined,
      });
    }
  } finally {
    await store?.close().catch(() => undefined);
  }
}

interface Source extends VersionNames {
  readonly from: ActivationsFrom;
  readonly layers: readonly string[];
}

/** What is to be explained, and its names in the database. */
async function readSource(flags: ExplainFlags): Promise<Source> {
  const { model, activations, layer: layers = [] } = flags;
  if ((model === undefined) === (activations === undefined)) {
    throw new StrataError(
      'BAD_CONFIG',
      'Expected exactly one of --model and --activations. See strata explain --help.',
    );
  }
  const { accuracy, sequence, trainingRun, baseline: isBaseline = false } = flags;
  const names = { versionLabel: flags.modelVersion, isBaseline, accuracy, sequence, trainingRun };
  if (layers.length > 1 && (activations !== undefined || flags.ranges !== undefined)) {
    throw new StrataError(
      'BAD_CONFIG',
      `Several --layer don't go with ${activations === undefined ? '--ranges, which are of one layer' : '--activations, which hold one'}. Explain them one by one.`,
    );
  }
  if (activations !== undefined) {
    return {
      from: { activationsPath: activations },
      layers: layers.length > 0 ? layers : ['activations'],
      modelName: flags.modelName ?? basename(activations, '.npy'),
      ...names,
    };
  }
  const modelPath = model as string;
  if (layers.length === 0) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected --layer with --model. "strata layers ${modelPath}" lists the model's tensors.`,
    );
  }
  const preprocessing = await preprocessingOf(modelPath, flags);
  for (const note of layerNotes(await nameLayers(modelPath, layers))) process.stderr.write(`Note: ${note}\n`);
  const modelName = flags.modelName ?? basename(modelPath, '.onnx');
  const from = { modelPath, preprocessing, request: layoutRequest(flags), layoutCheck: flags.layoutCheck };
  return { from, layers, modelName, ...names };
}

async function readConfig(flags: ExplainFlags): Promise<ExplainConfig> {
  const search = flags.search ?? defaultSearch(flags.length);
  if (flags.searchBudgetMs !== undefined && search !== 'optimal') {
    throw new StrataError(
      'BAD_CONFIG',
      `--search-budget-ms goes with --search optimal; the search is ${search}. Leave the budget out.`,
    );
  }
  return {
    ...DEFAULT_CONFIG,
    clusters: flags.clusters,
    bounds: flags.bounds,
    upsampling: flags.upsampling,
    offShare: shareOf(flags.offShare),
    length: flags.length,
    beam: flags.beam,
    search,
    grammar: flags.grammar,
    searchBudgetMs: flags.searchBudgetMs ?? null,
    categories: flags.categories ?? null,
    minConceptShare: flags.minConceptShare,
    evidence: evidenceOf(flags),
    ranges: flags.ranges ? await readRangesFile(flags.ranges) : null,
  };
}

interface UnitsQuestion {
  readonly config: ExplainConfig;
  readonly unitCount: number;
  /** To be named when the units can't be chosen; null where there is no other layer. */
  readonly layer: string | null;
}

function unitsAsked(flags: ExplainFlags, { config, unitCount, layer }: UnitsQuestion): number[] {
  if (flags.pilot !== undefined) return sampleUnits(unitCount, { size: flags.pilot });
  if (!config.ranges) return parseUnits(flags.units ?? null, { unitCount, layer });
  const given = config.ranges;
  const beyond = flags.units === undefined ? [...given.keys()].find((unit) => unit >= unitCount) : undefined;
  if (beyond !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--ranges ${flags.ranges}: has ranges for unit ${beyond}, but the layer has units 0 to ${unitCount - 1}. Take them out, or choose with --units.`,
    );
  }
  const units = parseUnits(flags.units ?? [...given.keys()].join(','), { unitCount, layer });
  const missing = units.find((unit) => !given.has(unit));
  if (missing === undefined) return units;
  throw new StrataError(
    'BAD_CONFIG',
    `--ranges ${flags.ranges}: has no ranges for unit ${missing}. Add them or leave it out of --units.`,
  );
}
