import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** Where the package lists the links that npm packages can't hold, with paths from the folder above. */
const LISTED = 'pg-symlinks.json';

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Makes the links between libraries that the package's install script would have made: npm runs none where its users have
 * not allowed it.
 * @param native the package's folder with `bin` and `lib`, or a copy of it
 * @returns whether all are there now; false where the folder can't be written
 */
export function linkLibraries(native: string): boolean {
  return linksOf(native).every(({ source, target }) => {
    const link = path.join(native, inside(target));
    if (existsSync(link)) return true;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch {
      // Another process may have made it meanwhile.
      return existsSync(link);
    }
    return true;
  });
}

function linksOf(native: string): readonly Link[] {
  const list = path.join(native, LISTED);
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

/** The list names the folder itself, too. */
function inside(listed: string): string {
  return listed.split('/').slice(1).join('/');
}
