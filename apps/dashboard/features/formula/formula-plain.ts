import type { Words } from '../../i18n/words';
import { type ConceptWords, conceptName } from './concept-words';
import { formulaParts } from './formula-sentence';

interface FormulaPlainOptions {
  /** What is said of its concepts. Default only their names. */
  readonly concepts?: readonly { readonly concept: ConceptWords }[];
}

/** A formula in the reader's language without any dress, for pictures that hold only text. */
export function formulaPlain(text: string, { t, locale }: Words, { concepts = [] }: FormulaPlainOptions = {}): string {
  const names = new Map(concepts.map(({ concept }) => [concept.name, conceptName(concept, { locale })]));
  const nameOf = (name: string) => names.get(name) ?? name;
  const parts = formulaParts(text).map((part) => {
    if (part.kind === 'open') return '(';
    if (part.kind === 'close') return ')';
    if (part.kind === 'operator') return t(`formula.${part.operator}`);
    const name = nameOf(part.name);
    if (!part.negated) return name;
    return (locale === 'ja' ? [name, t('formula.not')] : [t('formula.not'), name]).join(' ');
  });
  return parts.join(' ').replaceAll('( ', '(').replaceAll(' )', ')');
}
