/** What the heat map of a layer can show. */
export const METRICS = ['overlap', 'times', 'class'] as const;
export type Metric = (typeof METRICS)[number];
