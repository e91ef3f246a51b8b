import type { Words } from '../../i18n/words';

/** A change of overlap with its sign, "+0.10" or "−0.020"; what would round to nothing is "±0". */
export function signed(value: number, { iou }: Pick<Words, 'iou'>): string {
  const size = iou(Math.abs(value));
  if (Number(size) === 0) return '±0';
  return `${value < 0 ? '−' : '+'}${size}`;
}
