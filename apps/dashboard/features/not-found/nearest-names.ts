/** Names offered. */
const OFFERED = 5;

/**
 * The names most like the one that was asked for, the likest first: by the letters to change, insert or leave out, capitals
 * aside; those that begin with it count as near.
 */
export function nearestNames(asked: string, names: readonly string[]): string[] {
  const wanted = asked.toLocaleLowerCase();
  return names
    .map((name) => ({
      name,
      distance: distanceOf(wanted, name.toLocaleLowerCase()),
      longer: Math.abs(name.length - asked.length),
    }))
    .sort((a, b) => a.distance - b.distance || a.longer - b.longer)
    .slice(0, OFFERED)
    .map(({ name }) => name);
}

function distanceOf(wanted: string, name: string): number {
  return name.startsWith(wanted) ? 0 : edits(wanted, name);
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
