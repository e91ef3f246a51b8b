import { SPECIALIZATIONS, type Specialization } from '@strata/domain';
import type { TermName } from '../glossary/terms';

/** The glossary's entry of each class. */
export const CLASS_TERMS = {
  UNSPECIALIZED: 'unspecialized',
  WEAKLY_SPECIALIZED: 'weaklySpecialized',
  NOT_NAMEABLE: 'notNameable',
  SPECIALIZED: 'specialized',
} as const satisfies Record<Specialization, TermName>;

/** A class in an address: `weakly-specialized`. */
export function classParameter(specialization: Specialization): string {
  return specialization.toLowerCase().replaceAll('_', '-');
}

export const CLASS_PARAMETERS = SPECIALIZATIONS.map(classParameter);

/** The class that a part of an address means. */
export function readClass(parameter: string | null): Specialization | null {
  return SPECIALIZATIONS.find((specialization) => classParameter(specialization) === parameter) ?? null;
}
