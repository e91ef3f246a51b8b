import { compareStrategies, DEFAULT_CONFIG, type ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import { CacheUse, calledAs, writeFileWhole } from '@strata/files';
import { type ActivationsFrom, indexProbe, readyLayers } from '@strata/runs';
import { askedCrop } from '../explain/asked-crop.ts';
import { requireWritable } from '../explain/json-report.ts';
import { preprocessingOf } from '../explain/preprocessing-of.ts';
import { readRangesFile } from '../explain/ranges-file.ts';
import { parseUnits } from '../explain/units.ts';
import { layoutRequest } from '../flags/layout-flags.ts';
import { shareOf } from '../flags/off-share.ts';
import { probeOptions } from '../flags/probe-flags.ts';
import { strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import type { StrategiesFlags } from './strategies-flags.ts';
import { summarize, tableOf } from './summarize.ts';

/**
 * Does what `strata strategies` was asked for: the table to standard output, every finding to a file if asked. Nothing
 * goes to the database.
 */
export async function compare(flags: StrategiesFlags, signal: AbortSignal): Promise<void> {
  const from = await readFrom(flags);
  const config = await configOf(flags);
  if (flags.json) await requireWritable(flags.json);
  const home = strataHome();
  // Held until the process ends.
  const use = new CacheUse();
  const { dataset, index } = await indexProbe(flags.probe[0] as string, {
    ...probeOptions(flags, flags.probe),
    crop: askedCrop(from, flags),
    home,
    use,
    // No evidence is gathered.
    lookAlikes: false,
    signal,
    progress: startProgress,
  });
  const [ready] = await readyLayers({
    dataset,
    index,
    from,
    layers: [flags.layer ?? 'activations'],
    chooseUnits: (unitCount) => unitsOf(flags, { config, unitCount }),
    config,
    home,
    use,
    threads: flags.threads,
    signal,
    progress: startProgress,
  });
  if (!ready) throw new Error('No activations of the one layer asked for.');
  const { activations, units } = ready;
  const searching = startProgress('search', 'units');
  const ranges = await compareStrategies(
    { index, concepts: dataset.concepts, activationsPath: activations.path, zeros: activations.zeros, units, config },
    { signal, onProgress: searching.update },
  );
  searching.end();
  const strategies = summarize(ranges);
  if (flags.json) {
    const { length, beam, clusters, bounds, upsampling, offShare } = config;
    const asked = { clusters, bounds, upsampling, offShare, length, beam };
    const report = { version: 1, config: asked, strategies, ranges };
    await writeFileWhole(flags.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  process.stdout.write(
    `${units.length} units, ${ranges.length} ranges, ${index.sampleCount} samples, ${index.conceptCount} concepts, ${index.cellCount} cells\n` +
      `${ranges.length === 0 ? 'No range has a pixel in which a concept lies: there is nothing to compare.\n' : tableOf(strategies)}`,
  );
}

async function readFrom(flags: StrategiesFlags): Promise<ActivationsFrom> {
  const { model, activations, layer } = flags;
  if (activations !== undefined && model === undefined) return { activationsPath: activations };
  if (model === undefined || activations !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected exactly one of --model and --activations. See ${calledAs()} strategies --help.`,
    );
  }
  if (layer === undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected --layer with --model. "${calledAs()} layers ${model}" lists the model's tensors.`,
    );
  }
  const preprocessing = await preprocessingOf(model, flags);
  return { modelPath: model, preprocessing, request: layoutRequest(flags), layoutCheck: flags.layoutCheck };
}

async function configOf(flags: StrategiesFlags): Promise<ExplainConfig> {
  const { ranges, clusters, bounds, upsampling, offShare, length, beam } = flags;
  const given = ranges === undefined ? null : await readRangesFile(ranges);
  return {
    ...DEFAULT_CONFIG,
    clusters,
    bounds,
    upsampling,
    offShare: shareOf(offShare),
    length,
    beam,
    search: 'beam',
    ranges: given,
  };
}

function unitsOf(
  { units, ranges }: StrategiesFlags,
  { config, unitCount }: { readonly config: ExplainConfig; readonly unitCount: number },
): number[] {
  const given = config.ranges;
  const chosen = parseUnits(units ?? (given ? [...given.keys()].join(',') : null), { unitCount });
  const missing = given ? chosen.find((unit) => !given.has(unit)) : undefined;
  if (missing === undefined) return chosen;
  throw new StrataError(
    'BAD_CONFIG',
    `--ranges ${ranges}: has no ranges for unit ${missing}. Add them or leave it out of --units.`,
  );
}
