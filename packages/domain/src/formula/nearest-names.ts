/** Names offered at most. */
const OFFERED = 5;

/**
 * The names that somebody may have meant who wrote another: those that differ in case alone, then those that hold it or
 * are one of its words, then those at most a third of its letters away; the nearest first, equally near ones in their order.
 */
export function nearestNames(written: string, names: readonly string[]): string[] {
  const asked = written.toLowerCase();
  const apart = Math.floor(asked.length / 3);
  // One letter of an alphabet is in every name; one character of Japanese is a word.
  const isPart = asked.length > 2 || /[^\p{ASCII}]/u.test(asked);
  return names
    .flatMap((name, place) => {
      const known = name.toLowerCase();
      const distance = known === asked ? 0 : editDistance(asked, known);
      const holds = isPart && (known.includes(asked) || asked.split(/\s+/u).includes(known));
      return distance <= apart || holds ? [{ name, place, distance: holds ? Math.min(distance, 1.5) : distance }] : [];
    })
    .sort((a, b) => a.distance - b.distance || a.place - b.place)
    .slice(0, OFFERED)
    .map(({ name }) => name);
}

/** Letters to be put in, left out, replaced or exchanged with the next one. Source: Damerau (1964), optimal string alignment. */
function editDistance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  let [before, last]: [number[], number[]] = [[], b.map((_, j) => j).concat(b.length)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] as number) + 1 : change;
      row.push(Math.min(change, swap, (last[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    [before, last] = [last, row];
  }
  return last[b.length] as number;
}
