import { ask } from '../../data/ask';
import { graphql } from '../../gql/gql';
import { readPlace } from '../place/read-place';
import type { HeatUnit } from './heat';
import { readHeat } from './read-heat';

const SIZE = graphql(`
  query LayerSize($model: String!, $version: String!, $layer: String!) {
    layer(model: $model, version: $version, name: $layer) {
      unitCount
      run {
        clusters
      }
    }
  }
`);

/** Every neuron of the layer at an address; null when there is no such layer or no answer. */
export async function readHeatFile({
  model,
  version,
  slug,
}: {
  model: string;
  version: string;
  slug: string;
}): Promise<{ units: HeatUnit[]; clusterCount: number } | null> {
  const place = await readPlace(model, slug);
  if (place.kind !== 'data' || !place.data) return null;
  const address = { model, version, layer: place.data.layer };
  const size = await ask(SIZE, address);
  const layer = size.kind === 'data' ? size.data.layer : null;
  if (!layer?.run) return null;
  const units = await readHeat(address, { unitCount: layer.unitCount, clusterCount: layer.run.clusters });
  return units && { units, clusterCount: layer.run.clusters };
}
