import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { CategoryGlyph } from './category-glyph';

interface ConceptChipProps {
  readonly name: string;
  readonly category: string;
  readonly negated: boolean;
  readonly words: Words;
  readonly href?: string;
  /** In how many folds it is found again; default not said. */
  readonly replicated?: { readonly folds: number; readonly of: number } | null;
}

const CATEGORIES = ['scene', 'object', 'part', 'material', 'texture', 'color'] as const;

/** A concept: its category by glyph and tint, negation by the word and a stroke through the name. */
export function ConceptChip({
  name,
  category,
  negated,
  words: { t, locale },
  href,
  replicated = null,
}: ConceptChipProps) {
  const known = CATEGORIES.find((candidate) => candidate === category) ?? 'object';
  const not = <span className="not">{t('formula.not')}</span>;
  const inside = (
    <>
      <CategoryGlyph category={category} name={name} />
      {negated && locale !== 'ja' && not}
      {negated ? <s>{name}</s> : name}
      {negated && locale === 'ja' && not}
      {replicated && <small className="chip-again"> {t('formula.again', { ...replicated })}</small>}
    </>
  );
  const shared = {
    className: negated ? 'chip chip-not' : 'chip',
    style: { '--tint': `var(--${known})` } as Record<string, string>,
    title: t(`category.${known}`),
  };
  return href ? (
    <TextLink href={href} {...shared}>
      {inside}
    </TextLink>
  ) : (
    <span {...shared}>{inside}</span>
  );
}
