export const SCENES = ['street', 'coast', 'forest', 'room', 'field', 'winter', 'desert', 'harbour'] as const;
export const TIMES = ['noon', 'sunset', 'night'] as const;
export const OBJECTS = [
  'sky',
  'sun',
  'moon',
  'star',
  'cloud',
  'bird',
  'sea',
  'beach',
  'boat',
  'island',
  'lighthouse',
  'road',
  'pavement',
  'building',
  'car',
  'street lamp',
  'tree',
  'bush',
  'forest floor',
  'mushroom',
  'mountain',
  'meadow',
  'house',
  'fence',
  'hay bale',
  'flower',
  'snow cover',
  'fir',
  'snowman',
  'dune',
  'cactus',
  'rock',
  'quay',
  'crane',
  'crate',
  'room wall',
  'floor',
  'room window',
  'picture',
  'sofa',
  'table',
  'rug',
] as const;
export const PARTS = [
  'hull',
  'mast',
  'sail',
  'car body',
  'car wheel',
  'car window',
  'car light',
  'window',
  'door',
  'roof',
  'chimney',
  'tree trunk',
  'tree crown',
  'lamp post',
  'lamp head',
  'tower stripe',
  'mushroom cap',
  'snow cap',
  'hat',
  'carrot nose',
  'crane arm',
  'sofa back',
  'cushion',
  'table top',
  'table leg',
  'picture frame',
] as const;
export const MATERIALS = [
  'water',
  'sand',
  'asphalt',
  'brick',
  'wood',
  'foliage',
  'grass',
  'snow',
  'stone',
  'glass',
  'metal',
  'fabric',
  'plaster',
  'straw',
] as const;
export const COLORS = [
  'black',
  'white',
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'brown',
] as const;

export type Scene = (typeof SCENES)[number];
export type Time = (typeof TIMES)[number];
export type ObjectName = (typeof OBJECTS)[number];
export type PartName = (typeof PARTS)[number];
export type MaterialName = (typeof MATERIALS)[number];

export interface DemoConcept {
  readonly index: number;
  readonly name: string;
  readonly category: 'scene' | 'object' | 'part' | 'material' | 'color';
}

const NAMES: readonly (readonly [DemoConcept['category'], readonly string[]])[] = [
  ['scene', SCENES],
  ['scene', TIMES],
  ['object', OBJECTS],
  ['part', PARTS],
  ['material', MATERIALS],
  ['color', COLORS],
];

/** Every concept of the world, numbered from 1 in the order of the categories. */
export const DEMO_CONCEPTS: readonly DemoConcept[] = NAMES.flatMap(([category, names]) =>
  names.map((name) => ({ name, category })),
).map((concept, position) => ({ index: position + 1, ...concept }));

const INDEX_OF_NAME = new Map(DEMO_CONCEPTS.map((concept) => [concept.name, concept.index]));

/** Number of a concept in labels.npy; 0 for "no concept". */
export function conceptIndex(name: string | undefined): number {
  return name === undefined ? 0 : (INDEX_OF_NAME.get(name) ?? 0);
}
