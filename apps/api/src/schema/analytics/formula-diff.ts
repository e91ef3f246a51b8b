/** A concept in a formula: what counts for the comparison. */
interface Literal {
  readonly negated: boolean;
  readonly concept: { readonly id: number };
}

export interface FormulaDiff<Use> {
  readonly kept: readonly Use[];
  readonly added: readonly Use[];
  readonly removed: readonly Use[];
}

/** Compares the literals of two formulas, how often each occurs included. */
export function formulaDiff<Use extends Literal>(before: readonly Use[], after: readonly Use[]): FormulaDiff<Use> {
  const left = new Map<string, number>();
  for (const use of before) left.set(textOf(use), (left.get(textOf(use)) ?? 0) + 1);
  const kept: Use[] = [];
  const added: Use[] = [];
  for (const use of after) (take(left, textOf(use)) ? kept : added).push(use);
  // What nothing in the later formula has taken is gone: of equal literals the first ones are kept.
  const removed = before.toReversed().filter((use) => take(left, textOf(use)));
  return { kept, added, removed: removed.reverse() };
}

function textOf({ negated, concept }: Literal): string {
  return `${negated ? '-' : '+'}${concept.id}`;
}

function take(left: Map<string, number>, text: string): boolean {
  const count = left.get(text) ?? 0;
  if (count > 0) left.set(text, count - 1);
  return count > 0;
}
