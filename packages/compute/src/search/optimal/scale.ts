import type { Overlap } from '../candidate.ts';

/**
 * For a fixed θ, IoU(F) ≥ θ ⇔ V(F) = Σ over the cells of F of ((1 + θ)·hits − θ·area) ≥ θ·|B| (Dinkelbach's method):
 * the objective is linear in the cells. Here θ is a fraction P/Q with Q a power of two, and everything is multiplied
 * by Q, so that all sums are integers below 2^53 and doubles hold them exactly: nothing is ever pruned by a rounding.
 *
 * θ is rounded down to P/Q, which only prunes less. It stays admissible when a better IoU θ' > θ is found later: a
 * cell's weight h − θ·(area − h) falls as θ rises, so V at θ is at least V at θ', and IoU(F) ≥ θ' needs V(F) ≥ θ'·|B| at
 * θ, too. Hence the weights stay as they are and only the threshold rises.
 */
export interface Scale {
  /** Q. */
  readonly one: number;
  /** Q + P, the weight of a hit. */
  readonly hit: number;
  /** P, the weight of a pixel of the formula. */
  readonly area: number;
}

/** Sums and differences of at most this many partial sums are taken. */
const TERMS_MAX = 16;

/** The finest scale that keeps every sum exact. */
export function scaleFor(best: Overlap, world: { bitmapPixels: number; totalPixels: number }): Scale {
  // |V| of any set of cells is at most (Q + P)·|B| + P·N ≤ Q·(2·|B| + N).
  const reach = TERMS_MAX * (2 * world.bitmapPixels + world.totalPixels);
  const one = 2 ** Math.floor(53 - Math.log2(reach) - 0.001);
  const area = roundedDown(best, one);
  return { one, hit: one + area, area };
}

/** What V must reach for an IoU not below that of `best`. */
export function thresholdOf(best: Overlap, { one }: Scale, bitmapPixels: number): number {
  return roundedDown(best, one) * bitmapPixels;
}

/** ⌊IoU · Q⌋: intersection·Q and P·union are below 2^53, so the correction after the division is exact. */
function roundedDown({ intersection, union }: Overlap, one: number): number {
  const rounded = Math.floor((intersection * one) / union);
  return rounded * union > intersection * one ? rounded - 1 : rounded;
}
