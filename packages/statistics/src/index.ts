export { type Agreement, cohenKappa, fleissKappa, krippendorffAlpha, type Rating } from './agreement.ts';
export { adjustedP } from './benjamini-hochberg.ts';
export {
  type BootstrapOptions,
  bootstrapDifference,
  bootstrapMeans,
  bootstrapOf,
  bootstrapOfTwo,
} from './bootstrap.ts';
export { type DrawnItem, type DrawnShareOptions, drawnShare } from './drawn-share.ts';
export {
  controlsApart,
  type Excess,
  type ExcessOptions,
  excessOver,
  type LeftOutPair,
  logRatio,
  SEEDS_MIN,
  shareError,
} from './excess.ts';
export { type FisherP, type FourFold, fisherExact } from './fisher.ts';
export { type Difference, type Interval, isAbove, type Share, type Verdict, Z95 } from './interval.ts';
export { normalAbove } from './normal.ts';
export { permutationP } from './permutation-p.ts';
export { type DerangementOptions, derangement, permutation } from './permutations.ts';
export { quantileOf } from './quantile.ts';
export { createRandom, mixBits, type Random } from './random.ts';
export { type RankSum, rankSum, type Stratum } from './rank-sum.ts';
export { independentDifference, type PairedCounts, pairedDifference } from './share-difference.ts';
export { signTest } from './sign-test.ts';
export { studentQuantile } from './student-t.ts';
export { shareWithInterval } from './wilson.ts';
