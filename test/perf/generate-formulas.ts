import { and, concept, type Formula, not, or, printFormula } from '@strata/domain';
import { createRandom } from '@strata/statistics';
import type { WorldSize } from './world-size.ts';

const CATEGORIES = ['scene', 'object', 'part', 'material', 'texture', 'color'];

export interface GeneratedFormula {
  readonly text: string;
  /** Concept numbers from 0, in order of appearance. */
  readonly uses: readonly { readonly concept: number; readonly negated: boolean }[];
}

/** Names of concepts, the most frequent first. */
export function conceptNames({ concepts }: WorldSize): readonly { readonly name: string; readonly category: string }[] {
  return Array.from({ length: concepts }, (_, rank) => {
    const category = CATEGORIES[rank % CATEGORIES.length] ?? 'object';
    return { name: `${category} ${rank}`, category };
  });
}

/**
 * Different formulas of one to three concepts as searches find them; concept of rank r is drawn with weight 1 / (r + 1)
 * (Zipf), so that the commonest stands in every third formula or so and the rarest in a handful.
 */
export function generateFormulas(size: WorldSize): GeneratedFormula[] {
  const random = createRandom(20_260_501).next;
  const names = conceptNames(size);
  const draw = zipf(size.concepts, random);
  const found = new Map<string, GeneratedFormula>();
  while (found.size < size.formulas) {
    const length = Math.min(3, 1 + Math.floor(random() * 3.4));
    const chosen = new Set<number>();
    while (chosen.size < length) chosen.add(draw());
    const formula = buildFormula([...chosen], { names, random });
    found.set(formula.text, formula);
  }
  return [...found.values()];
}

function buildFormula(
  chosen: readonly number[],
  { names, random }: { names: ReturnType<typeof conceptNames>; random: () => number },
): GeneratedFormula {
  const leaf = (rank: number): Formula => concept(names[rank]?.name ?? '');
  const uses = chosen.map((rank, place) => ({ concept: rank, negated: place > 0 && random() < 0.25 }));
  const [first, ...rest] = uses;
  const formula = rest.reduce<Formula>(
    (left, { concept: rank, negated }) => {
      if (negated) return and(left, not(leaf(rank)));
      return random() < 0.8 ? or(left, leaf(rank)) : and(left, leaf(rank));
    },
    leaf(first?.concept ?? 0),
  );
  return { text: printFormula(formula), uses };
}

/** Draws ranks below n, rank r with weight 1 / (r + 1). */
function zipf(n: number, random: () => number): () => number {
  const sums: number[] = [];
  for (let rank = 0; rank < n; rank += 1) sums.push((sums[rank - 1] ?? 0) + 1 / (rank + 1));
  const total = sums.at(-1) ?? 1;
  return () => {
    const place = random() * total;
    let [low, high] = [0, n - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
