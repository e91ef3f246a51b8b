import { hasCell, type SampleCells } from './sample-cells.ts';

export interface OtherImageParts {
  /** Which cells each sample has. */
  readonly cells: SampleCells;
  /** (sample) an order drawn from the seed. */
  readonly order: Uint32Array;
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
}

/**
 * (sample) an unrelated image whose mask of a formula is laid over the sample in place of its own: the next one, in the
 * drawn order and round its end, of another group in which the formula holds somewhere. It depends on formula, order and groups
 * alone, so that explanations of one formula share it. Null where the formula is in images of one group only.
 */
export function otherImages(satisfied: Uint8Array, { cells, order, groups }: OtherImageParts): Uint32Array | null {
  const holding = order.filter((sample) => hasCell(cells, satisfied, sample));
  const groupOf = (sample: number): number => groups?.[sample] ?? sample;
  if (new Set(Array.from(holding, groupOf)).size < 2) return null;
  const others = new Uint32Array(order.length);
  for (const [place, sample] of holding.entries()) {
    let next = place + 1;
    while (groupOf(holding[next % holding.length] as number) === groupOf(sample)) next += 1;
    others[sample] = holding[next % holding.length] as number;
  }
  return others;
}
