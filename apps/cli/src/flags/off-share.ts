import { InvalidArgumentError, Option } from 'commander';

/** The default, without loading what decides by it to print a help text. */
export const DEFAULT_OFF_SHARE = 0.05;

/** What `--off-share` was given: a share, or never. */
export type OffShare = number | 'never';

/** `--off-share`: from which share of zeros on a layer's zeros stand on their own. */
export function offShareOption(): Option {
  return new Option(
    '--off-share <x>',
    'zeros stand on their own, as range 0 (off), where at least this share of the layer’s values are exactly 0: above 0 and up to 1, or never',
  )
    .argParser(offShare)
    .default(DEFAULT_OFF_SHARE);
}

/** The share for a configuration; null = never. */
export function shareOf(given: OffShare): number | null {
  return given === 'never' ? null : given;
}

function offShare(text: string): OffShare {
  if (text === 'never') return text;
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 1)) {
    throw new InvalidArgumentError('Expected a number above 0 and up to 1, such as 0.05, or never.');
  }
  return value;
}
