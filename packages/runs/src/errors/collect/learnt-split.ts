import { StrataError } from '@strata/domain';
import type { ProbeSample } from '@strata/probe';

/** What datasets call the images that networks learn from. */
const USUAL = /^(?:train|training)$/iu;

/**
 * The split that a network has learnt from: as it is given; else the one that is called so, where there are others. Null: not
 * known.
 * @throws StrataError BAD_CONFIG when no image is of the split given, or all are
 */
export function learntSplit(samples: readonly Pick<ProbeSample, 'split'>[], given: string | null): string | null {
  const splits = [...new Set(samples.flatMap(({ split }) => split ?? []))].sort();
  const others = samples.some(({ split }) => split !== given);
  if (given === null) {
    const usual = splits.filter((split) => USUAL.test(split));
    return usual.length === 1 && samples.some(({ split }) => split !== usual[0]) ? (usual[0] ?? null) : null;
  }
  if (splits.includes(given) && others) return given;
  const known = splits.length === 0 ? 'its images name none' : splits.map((split) => `"${split}"`).join(', ');
  throw new StrataError(
    'BAD_CONFIG',
    splits.includes(given)
      ? `--learnt: all images are of split "${given}", so that none are left to count errors on.`
      : `--learnt: expected a split of the dataset (${known}); came "${given}".`,
  );
}
