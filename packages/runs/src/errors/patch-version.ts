import { rename, rm, writeFile } from 'node:fs/promises';
import { type ActivationRange, outputsWithout, storedRange } from '@strata/compute';
import { type ErrorsAsked, readErrorInterventions, readRunUnits, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse, partPath } from '@strata/files';
import { checkPatch, type PatchChecked, patchRange } from '@strata/onnx';
import { ruleOf } from '../explain/stored-rule.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { type ChosenPatch, choosePatch } from './choose-patch.ts';
import { openRunNetwork, type RunNetwork } from './run-network.ts';

/** Images that a patched file is checked on, at most: the first on which the range fires. */
const CHECKED_MAX = 32;

export interface PatchVersionOptions extends ErrorsAsked {
  /** Where the file is written; nothing may stand there. */
  readonly out: string;
  /** Folder with cache and registry. */
  readonly home: string;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

export interface PatchedVersion {
  readonly patch: ChosenPatch;
  readonly checked: PatchChecked;
  /** The network that was patched; its preprocessing is that of the patched file, too. */
  readonly modelPath: string;
}

/**
 * Writes the intervention that mends most of a version's errors as an ONNX file of its own, an experiment: the same graph
 * with a few nodes more behind the layer. The file appears only when it answers as the trial did, value by value.
 * @throws StrataError BAD_CONFIG when nothing is known to cause the errors, SETUP_FAILED when an input is not known here;
 * ModelLoadError when the network can't be patched or answers otherwise
 */
export async function patchVersion(store: Store, options: PatchVersionOptions): Promise<PatchedVersion> {
  const { out, home, threads = 1, signal, progress = noProgress } = options;
  const patch = choosePatch(await readErrorInterventions(store, options));
  const use = new CacheUse();
  try {
    const network = await openRunNetwork(store, patch.runId, { home, use, threads, signal, progress });
    const range = await rangeOf(store, patch, network);
    const { layer, unit, setTo: to } = patch;
    const expected = await outputsWithout({ ...network, layer }, { unit, range, to, samplesMax: CHECKED_MAX, threads });
    if (expected.length === 0) {
      throw new StrataError(
        'SETUP_FAILED',
        `Neuron ${unit} never fires in range ${patch.clusterIndex} any more: ask again.`,
      );
    }
    const part = partPath(out);
    try {
      const { lowest, beyond, withoutZero } = range;
      const { modelPath, preprocessing, request } = network;
      const bounds = { lowest, beyond, withoutZero };
      const note = patchNote(patch);
      const bytes = await patchRange(modelPath, { ...bounds, layer, unit, to, note, request, image: preprocessing });
      await writeFile(part, bytes, { flag: 'wx' });
      const images = expected.map(({ sample }) => network.imagePath(sample));
      const outputs = expected.map((one) => one.outputs);
      const checked = await checkPatch({ path: part, layer, preprocessing, images, expected: outputs, threads });
      await rename(part, out);
      return { patch, checked, modelPath };
    } finally {
      await rm(part, { force: true });
    }
  } finally {
    await use.release();
  }
}

/** What a patch does, as the file says it of itself and people name the version. */
export function patchNote({
  unit,
  clusterIndex,
  intervention,
}: Pick<ChosenPatch, 'unit' | 'clusterIndex' | 'intervention'>): string {
  const way = intervention === 'ZERO' ? 'set to zero' : 'set to its mean on successes';
  return `experiment: neuron ${unit}, range ${clusterIndex} ${way}`;
}

async function rangeOf(
  store: Store,
  { runId, unit, clusterIndex }: ChosenPatch,
  { bounds }: RunNetwork,
): Promise<ActivationRange> {
  for await (const found of readRunUnits(store, { runId, units: [unit] })) {
    const stored = found.ranges.find((range) => range.clusterIndex === clusterIndex);
    if (stored) return storedRange(stored, ruleOf(bounds, found));
  }
  throw new StrataError(
    'BAD_ID',
    `Neuron ${unit} has no range ${clusterIndex} any more: ask strata errors --causes again.`,
  );
}
