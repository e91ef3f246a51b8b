import type { CheckPlace } from '../decide/check.ts';

/** Where a check was made, after a separator; nothing for the version as a whole. */
export function placeText({ layer, clusterIndex }: Pick<CheckPlace, 'layer' | 'clusterIndex'>, before = ''): string {
  if (layer === null) return '';
  return `${before}${layer}${clusterIndex === null ? '' : ` range ${clusterIndex}`}`;
}
