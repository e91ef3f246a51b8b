import { calledAs } from '@strata/files';
import { type AskedFit, type Preprocessing, readPreprocessing } from '@strata/onnx';
import type { PreprocessingFlags } from '../flags/preprocessing-flags.ts';
import { preprocessingText, resizeSentence } from './preprocessing-text.ts';

/**
 * The model's preprocessing: `<model>.strata.json` beside it, or `preprocessor_config.json`, or a preset, fields given by
 * flags winning. With none of them, the defaults
 * are taken, and standard error says so: activations of wrongly fed networks look like any others.
 * @throws ModelLoadError when a field is wrong
 */
export async function preprocessingOf(modelPath: string, flags: PreprocessingFlags): Promise<Preprocessing> {
  const given = givenFields(flags);
  const { preprocess: preset } = flags;
  const { preprocessing, assumed, processor } = await readPreprocessing(modelPath, given, {
    preset,
    fit: askedFit(flags),
  });
  if (preset !== undefined || processor !== null) {
    process.stderr.write(
      `Note: images are prepared as ${preset === undefined ? `${processor} says` : `--preprocess ${preset} says`}: ${preprocessingText(preprocessing)}; ${resizeSentence(preprocessing)}.\n`,
    );
  }
  if (assumed) {
    const { width, height, layout, channelOrder } = preprocessing;
    process.stderr.write(
      `Note: nothing says how ${modelPath} wants its images; assuming ${width}x${height}, ${layout}, ${channelOrder === 'grey' ? 'grey' : 'RGB'}, pixel / 255. ` +
        `If it was trained otherwise, give --scale, --mean, --std, --channel-order, or write them beside the model (${calledAs()} explain --help).\n`,
    );
  }
  return preprocessing;
}

/** What flags say of the resize alone. */
export function askedFit({ crop, resizeSide, resample }: PreprocessingFlags): AskedFit {
  return { crop, side: resizeSide, filter: resample };
}

/** What flags say of single fields. */
export function givenFields(flags: PreprocessingFlags): Partial<Preprocessing> {
  const { inputSize, channelOrder, scale, mean, std, layout } = flags;
  return {
    ...(inputSize && { width: inputSize[0], height: inputSize[1] }),
    ...(channelOrder && { channelOrder }),
    ...(scale !== undefined && { scale }),
    ...(mean && { mean }),
    ...(std && { standardDeviation: std }),
    ...(layout && { layout }),
  };
}
