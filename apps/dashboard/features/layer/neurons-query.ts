interface ExplanationData {
  id: string;
  iou: number;
  formula: { text: string };
  cluster: { clusterIndex: number; unit: { unitIndex: number } };
}

interface ExplanationPage {
  edges: { node: ExplanationData }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface LayerData {
  model: {
    versions: {
      edges: { node: { label: string; layer: { unitCount: number; explanations: ExplanationPage } | null } }[];
    };
  } | null;
}

export const NEURONS = `query Neurons($name: String!, $layer: String!, $after: String, $where: ExplanationWhere) {
  model(name: $name) { versions(first: 100) { edges { node { label layer(name: $layer) { unitCount
    explanations(first: 50, after: $after, where: $where) { pageInfo { hasNextPage endCursor }
      edges { node { id iou formula { text } cluster { clusterIndex unit { unitIndex } } } } } } } } } } }`;

/** The filters of the URL as the API's `where`; numbers that are none are left out. */
export function explanationWhere(filters: Record<string, string>): Record<string, unknown> {
  const where: Record<string, unknown> = {};
  const range = Number(filters.range);
  const iou = Number(filters.iou);
  if (filters.range && Number.isInteger(range)) where.clusterIndex = { eq: range };
  if (filters.iou && Number.isFinite(iou)) where.iou = { gte: iou };
  if (filters.formula) where.formula = filters.formula;
  if (filters.concept) where.concept = { name: { eq: filters.concept }, negated: filters.negated === '1' };
  return where;
}
