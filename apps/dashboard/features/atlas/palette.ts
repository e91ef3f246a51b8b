import type { Colouring } from './atlas-address';
import type { Points } from './points';
import { rangeSteps } from './range-steps';

/** Concepts that have a colour of their own. */
export const NAMED_CONCEPTS = 8;

/*
 * Colours as text rather than as tokens: the still picture is a file of its own, which no style sheet reaches. Hues of concepts
 * are Okabe and Ito's, told apart by the common colour-blind.
 */
export const GRADE_COLOURS = [
  'light-dark(oklch(0.72 0.012 250), oklch(0.52 0.012 250))',
  'light-dark(oklch(0.46 0.13 158), oklch(0.83 0.15 158))',
  'light-dark(oklch(0.68 0.13 75), oklch(0.74 0.12 75))',
  'light-dark(oklch(0.72 0.045 250), oklch(0.54 0.05 250))',
  'light-dark(oklch(0.81 0.012 250), oklch(0.43 0.012 250))',
  'light-dark(oklch(0.88 0.006 250), oklch(0.34 0.008 250))',
] as const;
const CONCEPT_COLOURS = [
  'light-dark(oklch(0.5 0.13 250), oklch(0.72 0.12 250))',
  'light-dark(oklch(0.63 0.17 45), oklch(0.74 0.15 45))',
  'light-dark(oklch(0.55 0.12 165), oklch(0.76 0.13 165))',
  'light-dark(oklch(0.55 0.16 350), oklch(0.74 0.13 350))',
  'light-dark(oklch(0.75 0.15 90), oklch(0.86 0.15 95))',
  'light-dark(oklch(0.68 0.11 225), oklch(0.83 0.09 225))',
  'light-dark(oklch(0.42 0.1 300), oklch(0.68 0.13 300))',
  'light-dark(oklch(0.42 0.08 60), oklch(0.7 0.08 65))',
] as const;
const OTHER = GRADE_COLOURS[4];
export const CLASS_COLOURS = [
  OTHER,
  'light-dark(oklch(0.74 0.014 70), oklch(0.5 0.014 70))',
  'light-dark(oklch(0.78 0.13 80), oklch(0.8 0.11 85))',
  'light-dark(oklch(0.66 0.1 295), oklch(0.6 0.1 295))',
  'light-dark(oklch(0.42 0.16 295), oklch(0.56 0.18 295))',
] as const;

/** What points are coloured by, as far as a script in the browser needs it. */
export interface Colours {
  readonly colouring: Colouring;
  /** (group) CSS colours. */
  readonly colours: readonly string[];
  /** (group) which are drawn over which: the last over all. */
  readonly order: readonly number[];
  /** The concepts that have a colour, for that colouring. */
  readonly concepts: readonly string[];
}

/** The colours of a colouring; `concepts` are those with one of their own. */
export function coloursOf(
  colouring: Colouring,
  { clusterCount, concepts }: { readonly clusterCount: number; readonly concepts: readonly string[] },
): Colours {
  const colours = {
    grade: () => GRADE_COLOURS,
    concept: () => [OTHER, ...CONCEPT_COLOURS.slice(0, concepts.length)],
    range: () => rangeSteps(clusterCount),
    class: () => CLASS_COLOURS,
  }[colouring]();
  const groups = Array.from(colours, (_, group) => group);
  const order = { grade: [5, 4, 0, 3, 2, 1], concept: [0, ...groups.slice(1).reverse()], range: groups, class: groups }[
    colouring
  ];
  return { colouring, colours, order, concepts: colouring === 'concept' ? concepts : [] };
}

/** (point) its group. */
export function groupsOf(points: Points, { colouring, concepts }: Pick<Colours, 'colouring' | 'concepts'>): Uint8Array {
  const places = new Map(concepts.map((name, place) => [name, place + 1]));
  const ofConcept = points.concepts.map((name) => places.get(name) ?? 0);
  const groupOf = {
    grade: (at: number) => points.grade[at] as number,
    concept: (at: number) => ofConcept[(points.concept[at] as number) - 1] ?? 0,
    range: (at: number) => (points.range[at] as number) - 1,
    class: (at: number) => points.class[at] as number,
  }[colouring];
  return Uint8Array.from({ length: points.count }, (_, at) => groupOf(at));
}

/** The concepts that most formulas of these points begin with, the most frequent first; ties by name. */
export function leadingConcepts(points: Points): string[] {
  const counts = new Map<string, number>();
  for (let at = 0; at < points.count; at += 1) {
    const name = points.concepts[(points.concept[at] as number) - 1];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, NAMED_CONCEPTS)
    .map(([name]) => name);
}
