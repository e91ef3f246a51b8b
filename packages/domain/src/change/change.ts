/**
 * What has become of a range from one version to another, by what masks do. SAME: the old formula still overlaps nearly as
 * well as the new one. Else by how much the masks of both formulas share: REWORDED most, SHIFTED a part, NEW_MEANING
 * hardly anything.
 */
export const CHANGES = ['SAME', 'REWORDED', 'SHIFTED', 'NEW_MEANING'] as const;
export type Change = (typeof CHANGES)[number];

/** The changes that are a change of meaning; those of wording are none. */
export const MEANING_CHANGES = ['SHIFTED', 'NEW_MEANING'] as const satisfies readonly Change[];

/** Two counts of pixels, whose quotient is an IoU; that of two empty sets is 0. */
export interface PixelOverlap {
  readonly intersection: number;
  readonly union: number;
}

/** What a change is judged by. */
export interface ChangeCounts {
  /** The new bitmap and the old formula. */
  readonly kept: PixelOverlap;
  /** The new bitmap and the new formula. */
  readonly own: PixelOverlap;
  /** The masks of both formulas, over all pixels of the dataset. */
  readonly similarity: PixelOverlap;
}

/** Shares from which on a change is smaller, as fractions, so that integers decide. */
export const CHANGE_RULES = {
  /** Of the new formula's IoU, kept by the old one: SAME. */
  same: { numerator: 19, denominator: 20 },
  /** Of the union of both formulas, in both: REWORDED. */
  reworded: { numerator: 4, denominator: 5 },
  /** The same: SHIFTED. */
  shifted: { numerator: 1, denominator: 5 },
} as const;

/** The one definition of a change. */
export function changeOf({ kept, own, similarity }: ChangeCounts): Change {
  const { same, reworded, shifted } = CHANGE_RULES;
  const [keptIou, ownIou] = [fractionOf(kept), fractionOf(own)];
  const left = BigInt(same.denominator) * keptIou.numerator * ownIou.denominator;
  if (left >= BigInt(same.numerator) * ownIou.numerator * keptIou.denominator) return 'SAME';
  if (reaches(similarity, reworded)) return 'REWORDED';
  return reaches(similarity, shifted) ? 'SHIFTED' : 'NEW_MEANING';
}

/** Products of pixel counts may pass 2^53. */
function fractionOf({ intersection, union }: PixelOverlap): { numerator: bigint; denominator: bigint } {
  return union === 0
    ? { numerator: 0n, denominator: 1n }
    : { numerator: BigInt(intersection), denominator: BigInt(union) };
}

function reaches(
  overlap: PixelOverlap,
  { numerator, denominator }: { numerator: number; denominator: number },
): boolean {
  const iou = fractionOf(overlap);
  return BigInt(denominator) * iou.numerator >= BigInt(numerator) * iou.denominator;
}
