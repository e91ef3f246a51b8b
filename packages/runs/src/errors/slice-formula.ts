import type { ErrorSlice, ImageColumn } from '@strata/compute';
import { leftDeepToFormula, printFormula } from '@strata/domain';
import type { ProbeConcept } from '@strata/probe';

/** A slice's formula as it is printed; a concept that covers at least a share of the image says so: `"sky ≥ 30 %"`. */
export function sliceFormula(
  { terms }: Pick<ErrorSlice, 'terms'>,
  columns: readonly Pick<ImageColumn, 'concept' | 'shareMin'>[],
  concepts: readonly Pick<ProbeConcept, 'name'>[],
): string {
  const names = columns.map(({ concept, shareMin }) => {
    const name = concepts[concept]?.name ?? `${concept}`;
    return shareMin === 0 ? name : `${name} ≥ ${Math.round(100 * shareMin)} %`;
  });
  return printFormula(leftDeepToFormula(terms, names));
}
