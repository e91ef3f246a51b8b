import type { Words } from '../i18n/words';

/** How many times better than chance in words, "18× chance"; that chance is 0 where nothing is a multiple of it. */
export function overChance(value: number | null | undefined, { t, lift }: Pick<Words, 't' | 'lift'>): string {
  return value === null || value === undefined ? t('chart.noChance') : t('chart.timesChance', { lift: lift(value) });
}
