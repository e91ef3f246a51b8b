import { z } from 'zod';

/** Of the model's input; several images are prepared at once, as four bytes per channel. */
const SIDE_MAX = 8_192;

export const RESIZES = ['stretch', 'stretch-bicubic'] as const;

const positive = z.number().positive();
const side = z.int().positive().max(SIDE_MAX);
const triple = ([value]: [number]): [number, number, number] => [value, value, value];
/** One number, with or without brackets, stands for all channels. */
const forAll = (one: z.ZodNumber) =>
  z.union([z.tuple([one, one, one]), z.tuple([one]).transform(triple), one.transform((value) => triple([value]))]);

/**
 * How an image becomes a model's input: (pixel × scale − mean) / standardDeviation, pixels from 0 to 255, mean and
 * deviation in the channel order given; `grey` is one channel, Pillow's "L". `resize: "stretch"` fits the whole image to width × height, whatever its shape,
 * as Pillow's bilinear resize does (see resize.ts), `"stretch-bicubic"` as its bicubic one. Cropping is not offered: a layer's map is laid over the whole mask.
 */
export const preprocessingSchema = z.strictObject({
  width: side.default(224),
  height: side.default(224),
  channelOrder: z.enum(['rgb', 'bgr', 'grey']).default('rgb'),
  scale: z.number().default(1 / 255),
  mean: forAll(z.number()).default([0, 0, 0]),
  standardDeviation: forAll(positive).default([1, 1, 1]),
  layout: z.enum(['nchw', 'nhwc']).default('nchw'),
  resize: z.enum(RESIZES).default('stretch'),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** Channels of the image that the model is fed with. */
export function channelsOf({ channelOrder }: Pick<Preprocessing, 'channelOrder'>): 1 | 3 {
  return channelOrder === 'grey' ? 1 : 3;
}

/** Values of one image: channels × height × width. */
export function imageValues(preprocessing: Pick<Preprocessing, 'channelOrder' | 'width' | 'height'>): number {
  return channelsOf(preprocessing) * preprocessing.width * preprocessing.height;
}

/** (batch, …) as the model takes so many images. */
export function imageShape(preprocessing: Preprocessing, batch: number): number[] {
  const { width, height, layout } = preprocessing;
  const channels = channelsOf(preprocessing);
  return layout === 'nchw' ? [batch, channels, height, width] : [batch, height, width, channels];
}
