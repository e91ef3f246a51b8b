/**
 * A kind of sentence that says something about a network, and what must hold before it is said. The words themselves are in the
 * catalogues of the pages, in both languages, under the keys named here.
 */
export interface Sentence {
  /** When it may be said. */
  readonly condition: string;
  /** The row of docs/validity.md that counts how often it is wrong where nothing is to be found. */
  readonly validity: string;
  /** Keys of the pages' catalogues that say it. */
  readonly keys: readonly string[];
}

/**
 * Every kind of sentence that claims something about what a network has learnt, by its id. A sentence that is not here
 * states what was counted, or that something is not known.
 */
export const SENTENCES = {
  respondsTo: {
    condition: 'the grade is CLEAR',
    validity: 'responds-to',
    keys: [
      ...(['neuron.headline.CLEAR', 'grade.CLEAR', 'version.claims.respondsTo'] as const),
      ...(['atlas.headline.mostly', 'atlas.headline.some', 'image.says.CLEAR'] as const),
    ],
  },
  overlapsBest: {
    condition: 'the grade is PARTLY: it beats shuffled images over the layer, and a quarter of the overlap is kept',
    validity: 'responds-to',
    keys: ['neuron.headline.PARTLY', 'grade.PARTLY'],
  },
  specializedBeyond: {
    condition: 'three untrained networks or more; the intervals of the excess and of times shuffled lie above 0',
    validity: 'specialization',
    keys: [
      ...(['trends.excess.some', 'trends.progression.rise', 'trends.progression.fall'] as const),
      ...(['version.light.NO_GATE', 'version.light.GATE_PASSED', 'version.verdict.YES'] as const),
    ],
  },
  roseBetweenVersions: {
    condition: 'the paired interval leaves 0 out, and more than two untrained networks differ',
    validity: 'specialization',
    keys: ['trends.excess.rose', 'trends.excess.fell'],
  },
  aboveShuffled: {
    condition: 'held-out overlap over that with shuffled images, as a ratio of means',
    validity: 'times-shuffled',
    keys: ['trends.summary', 'trends.summaryOne', 'trends.summaryEqual', 'evidence.times', 'version.claims.times'],
  },
  scoredAboveShuffled: {
    condition: 'the formula was not searched for; q at most 0.05 over all ranges that were scored',
    validity: 'scored',
    keys: ['score.significant'],
  },
  changedMeaning: {
    condition: 'more ranges change than other images alone would change, by the whole interval',
    validity: 'change',
    keys: ['compare.sentence.changed', 'compare.sentence.surely'],
  },
  changedUnits: {
    condition: 'the old formulas of all ranges of a neuron keep less than a third of what the new ones explain',
    validity: 'unit-change',
    keys: ['compare.sentence.units'],
  },
  nothingChanged: {
    condition: 'every range that can be compared means the same',
    validity: 'same-file',
    keys: ['compare.sentence.same', 'compare.sentence.sameInBoth'],
  },
  overlapMoved: {
    condition: 'the interval of the paired difference of overlaps leaves 0 out',
    validity: 'same-file',
    keys: ['compare.sentence.overlapRise', 'compare.sentence.overlapFall'],
  },
  wouldBeConfirmed: {
    condition: 'the first 20 explanations drawn, or all, were judged; with the interval of the draw',
    validity: 'confirmed-share',
    keys: ['review.estimate.share'],
  },
  errorsGoWith: {
    condition:
      'at most 5 % of permuted errors have a formula as good, the search repeated, and at least ten errors lie in it',
    validity: 'error-slices',
    keys: ['errors.headline.goesWith', 'errors.slice.goesWith', 'errors.slice.beyond'],
  },
  causesErrors: {
    condition:
      'on images that did not choose the range, taking it out mends more errors than its control, over all that was tried, and does more good than harm',
    validity: 'error-causes',
    keys: ['errors.ranges.cause', 'version.errors.cause'],
  },
  rangeGoesWithErrors: {
    condition:
      'on the images that chose it, the range fills more of the map in errors than in successes of the same class: rank sums, q at most 0.05 over all ranges of the layer',
    validity: 'error-ranges',
    keys: ['errors.ranges.goesWith'],
  },
  collectFirst: {
    condition:
      'on images that did not choose the pair, a readout that learns from more of its images errs less than with as many others, over all pairs tried, and the interval of what 100 mend lies above 0',
    validity: 'collect-first',
    keys: ['collect.headline.first', 'collect.verdict.COLLECT'],
  },
  carriesClass: {
    condition:
      'on images that did not choose the range, taking it out breaks more of the class than its control, over all classes and ranges tried',
    validity: 'class-ranges',
    keys: ['classes.role.CARRIES', 'classes.headline.carried'],
  },
  rangeGoesWithClass: {
    condition:
      'on the images that chose it, the range fills more of the map in the class than in others: rank sums, q at most 0.05 over all ranges of the layer',
    validity: 'error-ranges',
    keys: ['classes.role.GOES_WITH'],
  },
  conceptCausesErrors: {
    condition:
      'on images that did not choose the concept, replacing its pixels mends more errors than as many elsewhere, or putting it in breaks more successes, over all edits tried',
    validity: 'error-edits',
    keys: ['errors.edits.role.CAUSE'],
  },
} as const satisfies Readonly<Record<string, Sentence>>;
