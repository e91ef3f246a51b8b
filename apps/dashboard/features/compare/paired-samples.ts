import type { ComparedSide } from './read-compare-page';

type Sample = ComparedSide['cluster']['samples'][number];

/** An image of both versions; null where it is not among those that show the version's range best. */
export interface PairedSample {
  readonly sample: Sample['sample'];
  readonly before: Sample | null;
  readonly after: Sample | null;
}

/** Pictures a row. */
const SHOWN = 4;

/**
 * The same images for both versions: of the union of their best ones, first those that are among the best of both, then
 * the best of either in turn. Masks are kept for a range's best images only, so the others have no mask to show.
 */
export function pairedSamples(before: ComparedSide | null, after: ComparedSide | null): PairedSample[] {
  const pairs = new Map<string, PairedSample>();
  for (const one of before?.cluster.samples ?? [])
    pairs.set(one.sample.id, { sample: one.sample, before: one, after: null });
  for (const one of after?.cluster.samples ?? []) {
    const known = pairs.get(one.sample.id);
    pairs.set(one.sample.id, known ? { ...known, after: one } : { sample: one.sample, before: null, after: one });
  }
  const isShared = ({ before: a, after: b }: PairedSample) => (a && b ? 0 : 1);
  const bestRank = ({ before: a, after: b }: PairedSample) => Math.min(a?.rank ?? Infinity, b?.rank ?? Infinity);
  return [...pairs.values()].sort((a, b) => isShared(a) - isShared(b) || bestRank(a) - bestRank(b)).slice(0, SHOWN);
}
