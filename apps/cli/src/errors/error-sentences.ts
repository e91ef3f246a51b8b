import type { FoundErrors, NamedEdit, StoredErrorRange, WordedSlice } from '@strata/runs';
import { formulaText } from '../formula-text.ts';

export interface AskedErrors {
  readonly model: string;
  readonly version: string;
  readonly className: string | null;
  readonly predictedName: string | null;
  readonly permutations: number;
}

/** What came of a search for slices of errors, sentence by sentence; "go with" only where a slice was found. */
export function errorSentences(found: FoundErrors, asked: AskedErrors): string[] {
  const { images, imagesWrong, isGrouped, units, errors, concepts, errorsNeeded, slices } = found;
  const groups = isGrouped ? ` Groups count as one: ${units} groups, ${errors} of them wrong.` : '';
  const head = `${asked.model} ${asked.version}, ${classesText(asked)}: ${imagesWrong} of ${images} images are wrong (${percent(imagesWrong, images)}).${groups}`;
  if (errorsNeeded !== null) {
    const what = isGrouped ? 'groups that are wrong' : 'errors';
    return [head, `Too few errors: ${errorsNeeded} ${what} are needed before anything is looked for.`];
  }
  if (slices.length === 0) {
    return [head, `No formula over the ${concepts} concepts that divide them tells errors from successes.`];
  }
  const said = slices.map((slice, at) => sliceSentence(slice, { first: at === 0, ...asked }));
  return [head, ...said, ...rangeSentences(found.ranges), ...found.edits.map(editSentence)];
}

/** Ranges said at most. */
const RANGES_SAID = 6;

/** Each range by the way that mends more, most helpful first; "cause" only where it is one. */
function rangeSentences(ranges: readonly StoredErrorRange[] | null): string[] {
  if (ranges === null) return [];
  if (ranges.length === 0) return ['No range fires on errors more than on successes of the same class.'];
  const byEffect = ranges.toSorted(
    (a, b) => Number(b.role === 'CAUSE') - Number(a.role === 'CAUSE') || b.effect - a.effect,
  );
  // The first way of each: a map would keep the place of its other way.
  const best = byEffect.filter((range, at) => byEffect.findIndex((one) => one.clusterId === range.clusterId) === at);
  return best.slice(0, RANGES_SAID).map(rangeSentence);
}

function rangeSentence(range: StoredErrorRange): string {
  const { unit, clusterIndex, formula, intervention, role, wrongCount, rightCount } = range;
  const name = `neuron ${unit}, range ${clusterIndex} (${formulaText(formula)})`;
  const way = intervention === 'ZERO' ? 'set to zero' : 'set to its mean on successes';
  const mends = `${range.mended} of ${wrongCount} errors mended (at random places ${range.controlMended})`;
  const breaks = `${range.broken} of ${rightCount} successes broken (${range.controlBroken})`;
  const share = (value: number): string => (100 * value).toFixed(0);
  const effect = `effect ${share(range.effect)} % (${share(range.effectLower)}–${share(range.effectUpper)}), q ${range.effectQ.toFixed(3)}`;
  return `${role === 'CAUSE' ? 'Cause' : 'Goes with errors'}: ${name}; ${way}: ${mends}, ${breaks}; ${effect}.`;
}

const EDITS = {
  MEAN_COLOUR: 'replaced by the mean colour',
  BLUR: 'blurred',
  PATCH: 'replaced by a patch of another image of the class',
} as const;

/** What replacing a concept's pixels does; "cause" only where it is one. */
function editSentence({ concept, edit, direction, role, imageCount, ...found }: NamedEdit): string {
  const { changed, controlChanged, effect, effectLower, effectUpper, effectQ } = found;
  const share = (value: number): string => (100 * value).toFixed(0);
  const numbers = `effect ${share(effect)} % (${share(effectLower)}–${share(effectUpper)}), q ${effectQ.toFixed(3)}`;
  const said = role === 'CAUSE' ? `Cause: ${concept}` : `Not shown to be a cause: ${concept}`;
  if (direction === 'PUT_IN') {
    return `${said}; put into successes: ${changed} of ${imageCount} broken (pixels without it ${controlChanged}); ${numbers}.`;
  }
  return `${said}; ${EDITS[edit]}: ${changed} of ${imageCount} errors mended (as many pixels elsewhere ${controlChanged}); ${numbers}.`;
}

function sliceSentence(slice: WordedSlice, { first, permutations }: AskedErrors & { readonly first: boolean }): string {
  const { verdict, errors, selected, units, unitsWrong, p } = slice;
  const formula = formulaText(slice.formula);
  const inside = `${errors} of ${selected} (${percent(errors, selected)}) inside`;
  const outside = `${unitsWrong - errors} of ${units - selected} (${percent(unitsWrong - errors, units - selected)}) outside`;
  const numbers = `${inside}, ${outside}; p ${p.toFixed(3)} over ${permutations} permutations`;
  if (verdict === 'FOUND') return `${first ? 'Errors go with' : 'Beyond that, errors go with'} ${formula}: ${numbers}.`;
  if (verdict === 'TOO_FEW_ERRORS') {
    return `Too few errors to speak of ${formula}: ${numbers}. ${10 - errors} more errors like these are needed.`;
  }
  return `${first ? 'Nothing is found' : 'Nothing more is found'}: the best, ${formula}, is no better than chance (${numbers}).`;
}

function classesText({ className, predictedName }: AskedErrors): string {
  if (className === null) return 'all classes';
  return predictedName === null ? `class ${className}` : `${className} taken for ${predictedName}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`;
}
