/** Words that pages explain where they stand. */
export const TERMS = [
  'neuron',
  'range',
  'formula',
  'concept',
  'overlap',
  'chance',
  'lift',
  'grade',
  'specialized',
  'weaklySpecialized',
  'notNameable',
  'unspecialized',
  'progressive',
  'version',
  'baseline',
  'probe',
] as const;
export type TermName = (typeof TERMS)[number];
