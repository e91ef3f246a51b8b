import { openActivations } from '../../activations/npy-source.ts';
import type { CauseInputs } from './cause-inputs.ts';
import { chooseRanges } from './choose-ranges.ts';
import { intervene } from './intervene.ts';
import { CAUSE_Q_MAX, type ErrorRange, judgeCauses } from './judge-causes.ts';
import { splitHalves } from './split-halves.ts';

export interface CauseOptions {
  /** Threads of ONNX Runtime; the counts don't depend on them. Default 1. */
  readonly threads?: number | undefined;
  /** Of the halves and of the control's places. Default 1. */
  readonly seed?: number | undefined;
  /** Ranges that are taken out, at most. Default 12. */
  readonly rangesMax?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Finds ranges that fire more on errors than on successes of the same class, in one half of the units of count, and takes
 * each out of the other half's images, both ways.
 * @throws ModelLoadError when the model can't be cut at the layer or run, ShapeError when the activations can't be read, or
 * the signal's reason
 */
export async function findCauses(
  inputs: CauseInputs,
  { threads = 1, seed = 1, rangesMax = 12, signal, onProgress }: CauseOptions = {},
): Promise<ErrorRange[]> {
  const choosing = new Set(splitHalves(inputs.errors, { seed }).choosing);
  const source = openActivations(inputs.activationsPath);
  const chosen = (() => {
    try {
      return chooseRanges(inputs, source, { chooses: (unit) => choosing.has(unit), qMax: CAUSE_Q_MAX, rangesMax });
    } finally {
      source.close();
    }
  })();
  if (chosen.length === 0) return [];
  const images = inputs.images.filter(({ unit }) => !choosing.has(unit));
  return judgeCauses(await intervene(inputs, chosen, { images, threads, seed, signal, onProgress }), images);
}
