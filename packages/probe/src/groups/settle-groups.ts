import { DatasetError } from '@strata/domain';
import { groupPattern } from './group-pattern.ts';

const NAMED_MAX = 3;

/** An image, and what the dataset's table says of its group. */
export interface Grouped {
  /** Its path inside the dataset. */
  readonly key: string;
  /** The cell of the column `group`; undefined without such a column, "" where it is empty. */
  readonly group: string | undefined;
}

export interface SettleGroupsOptions {
  /** The table that names the images, for people. */
  readonly file: string;
  /** A pattern that reads groups out of file names; null = the column says. */
  readonly groupBy: string | null;
}

export interface SettledGroups {
  /** (image) the group's name; null: the image is a group of its own. */
  readonly groups: readonly (string | null)[];
  /** What people should know of it. */
  readonly notes: readonly string[];
}

/**
 * Settles which images belong together: by the pattern, else by the column `group`.
 * @throws StrataError BAD_CONFIG when the pattern is no regular expression
 * @throws DatasetError when it matches no image's name
 */
export function settleGroups(images: readonly Grouped[], { file, groupBy }: SettleGroupsOptions): SettledGroups {
  const column = images.some(({ group }) => group !== undefined);
  if (groupBy === null) {
    const groups = images.map(({ group }) => group || null);
    return { groups, notes: column ? columnNotes(images, { file, groups }) : [] };
  }
  const groupOf = groupPattern(groupBy);
  const groups = images.map(({ key }) => groupOf(key));
  if (groups.every((group) => group === null)) {
    throw new DatasetError(
      `${file}: expected --group-by ${groupBy} to match names of images, but it matches none of ${images.length}, such as "${images[0]?.key}". Correct the pattern; with a slash in it, it is laid on the whole path.`,
      { context: { file } },
    );
  }
  const aside = column
    ? [`The column group of ${file} is left aside: --group-by says which images belong together.`]
    : [];
  return { groups, notes: [...aside, ...ownNotes(images, { groups, why: 'don’t match --group-by' })] };
}

function columnNotes(
  images: readonly Grouped[],
  { file, groups }: { readonly file: string; readonly groups: readonly (string | null)[] },
): string[] {
  if (groups.every((group) => group === null)) return [`The column group of ${file} is empty: it names no groups.`];
  return ownNotes(images, { groups, why: 'name no group' });
}

function ownNotes(
  images: readonly Grouped[],
  { groups, why }: { readonly groups: readonly (string | null)[]; readonly why: string },
): string[] {
  const own = images.flatMap(({ key }, image) => (groups[image] === null ? [key] : []));
  if (own.length === 0) return [];
  const named = `${own.slice(0, NAMED_MAX).join(', ')}${own.length > NAMED_MAX ? ` and ${own.length - NAMED_MAX} more` : ''}`;
  return [`${own.length} of ${images.length} images ${why}: each is a group of its own (${named}).`];
}
