/** A piece of a formula in words: a concept's name, or what joins names. */
export type PhrasePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'name';
      /** As it is shown, in quotes where it could be read as something else. */
      readonly text: string;
      /** The concept's own name, as in the dataset. */
      readonly name: string;
      /** Whether an odd number of negations stands above it. */
      readonly negated: boolean;
    };

/** Words of a language that join names. */
export function text(words: string): PhrasePart {
  return { kind: 'text', text: words };
}

/** Puts words between phrases. */
export function joined(phrases: readonly (readonly PhrasePart[])[], words: string): PhrasePart[] {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [text(words), ...phrase]));
}

/** What a language's words are made of: which characters and words a name may not hold without quotes. */
export interface NameRules {
  readonly characters: RegExp;
  /** In lower case. */
  readonly words: ReadonlySet<string>;
}

/** A name, in quotes where it could be read as a part of the sentence around it. */
export function quotedName(name: string, { characters, words }: NameRules): string {
  const pieces = name.split(' ');
  const isPlain =
    pieces.every((piece) => piece !== '' && !/\s/u.test(piece) && !words.has(piece.toLowerCase())) &&
    !characters.test(name);
  return isPlain ? name : `“${name.replaceAll(/[“”\\]/gu, '\\$&')}”`;
}
