import type { Words } from '../../i18n/words';

/** How many neurons were looked at; of a run that left some out, of how many: "64 of 512". */
export function unitsOf(
  { done, all }: { readonly done: number; readonly all: number },
  { t, count }: Pick<Words, 't' | 'count'>,
): string {
  return done === all ? count(all) : t('layer.partial', { done: count(done), units: count(all) });
}
