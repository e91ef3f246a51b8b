import { type Preprocessing, readPreprocessing } from '@strata/onnx';
import type { PreprocessingFlags } from './preprocessing-flags.ts';

/**
 * The model's preprocessing: `<model>.strata.json` beside it, fields given by flags winning.
 * @throws ModelLoadError when there is neither, or a field is wrong
 */
export function preprocessingOf(modelPath: string, flags: PreprocessingFlags): Promise<Preprocessing> {
  const { inputSize, channelOrder, scale, mean, std, layout } = flags;
  const given = {
    ...(inputSize && { width: inputSize[0], height: inputSize[1] }),
    ...(channelOrder && { channelOrder }),
    ...(scale !== undefined && { scale }),
    ...(mean && { mean }),
    ...(std && { standardDeviation: std }),
    ...(layout && { layout }),
  };
  return readPreprocessing(modelPath, given);
}
