import { DEFAULT_CONFIG, defaultSearch, type ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import { CacheUse, calledAs } from '@strata/files';
import { explainVersion, type IndexedProbe, indexProbe, type Measures, type Store } from '@strata/runs';
import { evidenceOf } from '../flags/evidence-flags.ts';
import { shareOf } from '../flags/off-share.ts';
import { probeOptions } from '../flags/probe-flags.ts';
import { openHomeStore, strataHome } from '../home.ts';
import { sampleUnits } from '../pilot/sample-units.ts';
import { startProgress } from '../progress/progress.ts';
import { askedCrop } from './asked-crop.ts';
import { type AskedPredictions, askedPredictions, predictionsCheck } from './check-predictions.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { requireWritable } from './json-report.ts';
import { pageAddress } from './page-address.ts';
import { readRangesFile } from './ranges-file.ts';
import { readMeasures } from './read-measures.ts';
import { readSources, type Source } from './read-sources.ts';
import { reportLayer } from './report-layer.ts';
import { versionPaths } from './report-paths.ts';
import { parseUnits } from './units.ts';

/** Does what `strata explain` was asked for and prints a summary to standard output. */
export async function explain(flags: ExplainFlags, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  signal.throwIfAborted();
  const sources = await readSources(flags);
  signal.throwIfAborted();
  const predictions = await askedPredictions(flags);
  const config = await readConfig(flags);
  const measures = await Promise.all(sources.map((source) => readMeasures(flags, source)));
  const paths = versionPaths(flags.json, sources);
  for (const path of paths.flatMap((layers) => [...(layers?.values() ?? [])])) await requireWritable(path);
  const use = new CacheUse();
  try {
    const versions = sources.map((source, place) => ({
      source,
      measures: measures[place] as Measures,
      paths: paths[place] ?? null,
    }));
    await explainAll(flags, { started, versions, predictions, config, use, signal });
  } finally {
    await use.release();
  }
}

/** A model version that is to be explained. */
interface PreparedVersion {
  readonly source: Source;
  readonly measures: Measures;
  /** Of the JSON files, by layer; null = none. */
  readonly paths: ReadonlyMap<string, string> | null;
}

interface Prepared {
  readonly started: number;
  readonly versions: readonly PreparedVersion[];
  readonly predictions: AskedPredictions | null;
  readonly config: ExplainConfig;
  readonly use: CacheUse;
  readonly signal: AbortSignal;
}

async function explainAll(
  flags: ExplainFlags,
  { started, versions, predictions, config, use, signal }: Prepared,
): Promise<void> {
  const home = strataHome();
  const crop = askedCrop(versions[0]?.source.from, flags);
  const probing = { ...probeOptions(flags, flags.probe), crop, home, use, signal, progress: startProgress };
  const probe = await indexProbe(flags.probe[0] as string, probing);
  const indexMs = performance.now() - started;
  const store = flags.store ? await openHomeStore() : null;
  try {
    for (const version of versions) {
      if (versions.length > 1) process.stdout.write(`\n${version.source.modelName} "${version.source.versionLabel}"\n`);
      await explainOne(flags, { ...version, probe, predictions, config, use, signal, home, indexMs, store });
      if (store) process.stderr.write(`Its page, while "${calledAs()} serve" runs: ${pageAddress(version.source)}\n`);
    }
  } finally {
    await store?.close().catch(() => undefined);
  }
}

interface VersionInputs extends PreparedVersion, Omit<Prepared, 'started' | 'versions'> {
  readonly probe: IndexedProbe;
  readonly home: string;
  readonly indexMs: number;
  readonly store: Store | null;
}

async function explainOne(flags: ExplainFlags, { source, measures, paths, ...inputs }: VersionInputs): Promise<void> {
  const { probe, predictions, config, use, signal, home, indexMs, store } = inputs;
  const { dataset, index, nearDuplicates } = probe;
  const { layers } = source;
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
