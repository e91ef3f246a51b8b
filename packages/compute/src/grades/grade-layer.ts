import { type Grade, type GradedEvidence, gradeOf } from '@strata/domain';
import { adjustedP } from '@strata/statistics';

/** An explanation's evidence before its layer is known. */
export type UngradedEvidence = Omit<GradedEvidence, 'heldOutQ'>;

export interface Graded {
  /** The p-value adjusted over the layer. */
  readonly heldOutQ: number;
  readonly grade: Grade;
}

/**
 * Grades the explanations of a layer, in their order. All of a layer's ranges are one family of tests: what is believed
 * of one depends on how many others hold, so that a layer is graded when it is whole.
 */
export function gradeLayer(explanations: readonly UngradedEvidence[]): Graded[] {
  const adjusted = adjustedP(explanations.map(({ heldOutP }) => heldOutP));
  return explanations.map((evidence, place) => {
    const heldOutQ = adjusted[place] as number;
    return { heldOutQ, grade: gradeOf({ ...evidence, heldOutQ }) };
  });
}
