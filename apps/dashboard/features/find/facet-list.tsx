import { CATEGORIES, GRADES, SPECIALIZATIONS } from '@strata/domain';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { CategoryGlyph } from '../formula/category-glyph';
import { ClassMark } from '../specialization/class-mark';
import { classParameter } from '../specialization/class-words';
import type { Facet, FacetName, FacetValue } from './facet';
import { ALL_VERSIONS, type FindAddress, findPath, POLARITIES } from './find-address';

interface FacetListProps {
  readonly facets: readonly Facet[];
  /** Counts are on their way. Default no. */
  readonly isCounting?: boolean;
  readonly address: FindAddress;
  readonly words: Words;
}

/** What can be narrowed by, each value with what it leaves; choosing the chosen one takes it away. */
export function FacetList({ facets, isCounting = false, address, words }: FacetListProps) {
  const { t } = words;
  return (
    <nav className="facets" aria-label={t('find.facets')} aria-busy={isCounting ? true : undefined}>
      {facets.map((facet) => (
        <section key={facet.name} aria-labelledby={`facet-${facet.name}`}>
          <h2 id={`facet-${facet.name}`}>{t(`find.facet.${facet.name}`)}</h2>
          <FacetValues facet={facet} address={address} words={words} />
        </section>
      ))}
    </nav>
  );
}

function FacetValues({ facet: { name, values }, address, words }: { facet: Facet } & Omit<FacetListProps, 'facets'>) {
  const { t } = words;
  const [shown, folded] = [values.filter((value) => !value.folded), values.filter((value) => value.folded)];
  const top = name === 'range' ? values.length : 0;
  const item = (value: FacetValue) => (
    <li key={value.value}>
      <FacetLink value={value} name={name} top={top} address={address} words={words} />
    </li>
  );
  return (
    <>
      <ul>{shown.map(item)}</ul>
      {folded.length > 0 && (
        <details>
          <summary className="text-button">{t('find.older', { count: folded.length })}</summary>
          <ul>{folded.map(item)}</ul>
        </details>
      )}
    </>
  );
}

interface FacetLinkProps {
  readonly value: FacetValue;
  readonly name: FacetName;
  /** The number of ranges. */
  readonly top: number;
  readonly address: FindAddress;
  readonly words: Words;
}

function FacetLink({ value: facet, name, top, address, words }: FacetLinkProps) {
  const { count, chosen, change } = facet;
  const stays = name === 'polarity' || name === 'version';
  const off = Object.fromEntries(Object.keys(change).map((key) => [key, null])) as Partial<FindAddress>;
  const inside = (
    <>
      <span className="facet-name">{nameOf({ facet, name, top }, words)}</span>
      {!facet.folded && <span className="facet-count">{count === null ? '' : words.count(count)}</span>}
    </>
  );
  // Nothing would be left: it says so, and leads nowhere.
  if (count === 0 && !chosen) return <span className="facet facet-empty">{inside}</span>;
  return (
    <TextLink
      className="facet"
      href={findPath(address, chosen && !stays ? off : change)}
      aria-current={chosen ? 'true' : undefined}
    >
      {inside}
    </TextLink>
  );
}

function nameOf({ facet, name, top }: { facet: FacetValue; name: FacetName; top: number }, words: Words) {
  const { t } = words;
  const { value, text } = facet;
  if (name === 'range') return <RangeMark index={Number(value)} count={top} label={t('column.range')} />;
  if (name === 'class') {
    const specialization = SPECIALIZATIONS.find((one) => classParameter(one) === facet.change.class);
    return specialization ? <ClassMark specialization={specialization} words={words} /> : value;
  }
  if (name === 'grade') {
    const grade = GRADES.find((one) => one === value);
    return grade ? t(`grade.${grade}`) : value;
  }
  if (name === 'polarity') {
    const polarity = POLARITIES.find((one) => one === value) ?? 'responds';
    return t(`find.polarity.${polarity}`);
  }
  if (name === 'version' && value === ALL_VERSIONS) return t('score.allVersions');
  if (name === 'category') {
    const category = CATEGORIES.find((one) => one === value) ?? 'object';
    return (
      <span className="facet-category" style={{ color: `var(--${category})` }}>
        <CategoryGlyph category={category} name="" />
        <span className="text-ink">{t(`category.${category}`)}</span>
      </span>
    );
  }
  return text ?? value;
}
