import { classifier, defaultFormulas } from '@strata/compute';
import type { FormulaRef, SpecializationRules } from '@strata/db';
import { formulaKey, formulaToLeftDeep, type LeftDeepTerm, parseFormula } from '@strata/domain';

/** What specialization means (Clustered Compositional Explanations, §5), for formulas as they are stored. */
export const specializationRules: SpecializationRules = {
  defaultFormulas: (uses) => {
    const read = formulaReader();
    const baseline = uses.map((use) => ({ unit: use.unitIndex, terms: read.terms(use) }));
    const refs = new Map<readonly LeftDeepTerm[], FormulaRef>(uses.map((use) => [read.terms(use), use]));
    return defaultFormulas(baseline, { conceptNames: read.conceptNames }).map(({ terms, units, ranges }) => {
      const ref = refs.get(terms);
      if (!ref) throw new Error('A default formula has the terms of one of the baseline.');
      return { formulaId: ref.formulaId, text: ref.text, unitCount: units, rangeCount: ranges };
    });
  },
  classify: (formulas, defaults) => {
    const read = formulaReader();
    const known = defaults.map((one) => ({
      formulaId: one.formulaId,
      key: formulaKey(parseFormula(one.text)),
      terms: read.terms(one),
      units: one.unitCount,
      ranges: one.rangeCount,
    }));
    const ids = new Map(known.map(({ key, formulaId }) => [key, formulaId]));
    const classify = classifier(known, read.conceptNames);
    return formulas.map((formula) => {
      const { specialization, defaultFormula } = classify(read.terms(formula));
      const defaultFormulaId = defaultFormula && (ids.get(defaultFormula.key) ?? null);
      return { formulaId: formula.formulaId, specialization, defaultFormulaId };
    });
  },
};

/** Reads each formula once; concepts get their positions, and `conceptNames` grows, as they are met. */
function formulaReader() {
  const positions = new Map<string, number>();
  const conceptNames: string[] = [];
  const read = new Map<number, LeftDeepTerm[]>();
  const positionOf = (name: string): number => {
    const position = positions.get(name) ?? conceptNames.push(name) - 1;
    positions.set(name, position);
    return position;
  };
  const terms = ({ formulaId, text }: FormulaRef): LeftDeepTerm[] => {
    const known = read.get(formulaId) ?? formulaToLeftDeep(parseFormula(text), positionOf);
    read.set(formulaId, known);
    return known;
  };
  return { conceptNames, terms };
}
