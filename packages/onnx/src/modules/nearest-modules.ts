import { childrenOf, topModules } from './blocks.ts';
import type { ModuleEnds } from './module-ends.ts';
import { pathsOfParts } from './module-path.ts';

/** Paths named in a message. */
const NAMED_MAX = 8;

/**
 * What to say to somebody who asked for a module or tensor that isn't there: the nearest in the tree of modules, never
 * the nearest in spelling, which is another layer.
 */
export function nearestText(asked: string, ends: ModuleEnds): string {
  const paths = [...ends.keys()];
  if (paths.length === 0) return 'The file tells no modules; "strata layers" lists its tensors.';
  const found = nearestPlace(asked, paths);
  if (found === null) return `At the top stand ${quoted(topModules(paths))}.`;
  const { places, whole } = found;
  const [place] = places as [string, ...string[]];
  const tensor = ends.get(place) as string;
  if (whole && places.length === 1) {
    return asked.startsWith('/') && tensor.startsWith('/')
      ? `Did you mean "${tensor}"? It is what module "${place}" gives.`
      : `Did you mean module "${place}"?`;
  }
  if (whole) return `Modules of that name are ${quoted(places)}.`;
  const inside = [...new Set(places.flatMap((one) => childrenOf(one, paths)))];
  const holds = inside.length === 0 ? 'with no module inside it that makes anything' : `with ${quoted(inside)} inside`;
  return `The nearest module is ${quoted(places)}, ${holds}.`;
}

interface NearestPlace {
  readonly places: readonly string[];
  /** The asked path ends there: nothing below it is missing. */
  readonly whole: boolean;
}

/**
 * The longest run of the asked path's names that is the end of a module's path: in front there may be more in the file
 * (a wrapper) or in the question, behind it is what the module doesn't hold.
 */
function nearestPlace(asked: string, paths: readonly string[]): NearestPlace | null {
  let best: (NearestPlace & { length: number }) | null = null;
  for (const meant of meantPaths(asked)) {
    const names = meant.split('.').filter((name) => name !== '');
    for (let from = 0; from < names.length; from += 1) {
      for (let to = names.length; to - from > (best?.length ?? 0); to -= 1) {
        const run = names.slice(from, to).join('.');
        const places = paths.filter((path) => path === run || path.endsWith(`.${run}`));
        if (places.length > 0) {
          const exact = places.filter((path) => path === run);
          best = { places: exact.length > 0 ? exact : places, whole: to === names.length, length: to - from };
        }
      }
    }
  }
  return best;
}

/** An asked name as dotted paths: it may be a tensor's, whose last part is an operator's; or have slashes or brackets. */
function meantPaths(asked: string): string[] {
  if (!asked.includes('/')) return [asked.replaceAll(/\[['"]?([^\]'"]*)['"]?\]/gu, '.$1')];
  const paths = pathsOfParts(asked);
  return [paths.at(-2), paths.at(-1)].filter((path) => path !== undefined);
}

function quoted(paths: readonly string[]): string {
  const named = paths.slice(0, NAMED_MAX).map((path) => `"${path}"`);
  const left = paths.length - named.length;
  return left > 0 ? `${named.join(', ')} and ${left} more` : named.join(', ');
}
