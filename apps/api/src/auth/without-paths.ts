import { mayAs } from '../caller.ts';
import type { ApiContext } from '../context.ts';

/**
 * An absolute path of a POSIX or Windows machine, or of a share, behind a space, a quote, a bracket or a sign; not the end
 * of an address on the web. Spaces inside belong to it where another separator follows.
 */
const PATH =
  /(?<![\w:/\\.])(?:file:\/\/\/?|[A-Za-z]:[\\/]|\\\\|~?\/)(?:[^\s"'`“”‘’<>|:;,()[\]{}\\/]+(?: [^\s"'`“”‘’<>|:;,()[\]{}\\/]+)*[\\/])*[^\s"'`“”‘’<>|:;,()[\]{}\\/]+/gu;

/**
 * What was written for whoever runs the server, as others may read it: of each path the last part alone, since the rest
 * tells how the machine is laid out. Administrators read it whole.
 * @param layerName a layer's name may look like a path, and stays
 */
export function withoutPaths(
  text: string | null,
  { caller }: Pick<ApiContext, 'caller'>,
  layerName?: string | undefined,
): string | null {
  if (text === null || mayAs(caller, 'ADMIN')) return text;
  return text.replace(PATH, (path) => (path === layerName ? path : `…/${path.split(/[\\/]/u).at(-1)}`));
}
