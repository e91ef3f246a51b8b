import type { Grounding } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

/** What is said of a concept beside its name; older answers say nothing. */
export interface ConceptWords {
  readonly name: string;
  readonly names?: readonly { readonly language: string; readonly name: string }[];
  readonly grounding?: Grounding;
}

/** A concept's name in the reader's language, or as the dataset has it. */
export function conceptName({ name, names = [] }: ConceptWords, { locale }: Pick<Words, 'locale'>): string {
  return names.find(({ language }) => language === locale)?.name ?? name;
}

/** That a concept is known less well than by masks; null where it isn't. */
export function weakMark({ grounding }: ConceptWords, { t }: Pick<Words, 't'>): string | null {
  if (grounding === 'BOXES') return t('concept.boxes');
  return grounding === 'WHOLE_IMAGES' ? t('concept.wholeImages') : null;
}

/** A concept in a formula. */
export interface NamedUse {
  /** What the formula's text calls it. Default its own name. */
  readonly called?: string;
  readonly concept: ConceptWords;
}

/** A concept in a formula, as chips show it. */
export interface ConceptUse extends NamedUse {
  readonly concept: ConceptWords & { readonly category: string };
}

/** What a formula's concepts are called in the reader's language. */
export function nameIn(
  concepts: readonly NamedUse[] | undefined,
  words: Pick<Words, 'locale'>,
): (name: string) => string {
  const names = new Map(
    (concepts ?? []).map(({ concept, called = concept.name }) => [called, conceptName(concept, words)]),
  );
  return (name) => names.get(name) ?? name;
}
