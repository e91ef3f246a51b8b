import { formulaPhrase, parseFormula } from '@strata/domain';
import { Fragment } from 'react';
import type { Words } from '../../i18n/words';
import { type NamedUse, nameIn } from './concept-words';

interface FormulaWordsProps {
  readonly text: string;
  /** What is said of its concepts. Default only their names. */
  readonly concepts?: readonly NamedUse[];
  readonly words: Words;
}

/**
 * A formula as people say it, with its concepts set apart; how it is written in the formula language stands in its title. In
 * Japanese it brings the room around it: brackets need none.
 */
export function FormulaWords({ text, concepts, words: { locale } }: FormulaWordsProps) {
  const isJapanese = locale === 'ja';
  const parts = formulaPhrase(parseFormula(text), {
    language: isJapanese ? 'ja' : 'en',
    nameOf: nameIn(concepts, { locale }),
  });
  const pieces = parts.map((part, index) => ({ key: `${index}`, part }));
  const [before, after] = isJapanese ? roomAround(parts.map((part) => part.text).join('')) : ['', ''];
  return (
    <span className="formula-words" title={text}>
      {before}
      {pieces.map(({ key, part }) =>
        part.kind === 'name' ? (
          <span key={key} className={part.negated ? 'formula-name formula-name-not' : 'formula-name'}>
            {part.text}
          </span>
        ) : (
          <Fragment key={key}>{part.text}</Fragment>
        ),
      )}
      {after}
    </span>
  );
}

function roomAround(phrase: string): [before: string, after: string] {
  return [/^[「『]/u.test(phrase) ? '' : ' ', /[」』）]$/u.test(phrase) ? '' : ' '];
}
