import type { Specialization } from '@strata/domain';

/** The classes as they are stacked, from the bottom: what only training explains stands on the common ground line. */
export const STACKED: readonly Specialization[] = ['SPECIALIZED', 'WEAKLY_SPECIALIZED', 'UNSPECIALIZED'];

const TOKENS: Readonly<Record<Specialization, string>> = {
  SPECIALIZED: 'specialized',
  WEAKLY_SPECIALIZED: 'weakly',
  UNSPECIALIZED: 'unspecialized',
};

/** The class's name in style sheets. */
export function classToken(specialization: Specialization): string {
  return TOKENS[specialization];
}
