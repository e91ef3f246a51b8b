import { ask } from '../../data/ask';
import { HEAT } from './explanations-query';
import type { HeatUnit } from './heat';

/** Neurons a request. */
const BATCH = 100;

export interface LayerAddress {
  readonly model: string;
  readonly version: string;
  /** The layer's whole name. */
  readonly layer: string;
}

/** Every neuron of the layer with what its ranges are worth, in order; null when the API does not answer. */
export async function readHeat(
  address: LayerAddress,
  { unitCount, clusterCount }: { unitCount: number; clusterCount: number },
): Promise<HeatUnit[] | null> {
  const starts = Array.from({ length: Math.ceil(unitCount / BATCH) }, (_, batch) => batch * BATCH);
  const answers = await Promise.all(starts.map((from) => ask(HEAT, { ...address, from, to: from + BATCH })));
  const units = answers.flatMap((answer) => (answer.kind === 'data' ? (answer.data.layer?.units.nodes ?? []) : []));
  if (answers.some(({ kind }) => kind !== 'data') || units.length === 0) return null;
  return units
    .map(({ unitIndex, clusters }) => ({
      unitIndex,
      cells: Array.from({ length: clusterCount }, (_, index) => {
        const found = clusters.find(({ clusterIndex }) => clusterIndex === index + 1)?.explanation;
        return found
          ? { overlap: found.iou, times: found.timesShuffled ?? null, class: found.specialization ?? null }
          : null;
      }),
    }))
    .sort((a, b) => a.unitIndex - b.unitIndex);
}
