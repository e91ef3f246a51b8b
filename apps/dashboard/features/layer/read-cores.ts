import type { Core } from '../../charts/cores-chart';
import { ask } from '../../data/ask';
import { CORES } from './explanations-query';

/** Neurons a request. */
const BATCH = 100;
/** Larger layers are read through the table; drawing them would hold the page up. */
const UNITS_MAX = 300;

export interface LayerAddress {
  readonly model: string;
  readonly version: string;
  readonly layer: string;
}

/** Every neuron of the layer with its overlaps; null for layers too large to draw and when the API does not answer. */
export async function readCores(
  address: LayerAddress,
  { unitCount, clusterCount }: { unitCount: number; clusterCount: number },
): Promise<Core[] | null> {
  if (unitCount > UNITS_MAX) return null;
  const starts = Array.from({ length: Math.ceil(unitCount / BATCH) }, (_, batch) => batch * BATCH);
  const answers = await Promise.all(starts.map((from) => ask(CORES, { ...address, from, to: from + BATCH })));
  const units = answers.flatMap((answer) => (answer.kind === 'data' ? (answer.data.layer?.units.nodes ?? []) : []));
  if (answers.some(({ kind }) => kind !== 'data') || units.length === 0) return null;
  return units
    .map(({ unitIndex, clusters }) => ({
      unitIndex,
      overlaps: Array.from(
        { length: clusterCount },
        (_, index) => clusters.find(({ clusterIndex }) => clusterIndex === index + 1)?.explanation?.iou ?? null,
      ),
    }))
    .sort((a, b) => a.unitIndex - b.unitIndex);
}
