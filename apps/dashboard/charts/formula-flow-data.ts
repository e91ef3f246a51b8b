/** A range's formula in one version: its text and its concepts, excluded ones marked. */
export interface FlowCell {
  readonly clusterIndex: number;
  readonly text: string;
  /** `boat`, `not sky`: a name with its polarity. */
  readonly uses: readonly string[];
}

export interface FlowVersion {
  readonly label: string;
  /** The version that the page is about. */
  readonly current: boolean;
  readonly cells: readonly FlowCell[];
}

/** How a formula of one version goes on in the next: whole, or some of its concepts. */
export interface FlowLink {
  readonly from: number;
  readonly to: number;
  /** Shared concepts of all concepts of both, 1 for the same formula. */
  readonly likeness: number;
  readonly isSame: boolean;
}

/**
 * Where each formula of the later version comes from: the earlier range with the same formula, or with the most shared
 * concepts, of equals the nearest; nothing where no concept is shared.
 */
export function flowLinks(before: FlowVersion, after: FlowVersion): FlowLink[] {
  return after.cells.flatMap((cell) => {
    const links = before.cells
      .map((other) => ({
        from: other.clusterIndex,
        to: cell.clusterIndex,
        likeness: likeness(other, cell),
        isSame: other.text === cell.text,
      }))
      .filter((link) => link.likeness > 0)
      .sort((a, b) => Number(b.isSame) - Number(a.isSame) || b.likeness - a.likeness || step(a) - step(b));
    return links.slice(0, 1);
  });
}

function step({ from, to }: Pick<FlowLink, 'from' | 'to'>): number {
  return Math.abs(from - to);
}

function likeness(a: FlowCell, b: FlowCell): number {
  const all = new Set([...a.uses, ...b.uses]);
  const shared = a.uses.filter((use) => b.uses.includes(use)).length;
  return all.size === 0 ? 0 : shared / all.size;
}

/** How many ranges have another formula in the later version than in the earlier one. */
export function changedRanges(before: FlowVersion, after: FlowVersion): number {
  return after.cells.filter(
    (cell) => before.cells.find((other) => other.clusterIndex === cell.clusterIndex)?.text !== cell.text,
  ).length;
}
