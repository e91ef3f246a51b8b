import type { DescribedPreprocessing } from '@strata/db';
import { builder } from './builder.ts';

/** How images became a network's input. */
export const Preprocessing = builder.objectRef<DescribedPreprocessing>('Preprocessing').implement({
  description:
    'How images became the network’s input: (pixel × scale − mean) / standardDeviation, pixels from 0 to 255.',
  fields: (t) => ({
    width: t.exposeInt('width', { description: 'The width of the input, in pixels.' }),
    height: t.exposeInt('height', { description: 'The height of the input, in pixels.' }),
    channelOrder: t.exposeString('channelOrder', { description: 'The order of the colour channels: rgb or bgr.' }),
    scale: t.exposeFloat('scale', { description: 'What each pixel was multiplied by.' }),
    mean: t.exposeFloatList('mean', { description: 'What was subtracted then, a number per channel.' }),
    standardDeviation: t.exposeFloatList('standardDeviation', {
      description: 'What was divided by then, a number per channel.',
    }),
    layout: t.exposeString('layout', {
      description: 'The order of the input’s dimensions: nchw (channels first) or nhwc (channels last).',
    }),
    resize: t.exposeString('resize', {
      description:
        'How images were fitted: stretch or stretch-bicubic for whole images, or a crop in the middle, such as shorter-256-bilinear-torchvision (the shorter side to 256 pixels, then cropped by that library’s rule).',
    }),
  }),
});
