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

/** A concept: its category by glyph and tint; one that is left out by a minus, which is read out as a word. */
export function ConceptChip({ name, category, negated, words: { t }, href, replicated = null }: ConceptChipProps) {
  const known = CATEGORIES.find((candidate) => candidate === category) ?? 'object';
  const minus = negated && <Minus not={t('formula.not')} />;
  const inside = (
    <>
      {minus}
      <CategoryGlyph category={category} name={name} />
      {name}
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

/** What is left out: a minus to see, a word to hear. */
export function Minus({ not }: { readonly not: string }) {
  return (
    <span className="not">
      <span aria-hidden="true">−</span>
      <span className="sr-only">{not} </span>
    </span>
  );
}
