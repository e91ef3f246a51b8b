import type { Words } from '../../i18n/words';
import type { StatusParameter } from './compare-address';
import type { ComparedRow } from './read-compare-page';

const NAMES = {
  same: 'SAME',
  reworded: 'REWORDED',
  shifted: 'SHIFTED',
  newMeaning: 'NEW_MEANING',
  surely: 'SURELY',
  notComputed: 'NOT_COMPUTED',
  appeared: 'APPEARED',
  disappeared: 'DISAPPEARED',
} as const satisfies Record<StatusParameter, string>;

/** What an address calls a class of ranges, in words. */
export function statusName(status: StatusParameter, { t }: Words): string {
  return t(`compare.change.${NAMES[status]}`);
}

/** What became of a range, in words; that its meaning changed is said only where that is sure. */
export function changeName({ status, change, meaningChanged }: ComparedRow, { t }: Words): string {
  if (status === 'APPEARED' || status === 'DISAPPEARED') return t(`compare.change.${status}`);
  if (!change) return t('compare.change.NOT_COMPUTED');
  return meaningChanged
    ? `${t(`compare.change.${change}`)} · ${t('compare.change.SURELY')}`
    : t(`compare.change.${change}`);
}
