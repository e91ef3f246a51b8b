import { conceptsOf, type Formula } from '@strata/domain';
import type { Names } from './names.ts';

/** A formula with two names for each of six concepts; of more, some would have to be left out. */
const SPELLINGS_MAX = 64;

/**
 * The formulas that somebody may mean: concepts under the names that formulas hold them by. What is called so in one dataset
 * and otherwise in another has a spelling for each; a name that is known nowhere stays.
 */
export function spellingsOf(formula: Formula, names: Pick<Names, 'namesOf'>): Formula[] {
  let spellings: ReadonlyMap<string, string>[] = [new Map()];
  for (const word of new Set(conceptsOf(formula).map(({ name }) => name))) {
    const found = names.namesOf(word);
    const choices = found.length === 0 ? [word] : found;
    const kept = choices.slice(0, Math.max(1, Math.floor(SPELLINGS_MAX / spellings.length)));
    spellings = spellings.flatMap((before) => kept.map((name) => new Map([...before, [word, name]])));
  }
  return spellings.map((spelling) => renamed(formula, spelling));
}

function renamed(formula: Formula, spelling: ReadonlyMap<string, string>): Formula {
  switch (formula.kind) {
    case 'concept':
      return { ...formula, name: spelling.get(formula.name) ?? formula.name };
    case 'not':
      return { ...formula, operand: renamed(formula.operand, spelling) };
    default:
      return { ...formula, left: renamed(formula.left, spelling), right: renamed(formula.right, spelling) };
  }
}
