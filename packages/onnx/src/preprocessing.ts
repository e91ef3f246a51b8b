import { parseResize, type ResizeWay } from '@strata/domain';
import { z } from 'zod';

/** Of the model's input; several images are prepared at once, as four bytes per channel. */
const SIDE_MAX = 8_192;

const RESIZE_EXPECTED =
  'expected a way of resizing, such as stretch, stretch-bicubic, shorter-256-bilinear-torchvision, or cover-bilinear';

const positive = z.number().positive();
const side = z.int().positive().max(SIDE_MAX);
const triple = ([value]: [number]): [number, number, number] => [value, value, value];
/** One number, with or without brackets, stands for all channels. */
const forAll = (one: z.ZodNumber) =>
  z.union([z.tuple([one, one, one]), z.tuple([one]).transform(triple), one.transform((value) => triple([value]))]);

/**
 * How an image becomes a model's input: (pixel × scale − mean) / standardDeviation, pixels from 0 to 255, mean and
 * deviation in the channel order given; `grey` is one channel, Pillow's "L". `resize` says how images are brought to width × height:
 * `"stretch"` fits the whole image, whatever its shape, as Pillow's bilinear resize does (see resize.ts), and
 * `"shorter-256-bilinear-torchvision"` brings the shorter side to 256 and crops in the middle, as torchvision does; all of
 * them are in the domain's resize-way.ts. Where a model sees a part of each image, masks are cropped alike.
 */
export const preprocessingSchema = z
  .strictObject({
    width: side.default(224),
    height: side.default(224),
    channelOrder: z.enum(['rgb', 'bgr', 'grey']).default('rgb'),
    scale: z.number().default(1 / 255),
    mean: forAll(z.number()).default([0, 0, 0]),
    standardDeviation: forAll(positive).default([1, 1, 1]),
    layout: z.enum(['nchw', 'nhwc']).default('nchw'),
    resize: z
      .string()
      .refine((text) => parseResize(text) !== null, RESIZE_EXPECTED)
      .default('stretch'),
  })
  .superRefine(({ resize, width, height }, context) => {
    const way = parseResize(resize);
    if (way === null || !('side' in way) || way.side >= Math.max(width, height)) return;
    context.addIssue({
      code: 'custom',
      path: ['resize'],
      message: `expected a side of ${Math.max(width, height)} at least, as the crop of ${width}×${height} needs, found ${way.side}`,
    });
  });
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** How images are brought to the model's size. @throws Error for a text that the schema refuses */
export function resizeWay(resize: Preprocessing['resize']): ResizeWay {
  const way = parseResize(resize);
  if (way === null) throw new Error(`No way of resizing: ${resize}.`);
  return way;
}

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
