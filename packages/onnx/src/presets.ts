import { type CropRule, type ResizeFilter, resizeText } from '@strata/domain';
import type { Preprocessing } from './preprocessing.ts';

/** What a preset says: all but the size, which is the model's. */
export type Preset = Partial<Preprocessing>;

const BYTE = 1 / 255;
const IMAGENET = { scale: BYTE, mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225] } as const;
const CLIP = {
  scale: BYTE,
  mean: [0.48145466, 0.4578275, 0.40821073],
  standardDeviation: [0.26862954, 0.26130258, 0.27577711],
} as const;

/** A crop in the middle, after the shorter side was brought to `side` of the input's. */
interface PresetCrop {
  readonly side: (input: number) => number;
  readonly filter: ResizeFilter;
  readonly rule: CropRule;
}

/** By presets that crop; the others stretch the whole image. */
const CROPS = {
  torchvision: { side: (input) => Math.round((input * 256) / 224), filter: 'bilinear', rule: 'torchvision' },
  timm: { side: (input) => Math.floor(input / 0.875), filter: 'bicubic', rule: 'torchvision' },
  open_clip: { side: (input) => input, filter: 'bicubic', rule: 'torchvision' },
  'transformers-clip': { side: (input) => input, filter: 'bicubic', rule: 'transformers' },
} as const satisfies Readonly<Record<string, PresetCrop>>;

/**
 * How families of networks want their images, by name. Sizes are no part of it; presets named after a library crop as
 * it does, the others stretch the whole image. torchvision's newer weights resize to 232, not 256, and timm's each to a share of their own:
 * their files say so, or --resize-side does.
 * Sources: torchvision's and timm's weights (imagenet), OpenAI's CLIP, Google's SigLIP and Inception, Keras'
 * `preprocess_input` (its mode "tf" is inception's, "caffe" has its own name).
 */
const PRESETS = {
  imagenet: { ...IMAGENET, resize: 'stretch' },
  clip: { ...CLIP, resize: 'stretch-bicubic' },
  siglip: { scale: BYTE, mean: [0.5, 0.5, 0.5], standardDeviation: [0.5, 0.5, 0.5], resize: 'stretch-bicubic' },
  inception: { scale: BYTE, mean: [0.5, 0.5, 0.5], standardDeviation: [0.5, 0.5, 0.5], resize: 'stretch' },
  caffe: {
    channelOrder: 'bgr',
    scale: 1,
    mean: [103.939, 116.779, 123.68],
    standardDeviation: [1, 1, 1],
    resize: 'stretch',
  },
  unit: { scale: BYTE, mean: [0, 0, 0], standardDeviation: [1, 1, 1], resize: 'stretch' },
  torchvision: { ...IMAGENET, resize: 'stretch' },
  timm: { ...IMAGENET, resize: 'stretch-bicubic' },
  open_clip: { ...CLIP, resize: 'stretch-bicubic' },
  'transformers-clip': { ...CLIP, resize: 'stretch-bicubic' },
  raw: { scale: 1, mean: [0, 0, 0], standardDeviation: [1, 1, 1], resize: 'stretch' },
} as const satisfies Readonly<Record<string, DeepReadonly<Preset>>>;

export type PresetName = keyof typeof PRESETS;

type DeepReadonly<T> = { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** What a preset says for an input of this size, to be changed freely. */
export function presetOf(
  name: PresetName,
  { width, height }: { readonly width: number; readonly height: number },
): Preset {
  const { mean, standardDeviation, resize, ...rest } = PRESETS[name];
  const crop: PresetCrop | undefined = name in CROPS ? CROPS[name as keyof typeof CROPS] : undefined;
  const way = crop && ({ ...crop, kind: 'shorter', side: crop.side(Math.max(width, height)) } as const);
  return {
    ...rest,
    mean: [...mean],
    standardDeviation: [...standardDeviation],
    resize: way ? resizeText(way) : resize,
  };
}

/** Another way of feeding a network, and the flag that asks for it. */
export interface OtherFeed {
  readonly flag: string;
  readonly preprocessing: Preprocessing;
}

/** What images could be fed as instead, of the same size: colours the other way round, and each preset. */
export function otherFeeds(preprocessing: Preprocessing): OtherFeed[] {
  const { channelOrder } = preprocessing;
  const turned = channelOrder === 'rgb' ? 'bgr' : 'rgb';
  const colours = channelOrder === 'grey' ? [] : [{ flag: `--channel-order ${turned}`, channelOrder: turned } as const];
  const presets = (Object.keys(PRESETS) as PresetName[])
    .map((name) => ({ flag: `--preprocess ${name}`, ...presetOf(name, preprocessing) }))
    .filter(({ mean }) => channelOrder !== 'grey' || new Set(mean).size === 1);
  return [...colours, ...presets].map(({ flag, ...said }) => ({ flag, preprocessing: { ...preprocessing, ...said } }));
}
