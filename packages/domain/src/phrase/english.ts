import { joined, type NameRules, type PhrasePart, text } from './phrase-part.ts';
import { type ChainReading, type ConceptReading, conjunctionOf, type Reading } from './reading.ts';

export type SayName = (concept: ConceptReading, negated: boolean) => PhrasePart;

export const ENGLISH_NAMES: NameRules = {
  characters: /[(),“”\\]/u,
  words: new Set(['and', 'or', 'not', 'without']),
};

/**
 * A reading in English: `snow, without night and snow cap`; `water or river`; `the part of (water or river) that is
 * blue`. What mixes operators stands in brackets.
 */
export function inEnglish(reading: Reading, sayName: SayName, negated = false): PhrasePart[] {
  const closed = (part: Reading, under = negated): PhrasePart[] => {
    if (part.kind === 'concept') return [sayName(part, under)];
    if (part.kind === 'not') return [text('not '), ...closed(part.of, !under)];
    return [text('('), ...inEnglish(part, sayName, under), text(')')];
  };
  if (reading.kind === 'concept' || reading.kind === 'not') return closed(reading);
  if (reading.kind === 'or')
    return joined(
      reading.parts.map((part) => closed(part)),
      ' or ',
    );
  return conjunction(reading, closed, negated);
}

function conjunction(
  reading: ChainReading,
  closed: (part: Reading, under?: boolean) => PhrasePart[],
  negated: boolean,
): PhrasePart[] {
  const { wanted, left } = conjunctionOf(reading);
  const out = left.map((part) => closed(part, !negated));
  if (wanted.length === 0)
    return joined(
      out.map((part) => [text('not '), ...part]),
      ' and ',
    );
  const group = wanted.find(({ kind }) => kind === 'or');
  const others = wanted.filter((part) => part !== group).map((part) => closed(part));
  const asked =
    group && others.length > 0
      ? [text('the part of '), ...closed(group), text(' that is '), ...joined(others, ' and ')]
      : joined(
          wanted.map((part) => closed(part)),
          ' and ',
        );
  if (out.length === 0) return asked;
  const pause = wanted.length + out.length > 2 ? ', without ' : ' without ';
  return [...asked, text(pause), ...joined(out, ' and ')];
}
