import { Fragment } from 'react';
import type { Words } from '../../i18n/words';
import { ConceptChip, Minus } from './concept-chip';
import type { ConceptUse } from './concept-words';
import { type FormulaPart, formulaParts } from './formula-sentence';

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
            {parts.map(({ key: place, part }) => {
              if (part.kind !== 'concept') return <Sign key={place} part={part} words={words} />;
              const { name, negated } = part;
              const href = conceptHref?.(name, negated);
              return (
                <ConceptChip
                  key={place}
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
  if (part.kind !== 'operator') return <span className="bracket">{part.kind === 'open' ? '(' : ')'}</span>;
  if (part.operator === 'minus') return <Minus not={t('formula.not')} />;
  return <span className="operator">{t(`formula.${part.operator}`)}</span>;
}

interface KeyedPart {
  readonly key: string;
  readonly part: FormulaPart;
}

/** What must stay on one line: an operator or a minus with what comes after it, brackets with what they touch. */
function groups(parts: readonly FormulaPart[]): { key: string; parts: KeyedPart[] }[] {
  const lines: KeyedPart[][] = [[]];
  for (const [index, part] of parts.entries()) {
    const current = lines.at(-1) as KeyedPart[];
    const leads = part.kind === 'operator' || (part.kind === 'concept' && part.negated);
    const keyed = { key: `${index}`, part };
    if (leads && current.some((before) => before.part.kind === 'concept')) lines.push([keyed]);
    else current.push(keyed);
  }
  return lines.map((line, index) => ({ key: `${index}`, parts: line }));
}
