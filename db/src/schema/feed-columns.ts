import { doublePrecision, integer, jsonb, text } from 'drizzle-orm/pg-core';

/**
 * How images became the model's input, in a run and in a request for one: (pixel × scale − mean) / standard deviation,
 * pixels from 0 to 255, mean and deviation a number per channel, in the channel order. All null when it is not known:
 * activations that were handed in, and runs of earlier versions.
 */
export const feedColumns = () => ({
  inputWidth: integer(),
  inputHeight: integer(),
  inputChannelOrder: text(),
  inputScale: doublePrecision(),
  /** Arrays, as they are only ever read whole. */
  inputMean: doublePrecision().array(),
  inputStandardDeviation: doublePrecision().array(),
  /** Order of the dimensions: nchw or nhwc. */
  inputLayout: text(),
  inputResize: text(),
  /**
   * What was said of the layer's own dimensions, as the model reader names it, read whole and never searched; null when
   * nothing is known.
   */
  layoutRequest: jsonb().$type<Readonly<Record<string, unknown>>>(),
});
