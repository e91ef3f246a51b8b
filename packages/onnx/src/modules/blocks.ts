/**
 * Which modules are blocks: those that hold other modules, and those that stand side by side at the top, below whatever
 * wraps the whole network.
 */
export function blocksOf(paths: readonly string[]): ReadonlySet<string> {
  const known = new Set(paths);
  const holders = paths.map((path) => nearestAbove(path, known)).filter((path) => path !== null);
  return new Set([...holders, ...topModules(paths)]);
}

/** The modules at the top: where a single one holds all others, those right below it. */
export function topModules(paths: readonly string[]): string[] {
  const known = new Set(paths);
  let tops = paths.filter((path) => nearestAbove(path, known) === null);
  while (tops.length === 1) {
    const below = childrenOf(tops[0] as string, paths);
    if (below.length === 0) break;
    tops = below;
  }
  return tops;
}

/** The modules right below one; a container that is never called itself has no path and is passed over. */
export function childrenOf(path: string, paths: readonly string[]): string[] {
  const known = new Set(paths);
  return paths.filter((one) => nearestAbove(one, known) === path);
}

function nearestAbove(path: string, known: ReadonlySet<string>): string | null {
  for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) {
    const above = path.slice(0, at);
    if (known.has(above)) return above;
  }
  return null;
}
