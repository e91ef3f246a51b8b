import type { ActivationSource } from '../activations/source.ts';
import type { MaskedExplanation } from './masking-sink.ts';
import { isComparable } from './range-similarity.ts';
import { hasCell, type SampleCells } from './sample-cells.ts';

export interface ChoiceParts {
  readonly source: ActivationSource;
  /** Which cells each sample has. */
  readonly cells: SampleCells;
  /** (sample) the order in which samples are asked. */
  readonly order: Uint32Array;
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Samples an explanation is measured on at the most; null = all that count. */
  readonly samplesMax: number | null;
}

/**
 * (sample) 1 where an explanation is measured: the first `samplesMax`, in the drawn order, of the samples in which the
 * formula holds at some pixel and the unit's map has at least three values in the range, not all zero. What is chosen for one explanation doesn't
 * depend on the others, and explanations of one formula share most of their samples.
 */
export function chooseMasked(
  { unit, range }: MaskedExplanation,
  satisfied: Uint8Array,
  { source, cells, order, samplesMax }: ChoiceParts,
): Uint8Array {
  const area = source.height * source.width;
  const values = source.readUnit(unit);
  const chosen = new Uint8Array(source.samples);
  let left = samplesMax ?? source.samples;
  for (const sample of order) {
    if (left === 0) break;
    if (!hasCell(cells, satisfied, sample)) continue;
    const map = values.subarray(sample * area, (sample + 1) * area);
    if (!isComparable(map, range)) continue;
    chosen[sample] = 1;
    left -= 1;
  }
  return chosen;
}
