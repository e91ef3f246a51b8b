import { posix } from 'node:path';

/** The subset that the name of an annotation file tells: "train2017" of "annotations/instances_train2017.json"; null where none. */
export function subsetOf(path: string): string | null {
  const stem = posix.basename(path).replace(/\.[^.]*$/u, '');
  if (stem.startsWith('_annotations')) return posix.basename(posix.dirname(path)).replace(/^\.$/u, '') || null;
  return /^(?:instances|stuff|panoptic|annotations)_(.+)$/u.exec(stem)?.[1] ?? null;
}

/** Where pictures lie that a file in COCO's form names; the likeliest first. */
export function cocoFolders(path: string): string[] {
  const own = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  const above = own === '' ? '' : posix.dirname(own) === '.' ? '' : posix.dirname(own);
  const subset = subsetOf(path);
  const ofSubset = subset === null ? [] : [`images/${subset}`, subset];
  const bases = [...new Set([above, own])];
  return [
    ...new Set(bases.flatMap((base) => [...ofSubset, 'images', 'data', ''].map((folder) => posix.join(base, folder)))),
  ].map((folder) => (folder === '.' ? '' : folder.replace(/\/$/u, '')));
}
