/**
 * How far the formula of a unit's range is from those of untrained networks. NOT_NAMEABLE: it is none of theirs, but what
 * it says does not hold, or nothing can be said with these concepts.
 */
export const SPECIALIZATIONS = ['UNSPECIALIZED', 'WEAKLY_SPECIALIZED', 'NOT_NAMEABLE', 'SPECIALIZED'] as const;
export type Specialization = (typeof SPECIALIZATIONS)[number];

/** The kinds of concept that Network Dissection's Broden knows. */
export const CATEGORIES = ['scene', 'object', 'part', 'material', 'texture', 'color'] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * How the pixels of a concept are known, the surest first: by masks, computed from pixels and masks by a stated rule, by boxes
 * around some of its objects, or by the label of whole images alone.
 */
export const GROUNDINGS = ['MASKS', 'COMPUTED', 'BOXES', 'WHOLE_IMAGES'] as const;
export type Grounding = (typeof GROUNDINGS)[number];

/** Concepts that need no annotator: they are computed from pixels, from the place in the image, and from masks. */
export const COMPUTED_KINDS = ['colors', 'textures', 'positions', 'sizes'] as const;
export type ComputedKind = (typeof COMPUTED_KINDS)[number];

/** The weakest of several. */
export function weakestGrounding(groundings: Iterable<Grounding>): Grounding {
  return GROUNDINGS[Math.max(0, ...[...groundings].map((one) => GROUNDINGS.indexOf(one)))] as Grounding;
}

/**
 * What came of a unit. FEW_VALUES: fewer distinct values than clusters, so it has fewer ranges. CONSTANT, DEAD (all
 * zeros) and NON_FINITE (a NaN, an infinity or a magnitude above 1.7e38 among the activations) have no ranges.
 */
export const UNIT_OUTCOMES = ['EXPLAINED', 'FEW_VALUES', 'CONSTANT', 'DEAD', 'NON_FINITE'] as const;
export type UnitOutcome = (typeof UNIT_OUTCOMES)[number];

/**
 * What came of a range. NOTHING_NAMED: the unit fires, but no formula overlaps with where it does. EMPTY: no pixel lies in the
 * range. Both have no explanation.
 */
export const RANGE_OUTCOMES = ['EXPLAINED', 'NOTHING_NAMED', 'EMPTY'] as const;
export type RangeOutcome = (typeof RANGE_OUTCOMES)[number];

/**
 * What may be said of a slice of errors. FOUND: errors go with it. TOO_FEW_ERRORS: it has too few of them to speak of.
 * BY_CHANCE: permuted errors have slices as good.
 */
export const SLICE_VERDICTS = ['FOUND', 'TOO_FEW_ERRORS', 'BY_CHANCE'] as const;
export type SliceVerdict = (typeof SLICE_VERDICTS)[number];

/** How a range is taken out of a layer's map: its values are set to zero, or to the mean that the unit has on successes. */
export const INTERVENTIONS = ['ZERO', 'MEAN'] as const;
export type Intervention = (typeof INTERVENTIONS)[number];

/** What a range has to do with errors. CAUSE: taking it out mends more of them than its control; else it goes with them. */
export const ERROR_ROLES = ['CAUSE', 'GOES_WITH'] as const;
export type ErrorRole = (typeof ERROR_ROLES)[number];

/**
 * What may be said of a pair of concepts to collect. COLLECT: images with both mend more errors than as many others.
 * NOT_SHOWN: they don't, as far as can be told. TOO_FEW_ERRORS: it has too few errors, or images, to tell.
 */
export const COLLECT_VERDICTS = ['COLLECT', 'NOT_SHOWN', 'TOO_FEW_ERRORS'] as const;
export type CollectVerdict = (typeof COLLECT_VERDICTS)[number];

/** What one of a pair is: a concept of the dataset, or a class of its images. */
export const COLLECT_KINDS = ['CONCEPT', 'CLASS'] as const;
export type CollectKind = (typeof COLLECT_KINDS)[number];

/** What an image beside a pair shows: both, or one without the other. */
export const COLLECT_EXAMPLES = ['EXAMPLE', 'COUNTER_EXAMPLE'] as const;
export type CollectExample = (typeof COLLECT_EXAMPLES)[number];

/** What a range has to do with a class. CARRIES: taking it out breaks more of its images than its control; else it goes with it. */
export const CLASS_ROLES = ['CARRIES', 'GOES_WITH'] as const;
export type ClassRole = (typeof CLASS_ROLES)[number];

/** How a concept's pixels are replaced: by the image's mean colour, blurred, or by a patch of another image of the class. */
export const CONCEPT_EDITS = ['MEAN_COLOUR', 'BLUR', 'PATCH'] as const;
export type ConceptEdit = (typeof CONCEPT_EDITS)[number];

/** Which images a concept is edited in: it is taken out of errors, or put into successes. */
export const EDIT_DIRECTIONS = ['TAKEN_OUT', 'PUT_IN'] as const;
export type EditDirection = (typeof EDIT_DIRECTIONS)[number];
