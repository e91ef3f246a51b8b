export interface ClusterData {
  clusterIndex: number;
  lower: number | null;
  upper: number | null;
  explanation: { iou: number; chance: number; lift: number; formula: { text: string } } | null;
  samples: { rank: number; imageUrl: string | null; overlayUrl: string; sample: { key: string } }[];
}

interface UnitData {
  problem: string | null;
  previous: { unitIndex: number } | null;
  next: { unitIndex: number } | null;
  clusters: ClusterData[];
}

export interface NeuronData {
  model: {
    versions: { edges: { node: { label: string; layer: { units: { edges: { node: UnitData }[] } } | null } }[] };
  } | null;
}

export const NEURON = `query Neuron($name: String!, $layer: String!, $unit: Int!) { model(name: $name) { versions(first: 100) { edges { node { label
  layer(name: $layer) { units(first: 1, where: { unitIndex: { eq: $unit } }) { edges { node { problem previous { unitIndex } next { unitIndex }
    clusters { clusterIndex lower upper explanation { iou chance lift formula { text } }
      samples { rank imageUrl overlayUrl sample { key } } } } } } } } } } } }`;
