import { COMPUTED_KINDS, type ComputedKind } from '@strata/domain';
import { COLOURS } from './colour-plane.ts';
import { POSITIONS } from './position-planes.ts';
import { SIZES } from './size-planes.ts';
import { DIRECTIONS, TEXTURES } from './texture-planes.ts';

/** A concept that is computed, before it is numbered among a dataset's own. */
export interface ComputedConcept {
  readonly name: string;
  readonly category: string;
  /** In Japanese. */
  readonly japanese: string;
  readonly synonyms: readonly string[];
}

const JAPANESE: Readonly<Record<string, string>> = {
  black: '黒',
  blue: '青',
  brown: '茶色',
  green: '緑',
  grey: '灰色',
  orange: 'オレンジ色',
  pink: 'ピンク',
  purple: '紫',
  red: '赤',
  white: '白',
  yellow: '黄色',
  smooth: '滑らか',
  edge: '輪郭',
  striped: '縞模様',
  busy: '細かい模様',
  'horizontal lines': '横線',
  'vertical lines': '縦線',
  'rising lines': '右上がりの線',
  'falling lines': '右下がりの線',
  top: '画像の上部',
  bottom: '画像の下部',
  left: '画像の左側',
  right: '画像の右側',
  center: '画像の中央',
  'small object': '小さな物体',
  'medium object': '中くらいの物体',
  'large object': '大きな物体',
};

/** Changes when a definition does: hashes of datasets depend on it. */
export const COMPUTED_VERSION = 1;

/** Kinds of computed concepts, each with its list in the order of the planes that hold them, and its definition for people. */
export const COMPUTED: Readonly<
  Record<ComputedKind, { readonly lists: readonly (readonly ComputedConcept[])[]; readonly definition: string }>
> = {
  colors: {
    lists: [
      COLOURS.map((name) => ({
        name: `${name}-c`,
        category: 'color',
        japanese: japaneseOf(name),
        synonyms: name === 'grey' ? ['grey', 'gray'] : [name],
      })),
    ],
    definition:
      'colours (black-c to yellow-c, as Broden names them): the basic colour name of the mean colour below each mask pixel, by largest part, saturation and hue',
  },
  textures: {
    lists: [named(TEXTURES, 'texture'), named(DIRECTIONS, 'texture')],
    definition:
      'textures: within the 9×9 mask pixels around each, smooth (slopes of grey of 6 or less), edge, striped and busy (16 or more, running one way once, one way up and down, or all ways), and which way the lines run',
  },
  positions: {
    lists: [named(POSITIONS, 'position')],
    definition: 'positions: top, bottom, left and right third of the image, center = the middle third of both',
  },
  sizes: {
    lists: [named(SIZES, 'size')],
    definition:
      'sizes: areas of one object or part that hang together, small below 1 % of the image, medium below 10 %, else large',
  },
};

/** All kinds, in the order in which their concepts are numbered. */
export function orderedKinds(kinds: readonly ComputedKind[]): ComputedKind[] {
  return COMPUTED_KINDS.filter((kind) => kinds.includes(kind));
}

function named(names: readonly string[], category: string): ComputedConcept[] {
  return names.map((name) => ({ name, category, japanese: japaneseOf(name), synonyms: [] }));
}

function japaneseOf(name: string): string {
  return JAPANESE[name] ?? name;
}
