import type { Preprocessing } from './preprocessing.ts';

/** What a preset says: all but the size, which is the model's. */
export type Preset = Partial<Preprocessing>;

const BYTE = 1 / 255;

/**
 * How families of networks want their images, by name. Sizes and crops are no part of it: the whole image is stretched.
 * Sources: torchvision's and timm's weights (imagenet), OpenAI's CLIP, Google's SigLIP and Inception, Keras'
 * `preprocess_input` (its mode "tf" is inception's, "caffe" has its own name).
 */
const PRESETS = {
  imagenet: { scale: BYTE, mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225], resize: 'stretch' },
  clip: {
    scale: BYTE,
    mean: [0.48145466, 0.4578275, 0.40821073],
    standardDeviation: [0.26862954, 0.26130258, 0.27577711],
    resize: 'stretch-bicubic',
  },
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
  raw: { scale: 1, mean: [0, 0, 0], standardDeviation: [1, 1, 1], resize: 'stretch' },
} as const satisfies Readonly<Record<string, DeepReadonly<Preset>>>;

export type PresetName = keyof typeof PRESETS;

type DeepReadonly<T> = { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** What a preset says, to be changed freely. */
export function presetOf(name: PresetName): Preset {
  const { mean, standardDeviation, ...rest } = PRESETS[name];
  return { ...rest, mean: [...mean], standardDeviation: [...standardDeviation] };
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
    .map((name) => ({ flag: `--preprocess ${name}`, ...presetOf(name) }))
    .filter(({ mean }) => channelOrder !== 'grey' || new Set(mean).size === 1);
  return [...colours, ...presets].map(({ flag, ...said }) => ({ flag, preprocessing: { ...preprocessing, ...said } }));
}
