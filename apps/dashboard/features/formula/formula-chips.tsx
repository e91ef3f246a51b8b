import { type Formula, parseFormula } from '@strata/domain';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

type Words = Record<'and' | 'or' | 'not', string>;

/** A formula as a sentence of chips; negation is struck and said, parentheses only where precedence needs them. */
export async function FormulaChips({ text }: { text: string }) {
  const t = await getTranslations();
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {render(parseFormula(text), { and: t('and'), or: t('or'), not: t('not') })}
    </span>
  );
}

function render(formula: Formula, words: Words): ReactNode {
  if (formula.kind === 'concept') return <span className="chip">{formula.name}</span>;
  if (formula.kind === 'not') {
    if (formula.operand.kind === 'concept')
      return (
        <span className="chip">
          {words.not} <s>{formula.operand.name}</s>
        </span>
      );
    return (
      <>
        {words.not} ({render(formula.operand, words)})
      </>
    );
  }
  const side = (part: Formula) =>
    formula.kind === 'and' && part.kind === 'or' ? <>({render(part, words)})</> : render(part, words);
  return (
    <>
      {side(formula.left)} <small className="uppercase">{words[formula.kind]}</small> {side(formula.right)}
    </>
  );
}
