import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { type FindAddress, findPath } from './find-address';
import { quoted } from './quoted';
import type { Scores } from './read-scores';

interface UnknownNamesProps {
  readonly address: FindAddress;
  readonly words: Words;
  readonly unknown: Scores['scores']['unknown'];
}

/** Names that the dataset does not have, each with what may have been meant. */
export function UnknownNames({ unknown, address, words }: UnknownNamesProps) {
  const { t } = words;
  return unknown.map(({ name, nearest }) => (
    <p key={name} className="flex flex-wrap gap-2">
      {nearest.length > 0 ? t('score.unknown', { name }) : t('score.unknownAlone', { name })}
      {nearest.map((one) => (
        <TextLink key={one} className="chip" href={findPath(address, { q: inPlaceOf(address.q, name, one) })}>
          {one}
        </TextLink>
      ))}
    </p>
  ));
}

/** What was typed with another name in the place of one. */
export function inPlaceOf(typed: string, name: string, other: string): string {
  for (const written of [`"${name.replaceAll('"', '\\"')}"`, name]) {
    const at = typed.indexOf(written);
    if (at < 0) continue;
    const alone = at === 0 && written.length === typed.length;
    const put = alone ? quoted(other) : /[\s()"]/u.test(other) ? `"${other.replaceAll('"', '\\"')}"` : other;
    return typed.slice(0, at) + put + typed.slice(at + written.length);
  }
  return quoted(other);
}
