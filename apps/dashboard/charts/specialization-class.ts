import type { Specialization } from '@strata/domain';

/** The classes as they are stacked, from the bottom: what is unlike untrained networks stands on the common ground line. */
export const STACKED: readonly Specialization[] = [
  'SPECIALIZED',
  'NOT_NAMEABLE',
  'WEAKLY_SPECIALIZED',
  'UNSPECIALIZED',
];

const TOKENS: Readonly<Record<Specialization, string>> = {
  SPECIALIZED: 'specialized',
  NOT_NAMEABLE: 'nameless',
  WEAKLY_SPECIALIZED: 'weakly',
  UNSPECIALIZED: 'unspecialized',
};

/** The class's name in style sheets. */
export function classToken(specialization: Specialization): string {
  return TOKENS[specialization];
}
