import type { ConceptEdit, EditDirection } from '@strata/domain';
import { createRandom, mixBits, permutation, type Random } from '@strata/statistics';
import type { CauseImage } from '../causes/cause-inputs.ts';
import type { ConceptOnImage } from './concept-masks.ts';

/** A concept that covers more of an image can't be replaced beside a control of as many other pixels. */
const SHARE_MAX = 0.5;
/** Images of one kind that are edited, at most. */
const IMAGES_MAX = 60;
/** Edits of fewer images say nothing. */
export const EDITED_MIN = 10;

/** An image to be edited, and whose pixels it gets. */
export interface PlannedEdit {
  /** Place among the images. */
  readonly image: number;
  /** Place of the image that its mask comes from: its own, or the one that the concept is taken from. */
  readonly maskOf: number;
  /** Places of the images that pixels come from: the edit's and the control's. Null: from none. */
  readonly from: number | null;
  readonly controlFrom: number | null;
}

/** One way of editing one concept. */
export interface EditPlan {
  readonly concept: number;
  readonly edit: ConceptEdit;
  readonly direction: EditDirection;
  readonly edits: readonly PlannedEdit[];
}

export interface PlanInputs {
  readonly images: readonly CauseImage[];
  /** (unit of count) whether its images chose the concept: they only lend pixels. */
  readonly chooses: (unit: number) => boolean;
  /** Positions of concepts, and (concept, image) where they lie. */
  readonly concepts: readonly number[];
  readonly masks: readonly (readonly ConceptOnImage[])[];
  readonly seed: number;
}

/**
 * Plans which images each concept is taken out of and put into: errors that show it, on at most half of the image; successes
 * that don't. What has too few images is left out.
 */
export function planEdits({ images, chooses, concepts, masks, seed }: PlanInputs): EditPlan[] {
  return concepts
    .flatMap((concept, at): EditPlan[] => {
      const random = createRandom(mixBits(seed) ^ mixBits(concept + 1));
      const own = masks[at] as readonly ConceptOnImage[];
      const places = Array.from({ length: images.length }, (_, place) => place);
      const share = (place: number): number => own[place]?.share ?? 0;
      const shows = (place: number): boolean => share(place) > 0 && share(place) <= SHARE_MAX;
      const of = (place: number): CauseImage => images[place] as CauseImage;
      const confirming = places.filter((place) => !chooses(of(place).unit));
      const lending = places.filter((place) => chooses(of(place).unit));
      const errors = drawn(
        confirming.filter((place) => of(place).isWrong && shows(place)),
        random,
      );
      const successes = drawn(
        confirming.filter((place) => !of(place).isWrong && share(place) === 0),
        random,
      );
      const without = (name: string): number[] =>
        lending.filter((one) => share(one) === 0 && of(one).className === name);
      const replaced = (image: number): PlannedEdit => ({ image, maskOf: image, from: null, controlFrom: null });
      const patched = errors.flatMap((image): PlannedEdit[] => {
        const from = pick(without(of(image).className), random);
        return from === undefined ? [] : [{ image, maskOf: image, from, controlFrom: from }];
      });
      const donors = lending.filter((place) => of(place).isWrong && shows(place));
      const bare = lending.filter((place) => share(place) === 0);
      const put = successes.flatMap((image): PlannedEdit[] => {
        const [from, controlFrom] = [pick(donors, random), pick(bare, random)];
        return from === undefined || controlFrom === undefined ? [] : [{ image, maskOf: from, from, controlFrom }];
      });
      return [
        { concept, edit: 'MEAN_COLOUR', direction: 'TAKEN_OUT', edits: errors.map(replaced) },
        { concept, edit: 'BLUR', direction: 'TAKEN_OUT', edits: errors.map(replaced) },
        { concept, edit: 'PATCH', direction: 'TAKEN_OUT', edits: patched },
        { concept, edit: 'PATCH', direction: 'PUT_IN', edits: put },
      ];
    })
    .filter(({ edits }) => edits.length >= EDITED_MIN);
}

function drawn(places: readonly number[], random: Random): number[] {
  const order = permutation(places.length, random).subarray(0, IMAGES_MAX);
  return Array.from(order, (at) => places[at] as number).sort((a, b) => a - b);
}

function pick(places: readonly number[], random: Random): number | undefined {
  return places.length === 0 ? undefined : places[random.below(places.length)];
}
