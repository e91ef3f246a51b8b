import type { Comparison } from './read-compare-page';

/** Whether ranges are measured against an untrained baseline, so that they can become specialized. */
export function hasClasses({ layers }: Pick<Comparison, 'layers'>): boolean {
  return layers.some(({ runAfter }) => runAfter.baselineRun != null);
}
