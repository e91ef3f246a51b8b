import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { CategoryGlyph } from './category-glyph';
import { type ConceptWords, conceptName, weakMark } from './concept-words';

interface ConceptChipProps extends ConceptWords {
  readonly category: string;
  readonly negated: boolean;
  readonly words: Words;
  readonly href?: string;
  /** In how many folds it is found again; default not said. */
  readonly replicated?: { readonly folds: number; readonly of: number } | null;
}

const TINTED = ['scene', 'object', 'part', 'material', 'texture', 'color'] as const;
const NAMED = [...TINTED, 'position', 'size', 'class'] as const;

/**
 * A concept in the reader's language: its category by glyph and tint; one that is left out by a minus, which is read out as a word;
 * a mark where it is known by boxes or whole images alone.
 */
export function ConceptChip({ category, negated, words, href, replicated = null, ...concept }: ConceptChipProps) {
  const { t } = words;
  const tint = TINTED.find((candidate) => candidate === category) ?? 'object';
  const kind = t(`category.${NAMED.find((candidate) => candidate === category) ?? 'object'}`);
  const name = conceptName(concept, words);
  const mark = weakMark(concept, words);
  const minus = negated && <Minus not={t('formula.not')} />;
  const inside = (
    <>
      {minus}
      <CategoryGlyph category={category} name={concept.name} />
      {name}
      {mark && <small className="chip-mark"> {mark}</small>}
      {replicated && <small className="chip-again"> {t('formula.again', { ...replicated })}</small>}
    </>
  );
  const shared = {
    className: negated ? 'chip chip-not' : 'chip',
    style: { '--tint': `var(--${tint})` } as Record<string, string>,
    title: name === concept.name ? kind : t('concept.original', { kind, name: concept.name }),
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
