import { type OtherFeed, openLayerSession, otherFeeds, type Preprocessing } from '@strata/onnx';
import type { ProbeSample } from '@strata/probe';
import { type HandedPrediction, predictionsOf } from './read-predictions.ts';

/** Images that are enough to tell one way of feeding a network from another. */
const TRIED_MAX = 32;
/** From this share of equal predictions on, a way is named. */
const NAMED_FROM = 0.9;

export interface TryFeedsOptions {
  readonly modelPath: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  readonly path: string;
  readonly rows: readonly HandedPrediction[];
  readonly samples: readonly Pick<ProbeSample, 'key' | 'imagePath' | 'upright'>[];
  readonly signal?: AbortSignal | undefined;
}

/** A way of feeding the network under which it predicts what was handed in. */
export interface FoundFeed {
  /** That asks for it. */
  readonly flag: string;
  readonly equal: number;
  readonly tried: number;
}

/**
 * Runs the network on a few images as they could be fed instead, and finds the way under which it predicts what was handed
 * in; null where none is.
 * @throws ModelLoadError when the network can't be run; the signal's reason
 */
export async function tryFeeds(options: TryFeedsOptions): Promise<FoundFeed | null> {
  const { samples, signal } = options;
  const handed = predictionsOf(samples, options).slice(0, TRIED_MAX);
  let best: FoundFeed | null = null;
  for (const feed of otherFeeds(options.preprocessing)) {
    signal?.throwIfAborted();
    const predicted = await predictionsUnder(feed, { ...options, tried: handed.length });
    const equal = handed.filter(({ prediction }, i) => prediction === predicted[i]).length;
    if (equal > (best?.equal ?? 0)) best = { flag: feed.flag, equal, tried: handed.length };
  }
  return best !== null && best.equal >= NAMED_FROM * best.tried ? best : null;
}

async function predictionsUnder(
  { preprocessing }: OtherFeed,
  { modelPath, layer, samples, tried }: TryFeedsOptions & { readonly tried: number },
): Promise<number[]> {
  const session = await openLayerSession(modelPath, { layers: [layer], preprocessing });
  try {
    const predicted: number[] = [];
    const images = samples.slice(0, tried).flatMap(({ imagePath, upright = false }) => {
      return imagePath === null ? [] : [{ path: imagePath, upright }];
    });
    for (let from = 0; from < images.length; from += session.batchSize) {
      const batch = await session.prepare(images.slice(from, from + session.batchSize));
      predicted.push(...((await session.run(batch)).predictions ?? []));
    }
    return predicted;
  } finally {
    await session.close();
  }
}
