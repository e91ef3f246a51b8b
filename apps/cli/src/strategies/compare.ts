import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSearch, compareStrategies, conceptTables, DEFAULT_CONFIG, type ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/probe';
import type { StrategiesFlags } from '../commands/strategies.ts';
import { type ActivationsFrom, readyActivations } from '../explain/activations-from.ts';
import { indexProbe } from '../explain/index-probe.ts';
import { requireWritable } from '../explain/json-report.ts';
import { layoutRequest } from '../explain/layout-flags.ts';
import { preprocessingOf } from '../explain/preprocessing-of.ts';
import { readRangesFile } from '../explain/ranges-file.ts';
import { parseUnits } from '../explain/units.ts';
import { strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { summarize, tableOf } from './summarize.ts';

/**
 * Does what `strata strategies` was asked for: the table to standard output, every finding to a file if asked. Nothing
 * goes to the database.
 */
export async function compare(flags: StrategiesFlags, signal: AbortSignal): Promise<void> {
  const from = await readFrom(flags);
  const config = await configOf(flags);
  if (flags.json) await requireWritable(flags.json);
  // Held until the process ends.
  const use = new CacheUse();
  const { dataset, index } = await indexProbe(flags.probe, { format: flags.format, use, signal });
  checkSearch({ tables: conceptTables(index), concepts: dataset.concepts, config });
  const [activations] = await readyActivations({
    from,
    layers: [flags.layer ?? 'activations'],
    dataset,
    cacheDir: join(strataHome(), 'cache'),
    use,
    threads: flags.threads,
    signal,
    progress: startProgress,
  });
  if (!activations) throw new Error('No activations of the one layer asked for.');
  if (activations.sampleCount !== dataset.samples.length) {
    throw new StrataError(
      'BAD_SHAPE',
      `${activations.path}: expected ${dataset.samples.length} samples as in ${dataset.root}, found ${activations.sampleCount}. ` +
        'Record the activations on this dataset, in its order.',
      { context: { file: activations.path } },
    );
  }
  const units = unitsOf(flags, { config, unitCount: activations.unitCount });
  const searching = startProgress('search', 'units');
  const ranges = await compareStrategies(
    { index, concepts: dataset.concepts, activationsPath: activations.path, units, config },
    { signal, onProgress: searching.update },
  );
  searching.end();
  const strategies = summarize(ranges);
  if (flags.json) {
    const { length, beam, clusters, bounds } = config;
    const report = { version: 1, config: { clusters, bounds, length, beam }, strategies, ranges };
    await writeFile(flags.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  process.stdout.write(
    `${units.length} units, ${ranges.length} ranges, ${index.sampleCount} samples, ${index.conceptCount} concepts, ${index.cellCount} cells\n` +
      `${ranges.length === 0 ? 'No range has a pixel: there is nothing to compare.\n' : tableOf(strategies)}`,
  );
}

async function readFrom(flags: StrategiesFlags): Promise<ActivationsFrom> {
  const { model, activations, layer } = flags;
  if (activations !== undefined && model === undefined) return { activationsPath: activations };
  if (model === undefined || activations !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      'Expected exactly one of --model and --activations. See strata strategies --help.',
    );
  }
  if (layer === undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected --layer with --model. "strata layers ${model}" lists the model's tensors.`,
    );
  }
  const preprocessing = await preprocessingOf(model, flags);
  return { modelPath: model, preprocessing, request: layoutRequest(flags), layoutCheck: flags.layoutCheck };
}

async function configOf({ ranges, clusters, bounds, length, beam }: StrategiesFlags): Promise<ExplainConfig> {
  const given = ranges === undefined ? null : await readRangesFile(ranges);
  return { ...DEFAULT_CONFIG, clusters, bounds, length, beam, search: 'beam', ranges: given };
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
