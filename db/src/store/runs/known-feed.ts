import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { layer, run } from '../../schema/index.ts';
import { type FeedRow, feedRow } from '../feed.ts';
import type { Store } from '../open-store.ts';

export interface FedLayer {
  readonly modelVersionId: number;
  readonly layerName: string;
}

/**
 * How a version was fed when it was explained last: for this layer, else for any other, of whose own dimensions nothing
 * is taken over. All null when no run tells.
 */
export async function knownFeed({ db }: Store, { modelVersionId, layerName }: FedLayer): Promise<FeedRow> {
  const isOfLayer = sql<boolean>`${layer.name} = ${layerName}`;
  const [found] = await db
    .select({
      isOfLayer,
      inputWidth: run.inputWidth,
      inputHeight: run.inputHeight,
      inputChannelOrder: run.inputChannelOrder,
      inputScale: run.inputScale,
      inputMean: run.inputMean,
      inputStandardDeviation: run.inputStandardDeviation,
      inputLayout: run.inputLayout,
      inputResize: run.inputResize,
      layoutRequest: run.layoutRequest,
    })
    .from(run)
    .innerJoin(layer, eq(layer.id, run.layerId))
    .where(and(eq(layer.modelVersionId, modelVersionId), isNotNull(run.inputWidth)))
    .orderBy(desc(isOfLayer), desc(run.id))
    .limit(1);
  if (!found) return feedRow();
  const { isOfLayer: same, ...row } = found;
  return same ? row : { ...row, layoutRequest: null };
}
