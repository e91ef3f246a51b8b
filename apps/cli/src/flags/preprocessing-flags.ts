import type { PresetName } from '@strata/onnx';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The presets to choose from, without loading the model reader to print a help text. */
const PRESETS = Object.keys({
  imagenet: true,
  clip: true,
  siglip: true,
  inception: true,
  caffe: true,
  unit: true,
  raw: true,
} satisfies Record<PresetName, true>);

/** How images become the model's input, as commander hands it over; what is not given comes from the model's file. */
export interface PreprocessingFlags {
  readonly preprocess?: PresetName;
  readonly inputSize?: readonly [width: number, height: number];
  readonly channelOrder?: 'rgb' | 'bgr' | 'grey';
  readonly scale?: number;
  readonly mean?: [number, number, number];
  readonly std?: [number, number, number];
  readonly layout?: 'nchw' | 'nhwc';
}

/** Adds the flags that stand in for `<model>.strata.json` or win over it. */
export function addPreprocessingFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--preprocess <name>',
        'scale, mean, standard deviation and resize as a family of networks wants them; images are stretched whole',
      ).choices(PRESETS),
    )
    .option('--input-size <wxh>', 'width and height of the model’s input, such as 227x227', parseSize)
    .addOption(
      new Option('--channel-order <order>', 'order of the colour channels, or one of grey').choices([
        'rgb',
        'bgr',
        'grey',
      ]),
    )
    .option('--scale <x>', 'input = (pixel × scale − mean) / std, pixels from 0 to 255', parseNumber)
    .option('--mean <a,b,c>', 'one number per channel, in the channel order, or one for all', parseTriple)
    .option('--std <a,b,c>', 'one number per channel, in the channel order, or one for all', parseTriple)
    .addOption(new Option('--layout <layout>', 'order of the input’s dimensions').choices(['nchw', 'nhwc']));
}

/** Reads `227x227`. */
export function parseSize(text: string): readonly [number, number] {
  const match = /^(\d+)x(\d+)$/u.exec(text);
  if (!match) throw new InvalidArgumentError('Expected width x height, such as 224x224.');
  return [Number(match[1]), Number(match[2])];
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

function parseTriple(text: string): [number, number, number] {
  const [a, b, c, ...more] = text.split(',').map(parseNumber);
  if (a !== undefined && b === undefined) return [a, a, a];
  if (a === undefined || b === undefined || c === undefined || more.length > 0) {
    throw new InvalidArgumentError('Expected three numbers, such as 0.485,0.456,0.406, or one for all channels.');
  }
  return [a, b, c];
}
