import type { SayName } from './english.ts';
import { joined, type NameRules, type PhrasePart, text } from './phrase-part.ts';
import { type ChainReading, conjunctionOf, type Reading } from './reading.ts';

export const JAPANESE_NAMES: NameRules = {
  characters: /[「」『』（）・“”\\]/u,
  words: new Set(['または', 'かつ', '以外', 'のうち', 'と重なる部分', 'を除く']),
};

interface Said {
  readonly sayName: SayName;
  readonly negated: boolean;
  /** How many brackets it stands in: they take turns. */
  readonly depth: number;
}

/**
 * A reading in Japanese: `snow（night・snow cap を除く）`; `water または river`; `「water または river」のうち blue と重なる部分`.
 * What mixes operators stands in brackets.
 */
export function inJapanese(reading: Reading, sayName: SayName): PhrasePart[] {
  return withoutGaps(say(reading, { sayName, negated: false, depth: 0 }));
}

function say(reading: Reading, said: Said): PhrasePart[] {
  switch (reading.kind) {
    case 'concept':
      return [said.sayName(reading, said.negated)];
    case 'not':
      return [...closed(reading.of, { ...said, negated: !said.negated }), text(' 以外')];
    case 'or':
      return joined(
        reading.parts.map((part) => closed(part, said)),
        ' または ',
      );
    case 'and':
      return conjunction(reading, said);
  }
}

function closed(part: Reading, said: Said): PhrasePart[] {
  if (part.kind === 'concept') return say(part, said);
  const [open, close] = said.depth % 2 === 0 ? (['「', '」'] as const) : (['『', '』'] as const);
  return [text(open), ...say(part, { ...said, depth: said.depth + 1 }), text(close)];
}

function conjunction(reading: ChainReading, said: Said): PhrasePart[] {
  const { wanted, left } = conjunctionOf(reading);
  const out = joined(
    left.map((part) => closed(part, { ...said, negated: !said.negated })),
    '・',
  );
  if (wanted.length === 0) return [...out, text(' 以外')];
  const group = wanted.find(({ kind }) => kind === 'or');
  const others = wanted.filter((part) => part !== group).map((part) => closed(part, said));
  const asked =
    group && others.length > 0
      ? [...closed(group, said), text('のうち '), ...joined(others, ' かつ '), text(' と重なる部分')]
      : joined(
          wanted.map((part) => closed(part, said)),
          ' かつ ',
        );
  return out.length === 0 ? asked : [...asked, text('（'), ...out, text(' を除く）')];
}

/** Brackets bring their own room: no space beside them. */
function withoutGaps(parts: readonly PhrasePart[]): PhrasePart[] {
  const merged: PhrasePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') merged[merged.length - 1] = text(last.text + part.text);
    else merged.push(part);
  }
  return merged.map((part) => (part.kind === 'text' ? text(part.text.replaceAll(BESIDE_BRACKET, '')) : part));
}

const BESIDE_BRACKET = /(?<=[」』）]) | (?=[「『（])/gu;
