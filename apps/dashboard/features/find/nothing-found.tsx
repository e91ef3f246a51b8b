import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { ConceptChip } from '../formula/concept-chip';
import { type FindAddress, findPath } from './find-address';
import { quoted } from './quoted';
import type { FindPageData } from './read-find-page';
import { namesOf } from './search-text';

interface NothingFoundProps {
  readonly page: FindPageData;
  readonly address: FindAddress;
  readonly words: Words;
}

/** Says why nothing was found as far as that is known, and what to try. */
export function NothingFound({ page: { search, named, similar }, address, words }: NothingFoundProps) {
  const { t } = words;
  const unknown = namesOf(search).filter((name) => !named.has(name));
  const wider = findPath({ q: address.q, by: address.by });
  return (
    <section className="notice">
      <h2>{unknown.length > 0 ? t('find.unknown', { name: unknown[0] ?? '' }) : t('find.none')}</h2>
      <p>{unknown.length > 0 ? t('find.unknownHint') : t('find.noneHint')}</p>
      {similar.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {similar.map((concept) => (
            <ConceptChip
              key={`${concept.category} ${concept.name}`}
              {...concept}
              words={words}
              negated={false}
              href={findPath({ q: quoted(concept.name) })}
            />
          ))}
        </p>
      )}
      {unknown.length === 0 && wider !== findPath(address) && (
        <TextLink className="button" href={wider}>
          {t('find.wider')}
        </TextLink>
      )}
    </section>
  );
}
