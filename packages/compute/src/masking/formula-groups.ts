import type { MaskedExplanation } from './masking-sink.ts';

/** Measured, and stored, together: each image is decoded once for all of them. */
const FORMULAS_PER_BLOCK = 8;
/** One byte a sample is kept for each. */
const EXPLANATIONS_PER_BLOCK = 1024;

/** Explanations that have one formula. */
export interface FormulaGroup {
  readonly terms: MaskedExplanation['terms'];
  readonly explanations: readonly MaskedExplanation[];
}

/** Explanations by their formula, in blocks of a bounded size; a formula that very many have is in several. */
export function* formulaBlocks(explanations: readonly MaskedExplanation[]): Generator<FormulaGroup[]> {
  let block: FormulaGroup[] = [];
  let size = 0;
  for (const group of formulaGroups(explanations)) {
    if (block.length === FORMULAS_PER_BLOCK || size + group.explanations.length > EXPLANATIONS_PER_BLOCK) {
      if (block.length > 0) yield block;
      block = [];
      size = 0;
    }
    block.push(group);
    size += group.explanations.length;
  }
  if (block.length > 0) yield block;
}

function* formulaGroups(explanations: readonly MaskedExplanation[]): Generator<FormulaGroup> {
  for (const all of Map.groupBy(explanations, ({ formula }) => formula).values()) {
    const [{ terms }] = all as [MaskedExplanation];
    for (let start = 0; start < all.length; start += EXPLANATIONS_PER_BLOCK) {
      yield { terms, explanations: all.slice(start, start + EXPLANATIONS_PER_BLOCK) };
    }
  }
}
