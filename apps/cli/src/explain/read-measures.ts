import { StrataError } from '@strata/domain';
import { cutAtLayer } from '@strata/onnx';
import type { ActivationsFrom, Measures } from '@strata/runs';

export interface MeasureFlags {
  readonly importance?: boolean;
  /** Samples for each explanation at the most. */
  readonly labelMasking?: number | 'all';
  readonly specifications?: boolean;
}

/**
 * What is to be measured beyond the explanations. A model that can't be cut at the layer is found here, before any work.
 * @throws StrataError BAD_CONFIG without a model to run, ModelLoadError when it can't be cut
 */
export async function readMeasures(
  { importance = false, labelMasking, specifications = false }: MeasureFlags,
  { from, layers }: { readonly from: ActivationsFrom; readonly layers: readonly string[] },
): Promise<Measures> {
  const asked = [...(importance ? ['--importance'] : []), ...(labelMasking === undefined ? [] : ['--label-masking'])];
  if (asked.length > 0 && !('modelPath' in from)) {
    throw new StrataError(
      'BAD_CONFIG',
      `${asked.join(' and ')}: expected --model, found ${'recordingPath' in from ? '--recording' : '--activations'}; the network has to be run again for this. Give the model and --layer, or leave ${asked.length === 1 ? 'it' : 'them'} out.`,
    );
  }
  if (importance && 'modelPath' in from) {
    const { modelPath, preprocessing: image, request } = from;
    for (const layer of layers) await cutAtLayer(modelPath, layer, { image, request });
  }
  const samplesMax = labelMasking === 'all' ? null : labelMasking;
  return { importance, labelMasking: samplesMax === undefined ? null : { samplesMax }, specifications };
}
