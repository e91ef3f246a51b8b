import type { Words } from '../i18n/words';

/** How many times as much held-out images overlap as shuffled ones, "4.2× shuffled"; that it was not computed where it was not. */
export function overShuffled(value: number | null | undefined, { t, lift }: Pick<Words, 't' | 'lift'>): string {
  return value === null || value === undefined
    ? t('chart.noShuffled')
    : t('chart.timesShuffled', { times: lift(value) });
}
