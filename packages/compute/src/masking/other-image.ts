import { hasCell, type SampleCells } from './sample-cells.ts';

/**
 * (sample) an image whose mask of a formula is laid over the sample in place of its own: the next one, in the drawn order
 * and round its end, in which the formula holds somewhere. It depends on formula and order alone, so that explanations of
 * one formula share it. Null where fewer than two images have the formula.
 */
export function otherImages(
  satisfied: Uint8Array,
  { cells, order }: { readonly cells: SampleCells; readonly order: Uint32Array },
): Uint32Array | null {
  const holding = order.filter((sample) => hasCell(cells, satisfied, sample));
  if (holding.length < 2) return null;
  const others = new Uint32Array(order.length);
  for (const [place, sample] of holding.entries()) {
    others[sample] = holding[(place + 1) % holding.length] as number;
  }
  return others;
}
