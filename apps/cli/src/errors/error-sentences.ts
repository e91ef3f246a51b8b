import type { FoundErrors, WordedSlice } from '@strata/runs';

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
  return [head, ...slices.map((slice, at) => sliceSentence(slice, { first: at === 0, ...asked }))];
}

function sliceSentence(slice: WordedSlice, { first, permutations }: AskedErrors & { readonly first: boolean }): string {
  const { formula, verdict, errors, selected, units, unitsWrong, p } = slice;
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
