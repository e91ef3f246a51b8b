import { formulaPhrase, parseFormula } from '@strata/domain';
import { Fragment } from 'react';
import type { Words } from '../../i18n/words';

/** A formula as people say it, with its concepts set apart; how it is written in the formula language stands in its title. */
export function FormulaWords({ text, words: { locale } }: { readonly text: string; readonly words: Words }) {
  const parts = formulaPhrase(parseFormula(text), { language: locale === 'ja' ? 'ja' : 'en' });
  const pieces = parts.map((part, index) => ({ key: `${index}`, part }));
  return (
    <span className="formula-words" title={text}>
      {pieces.map(({ key, part }) =>
        part.kind === 'name' ? (
          <span key={key} className={part.negated ? 'formula-name formula-name-not' : 'formula-name'}>
            {part.text}
          </span>
        ) : (
          <Fragment key={key}>{part.text}</Fragment>
        ),
      )}
    </span>
  );
}
