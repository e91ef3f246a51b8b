import { type Classifier, classifier, defaultFormulas } from '@strata/compute';
import type { DefaultFormulaRecord, FormulaRef, SpecializationRules } from '@strata/db';
import { formulaKey, type LeftDeepTerm, parseFormula } from '@strata/domain';
import { formulaReader } from './formula-reader.ts';

/**
 * What specialization means (Clustered Compositional Explanations, §5, with untrained networks pooled), for formulas as
 * they are stored. Reads each formula once, however often it is asked.
 */
export function createSpecializationRules(): SpecializationRules {
  const read = formulaReader();
  return {
    defaultFormulas: (uses) => {
      const baseline = uses.map((use) => ({ network: use.network, unit: use.unitIndex, terms: read.terms(use) }));
      const refs = new Map<readonly LeftDeepTerm[], FormulaRef>(uses.map((use) => [read.terms(use), use]));
      return defaultFormulas(baseline, { conceptNames: read.conceptNames }).map(({ terms, units, ranges }) => {
        const ref = refs.get(terms);
        if (!ref) throw new Error('A default formula has the terms of one of the baselines.');
        return { formulaId: ref.formulaId, text: ref.text, unitCount: units, rangeCount: ranges };
      });
    },
    classify: (uses, defaults) => {
      const { classify, idOf } = classifierOf(defaults, read);
      return uses.map((use) => {
        const { specialization, defaultFormula } = classify(read.terms(use), use.grade);
        return {
          formulaId: use.formulaId,
          specialization,
          defaultFormulaId: defaultFormula && (idOf.get(defaultFormula.key) ?? null),
        };
      });
    },
  };
}

function classifierOf(
  defaults: readonly DefaultFormulaRecord[],
  read: ReturnType<typeof formulaReader>,
): { readonly classify: Classifier; readonly idOf: ReadonlyMap<string, number> } {
  const known = defaults.map((one) => ({
    formulaId: one.formulaId,
    key: formulaKey(parseFormula(one.text)),
    terms: read.terms(one),
    units: one.unitCount,
    ranges: one.rangeCount,
  }));
  return {
    classify: classifier(known, read.conceptNames),
    idOf: new Map(known.map(({ key, formulaId }) => [key, formulaId])),
  };
}
