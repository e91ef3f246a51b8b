import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { ConceptChip } from '../formula/concept-chip';
import { ALL_VERSIONS, type FindAddress, findPath } from './find-address';
import { quoted } from './quoted';
import type { FindPageData } from './read-find-page';
import { namesOf } from './search-text';
import { UnknownNames } from './unknown-names';

interface NothingFoundProps {
  readonly page: FindPageData;
  readonly address: FindAddress;
  readonly words: Words;
}

/** Says why nothing was found as far as that is known, and what to try. */
export function NothingFound({ page: { search, named, elsewhere, ...page }, address, words }: NothingFoundProps) {
  const { t } = words;
  // Names of the dataset that the formula was to be scored on are nearer than those that begin alike.
  const missed = page.scores?.scores.unknown ?? [];
  const similar = missed.length > 0 ? [] : page.similar;
  const unknown = namesOf(search).filter((name) => !named.has(name));
  const wider = findPath({ q: address.q, by: address.by });
  return (
    <section className="notice">
      <h2>
        {unknown.length > 0 && missed.length === 0 ? t('find.unknown', { name: unknown[0] ?? '' }) : t('find.none')}
      </h2>
      {missed.length === 0 && <p>{unknown.length > 0 ? t('find.unknownHint') : t('find.noneHint')}</p>}
      {missed.length > 0 && <UnknownNames unknown={missed} address={address} words={words} />}
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
      {elsewhere && unknown.length === 0 && (
        <p className="flex flex-wrap gap-2">
          {elsewhere.polarities.map(({ polarity, count }) => (
            <TextLink key={polarity} className="button" href={findPath(address, { polarity })}>
              {t(`score.elsewhere.${polarity}`, { count })}
            </TextLink>
          ))}
          {elsewhere.versions > 0 && (
            <TextLink className="button" href={findPath(address, { version: ALL_VERSIONS })}>
              {t('score.elsewhere.versions', { count: elsewhere.versions })}
            </TextLink>
          )}
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
