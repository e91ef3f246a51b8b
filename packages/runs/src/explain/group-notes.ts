import { DEFAULT_EVIDENCE } from '@strata/compute';

export interface GroupFacts {
  readonly sampleCount: number;
  /** Null: the dataset names no groups. */
  readonly groupCount: number | null;
  /** Images that look nearly like another one; null: not looked for. */
  readonly nearDuplicates: number | null;
}

/** What people should know of which images belong together: what it means for the evidence. */
export function groupNotes({ sampleCount, groupCount, nearDuplicates }: GroupFacts): string[] {
  if (groupCount === 1) {
    return [
      'All images belong to one group: nothing independent is left, so no evidence is gathered for any explanation.',
    ];
  }
  if (groupCount !== null) {
    const groups = `${sampleCount} images in ${groupCount} groups`;
    return [
      groupCount < DEFAULT_EVIDENCE.folds
        ? `${groups}: fewer than ${DEFAULT_EVIDENCE.folds}, so each group is left out in turn.`
        : `${groups}: evidence goes by whole groups.`,
    ];
  }
  if (nearDuplicates === null || nearDuplicates === 0) return [];
  return [
    `${nearDuplicates} of ${sampleCount} images look nearly like another one. If they belong together, held-out numbers are too good: name groups with --group-by, or in a column "group".`,
  ];
}
