import type { ResizeFilter } from '@strata/domain';
import type { AskedCrop, PresetName } from '@strata/onnx';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { whole } from './numbers.ts';

/** The presets to choose from, without loading the model reader to print a help text. */
const PRESETS = Object.keys({
  imagenet: true,
  clip: true,
  siglip: true,
  inception: true,
  caffe: true,
  unit: true,
  raw: true,
  torchvision: true,
  timm: true,
  open_clip: true,
  'transformers-clip': true,
} satisfies Record<PresetName, true>);
const CROPS = Object.keys({
  torchvision: true,
  timm: true,
  open_clip: true,
  transformers: true,
  keras: true,
  'keras-aspect': true,
  none: true,
} satisfies Record<AskedCrop, true>);
const FILTERS = Object.keys({ nearest: true, bilinear: true, bicubic: true, lanczos: true } satisfies Record<
  ResizeFilter,
  true
>);
const SIDE_MAX = 8_192;

/** How images become the model's input, as commander hands it over; what is not given comes from the model's file. */
export interface PreprocessingFlags {
  readonly preprocess?: PresetName;
  readonly inputSize?: readonly [width: number, height: number];
  readonly channelOrder?: 'rgb' | 'bgr' | 'grey';
  readonly scale?: number;
  readonly mean?: [number, number, number];
  readonly std?: [number, number, number];
  readonly layout?: 'nchw' | 'nhwc';
  readonly crop?: AskedCrop;
  readonly resizeSide?: number;
  readonly resample?: ResizeFilter;
}

/** Adds the flags that stand in for `<model>.strata.json` or win over it. */
export function addPreprocessingFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--preprocess <name>',
        'scale, mean, standard deviation and resize as a family of networks wants them; the last four crop as their library does, the others stretch the whole image',
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
    .addOption(new Option('--layout <layout>', 'order of the input’s dimensions').choices(['nchw', 'nhwc']))
    .addOption(
      new Option(
        '--crop <library>',
        'crop images in the middle after a resize that keeps proportions, by that library’s rule, and masks alike; keras-aspect crops first, as load_img(keep_aspect_ratio=True); none stretches the whole image',
      ).choices(CROPS),
    )
    .option(
      '--resize-side <pixels>',
      'with a crop: what the shorter side is brought to before it, such as 256 for 224',
      whole(1, SIDE_MAX),
    )
    .addOption(new Option('--resample <filter>', 'how pixels are taken together in the resize').choices(FILTERS));
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
