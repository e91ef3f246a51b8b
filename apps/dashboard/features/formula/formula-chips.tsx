import { Fragment } from 'react';
import type { Words } from '../../i18n/words';
import { ConceptChip } from './concept-chip';
import type { ConceptWords } from './concept-words';
import { type FormulaPart, formulaParts } from './formula-sentence';

interface ConceptUse {
  /** What the formula's text calls it. Default its own name. */
  readonly called?: string;
  readonly concept: ConceptWords & { readonly category: string };
}

interface FormulaChipsProps {
  readonly formula: { readonly text: string; readonly concepts: readonly ConceptUse[] };
  readonly words: Words;
  /** Where a concept's explanations are. Without it chips are no links. */
  readonly conceptHref?: (name: string, negated: boolean) => string;
  /** In how many folds each concept is found again; default not said. */
  readonly replication?: { readonly folds: number; readonly terms: readonly number[] } | null | undefined;
}

/** A formula as a sentence of chips, wrapping before operators. */
export function FormulaChips({ formula, words, conceptHref, replication }: FormulaChipsProps) {
  const again = replicationOf(formula, replication);
  const concepts = new Map(formula.concepts.map(({ concept, called = concept.name }) => [called, concept]));
  return (
    <span className="formula">
      {groups(formulaParts(formula.text)).map(({ key, parts }) => (
        <Fragment key={key}>
          {key === '0' ? null : ' '}
          <span className="formula-part">
            {parts.map((part) => {
              if (part.kind !== 'concept') return <Sign key={part.kind} part={part} words={words} />;
              const { name, negated } = part;
              const href = conceptHref?.(name, negated);
              return (
                <ConceptChip
                  key={name}
                  {...(concepts.get(name) ?? { name, category: 'object' })}
                  negated={negated}
                  words={words}
                  replicated={again.get(name) ?? null}
                  {...(href ? { href } : {})}
                />
              );
            })}
          </span>
        </Fragment>
      ))}
    </span>
  );
}

/** By concept; a formula names each once, in the order of its terms. */
function replicationOf(
  { concepts }: FormulaChipsProps['formula'],
  replication: FormulaChipsProps['replication'],
): ReadonlyMap<string, { readonly folds: number; readonly of: number }> {
  if (!replication) return new Map();
  const { folds, terms } = replication;
  return new Map(concepts.map(({ concept }, term) => [concept.name, { folds: terms[term] ?? 0, of: folds }]));
}

function Sign({ part, words: { t } }: { part: Exclude<FormulaPart, { kind: 'concept' }>; words: Words }) {
  if (part.kind === 'operator') return <span className="operator">{t(`formula.${part.operator}`)}</span>;
  return <span className="bracket">{part.kind === 'open' ? '(' : ')'}</span>;
}

/** What must stay on one line: an operator with the concept after it, brackets with what they touch. */
function groups(parts: readonly FormulaPart[]): { key: string; parts: FormulaPart[] }[] {
  const lines: FormulaPart[][] = [[]];
  for (const part of parts) {
    const current = lines.at(-1) as FormulaPart[];
    const starts = part.kind === 'operator' && current.some(({ kind }) => kind === 'concept');
    if (starts) lines.push([part]);
    else current.push(part);
  }
  return lines.map((line, index) => ({ key: `${index}`, parts: line }));
}
