import { ModelLoadError } from '@strata/domain';
import { openLayerSession } from './layer-session.ts';
import type { TensorInfo } from './onnx-model.ts';
import { imageValues, type Preprocessing } from './preprocessing.ts';

/** What layers that are tried together may take. */
const TOGETHER_BYTES = 2 ** 29;
const FLOAT_BYTES = 4;

/**
 * Runs layers on one black image, as explaining them would: what the file doesn't tell, a run does. Gives the reason,
 * for people, for each that fails.
 */
export async function tryLayers(
  path: string,
  { layers, preprocessing }: { readonly layers: readonly TensorInfo[]; readonly preprocessing: Preprocessing },
): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>();
  const waiting = inParts(layers, preprocessing);
  for (let names = waiting.pop(); names !== undefined; names = waiting.pop()) {
    const reason = await tryOnce(path, { names, preprocessing });
    if (reason === null) continue;
    const middle = names.length >> 1;
    if (middle === 0) reasons.set(names[0] as string, reason);
    else waiting.push(names.slice(0, middle), names.slice(middle));
  }
  return reasons;
}

async function tryOnce(
  path: string,
  { names, preprocessing }: { readonly names: readonly string[]; readonly preprocessing: Preprocessing },
): Promise<string | null> {
  try {
    const session = await openLayerSession(path, { layers: names, preprocessing, batchSize: 1, alone: true });
    try {
      await session.run({ input: new Float32Array(session.batchSize * imageValues(preprocessing)), count: 1 });
      return null;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof ModelLoadError)) throw error;
    return error.message.replace(`${path}: `, '');
  }
}

/** Names of layers, as many together as fit; sizes that aren't known count as the image's. */
function inParts(layers: readonly TensorInfo[], { width, height }: Preprocessing): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const { name, units, grid } of layers) {
    const bytes = (units ?? 1) * (grid?.height ?? height) * (grid?.width ?? width) * FLOAT_BYTES;
    if (parts.length === 0 || bytes > room) {
      parts.push([]);
      room = TOGETHER_BYTES;
    }
    parts.at(-1)?.push(name);
    room -= bytes;
  }
  return parts;
}
