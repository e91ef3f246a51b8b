import type { ConceptEdit, EditDirection, ErrorRole } from '@strata/domain';
import { adjustedP, pairedDifference, signTest } from '@strata/statistics';
import type { EditPlan } from './plan-edits.ts';

/** At most this share of what is called a cause may be none. */
const EDIT_Q_MAX = 0.05;

/** What came of one way of editing one concept. */
export interface EditOutcome {
  readonly plan: Pick<EditPlan, 'concept' | 'edit' | 'direction'>;
  /** An edited image: its unit of count, and whether its prediction became the other kind, with the edit and the control. */
  readonly images: readonly { readonly unit: number; readonly changed: boolean; readonly control: boolean }[];
}

/** What replacing a concept's pixels does, beside as many replaced elsewhere. */
export interface EditedConcept {
  readonly concept: number;
  readonly edit: ConceptEdit;
  readonly direction: EditDirection;
  readonly imageCount: number;
  /** Errors mended, or successes broken; with the control; and either way. */
  readonly changed: number;
  readonly controlChanged: number;
  readonly bothChanged: number;
  /** Share changed beyond the control's, with its 95 % interval. */
  readonly effect: number;
  readonly effectLower: number;
  readonly effectUpper: number;
  /** Sign test over units of count, adjusted over all that was tried. */
  readonly effectQ: number;
  readonly role: ErrorRole;
}

/** CAUSE where an edit changes more predictions than its control, over all that was tried; else GOES_WITH. */
export function judgeEdits(outcomes: readonly EditOutcome[]): EditedConcept[] {
  const p = outcomes.map(({ images }) => {
    const balance = new Map<number, number>();
    for (const { unit, changed, control } of images) {
      balance.set(unit, (balance.get(unit) ?? 0) + Number(changed) - Number(control));
    }
    const signs = [...balance.values()];
    return signTest(signs.filter((sign) => sign > 0).length, signs.filter((sign) => sign < 0).length);
  });
  const q = adjustedP(p);
  return outcomes.map(({ plan: { concept, edit, direction }, images }, at) => {
    const countOf = (is: (image: EditOutcome['images'][number]) => boolean): number => images.filter(is).length;
    const changed = countOf((image) => image.changed);
    const controlChanged = countOf(({ control }) => control);
    const bothChanged = countOf((image) => image.changed && image.control);
    const { difference, lower, upper } = pairedDifference({
      both: bothChanged,
      onlyFirst: controlChanged - bothChanged,
      onlySecond: changed - bothChanged,
      neither: images.length - changed - controlChanged + bothChanged,
    });
    const effectQ = q[at] as number;
    return {
      ...{ concept, edit, direction, imageCount: images.length, changed, controlChanged, bothChanged },
      ...{ effect: difference, effectLower: lower, effectUpper: upper, effectQ },
      role: effectQ <= EDIT_Q_MAX && difference > 0 ? 'CAUSE' : 'GOES_WITH',
    };
  });
}
