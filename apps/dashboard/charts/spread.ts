/**
 * Places near the wished ones, in the same order, at least `least` apart: groups that would touch are laid out around
 * their middle.
 */
export function spread(wished: readonly number[], { least }: { least: number }): number[] {
  const order = wished.map((_, index) => index).sort((a, b) => (wished[a] as number) - (wished[b] as number));
  const groups: { members: number[]; middle: number }[] = [];
  for (const index of order) {
    let group = { members: [index], middle: wished[index] as number };
    for (let above = groups.at(-1); above && touches(above, group, least); above = groups.at(-1)) {
      groups.pop();
      const members = [...above.members, ...group.members];
      group = {
        members,
        middle: members.reduce((sum, member) => sum + (wished[member] as number), 0) / members.length,
      };
    }
    groups.push(group);
  }
  const places = new Array<number>(wished.length);
  for (const { members, middle } of groups)
    for (const [rank, member] of members.entries()) places[member] = middle + (rank - (members.length - 1) / 2) * least;
  return places;
}

function touches(
  above: { members: number[]; middle: number },
  below: { members: number[]; middle: number },
  least: number,
): boolean {
  const end = above.middle + ((above.members.length - 1) / 2) * least;
  const start = below.middle - ((below.members.length - 1) / 2) * least;
  return start - end < least;
}
