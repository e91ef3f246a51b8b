import { openActivations } from './activations/npy-source.ts';
import { keepPreparedImages } from './hits/prepared-file.ts';
import type { ExplainInputs } from './pipeline/explain-inputs.ts';
import type { ExplanationSink } from './pipeline/sink.ts';
import type { StageTimings } from './pipeline/unit-result.ts';
import { shareIndex } from './pipeline/workers/share-index.ts';
import { WorkerPool } from './pipeline/workers/worker-pool.ts';
import { decideZeros } from './ranges/zero-rule.ts';
import { conceptTables } from './search/concept-tables.ts';
import { checkSearch } from './search/range-search.ts';

/** Units that a thread explains together: each image's cell map is read once for all of them. */
const UNITS_PER_BLOCK = 8;

export interface ExplainOptions {
  /** Default 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after each stored block with the units done, those of an earlier run included. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface ExplainTimings extends StageTimings {
  /** Waiting for the sink, in milliseconds. */
  readonly store: number;
}

/**
 * Explains units of a layer and hands each result to the sink. Stops cleanly between blocks when the signal is aborted:
 * what the sink has is whole, and a later call with the same inputs goes on from there.
 * @throws StrataError BAD_CONFIG for a search that can't be made, StrataError from any stage, the sink's errors, or the signal's reason.
 */
export async function explainLayer(
  inputs: ExplainInputs,
  sink: ExplanationSink,
  { threads = 1, signal, onProgress }: ExplainOptions = {},
): Promise<ExplainTimings> {
  checkSearch({ tables: conceptTables(inputs.index), concepts: inputs.concepts, config: inputs.config });
  const left = inputs.units.filter((unit) => !sink.doneUnits.has(unit));
  let done = inputs.units.length - left.length;
  const timings = { ranges: 0, hits: 0, search: 0, evidence: 0, samples: 0, store: 0 };
  onProgress?.(done, inputs.units.length);
  if (left.length === 0) return timings;

  const zerosOff = await decideZeros(inputs);
  const blockSize = Math.max(1, Math.min(UNITS_PER_BLOCK, Math.ceil(left.length / threads)));
  const layer = openActivations(inputs.activationsPath);
  layer.close();
  const imagesPath = await keepPreparedImages(inputs.index, layer, { signal });
  const pool = new WorkerPool(
    {
      ...inputs,
      groups: inputs.groups ?? null,
      index: shareIndex(inputs.index),
      imagesPath,
      zerosOff,
    },
    Math.min(threads, Math.ceil(left.length / blockSize)),
  );
  await pool.run(intoBlocks(left, blockSize), {
    signal,
    onBlock: async ({ results, timings: block }) => {
      timings.ranges += block.ranges;
      timings.hits += block.hits;
      timings.search += block.search;
      timings.evidence += block.evidence;
      timings.samples += block.samples;
      const started = performance.now();
      await sink.writeUnits(results);
      timings.store += performance.now() - started;
      done += results.length;
      onProgress?.(done, inputs.units.length);
    },
  });
  return timings;
}

function intoBlocks(units: readonly number[], size: number): number[][] {
  const blocks: number[][] = [];
  for (let start = 0; start < units.length; start += size) blocks.push(units.slice(start, start + size));
  return blocks;
}
