import type { Words } from '../../i18n/words';

export interface ProbeGroups {
  readonly sampleCount: number;
  /** Null: none are named. */
  readonly groupCount?: number | null;
  /** Null: not looked for. */
  readonly nearDuplicates?: number | null;
}

/** Which images belong together, and what it means for the numbers; null where there is nothing to say. */
export function groupSentence(probe: ProbeGroups, { t, count }: Words): string | null {
  const { sampleCount, groupCount = null, nearDuplicates = null } = probe;
  if (groupCount !== null) return t('groups.named', { groups: groupCount });
  if (nearDuplicates === null || nearDuplicates === 0) return null;
  return t('groups.nearDuplicates', { near: count(nearDuplicates), images: count(sampleCount) });
}
