/** Names in the order of their ids, from 0. Source: helpers/labels.py of cityscapesScripts. */
const IDS: readonly string[] = [
  'unlabeled',
  'ego vehicle',
  'rectification border',
  'out of roi',
  'static',
  'dynamic',
  'ground',
  'road',
  'sidewalk',
  'parking',
  'rail track',
  'building',
  'wall',
  'fence',
  'guard rail',
  'bridge',
  'tunnel',
  'pole',
  'polegroup',
  'traffic light',
  'traffic sign',
  'vegetation',
  'terrain',
  'sky',
  'person',
  'rider',
  'car',
  'truck',
  'bus',
  'caravan',
  'trailer',
  'train',
  'motorcycle',
  'bicycle',
];
/** Ids below are of the category void. */
const VOID_COUNT = 7;
/** Its id is -1: it is never drawn. */
export const NEVER_DRAWN = 'license plate';

export const CITYSCAPES_VOIDS = IDS.slice(0, VOID_COUNT);
export const CITYSCAPES_NAMES = IDS.slice(VOID_COUNT);

/** The id of a name; null where there is none. What ends in "group" is several of its kind. */
export function cityscapesId(name: string): number | null {
  const at = IDS.indexOf(name);
  if (at >= 0) return at;
  const one = IDS.indexOf(name.replace(/group$/u, ''));
  return one >= 0 ? one : null;
}

/** (id) the place of its name among the concepts + 1; for void ids minus the place among these, less 1. */
export function cityscapesPlaces(): { readonly id: number; readonly place: number; readonly isVoid: boolean }[] {
  return IDS.map((_, id) => ({ id, place: id < VOID_COUNT ? id : id - VOID_COUNT, isVoid: id < VOID_COUNT }));
}
