/** Ways of taking pixels together, as Pillow has them. */
export const RESIZE_FILTERS = ['nearest', 'bilinear', 'bicubic', 'lanczos'] as const;
export type ResizeFilter = (typeof RESIZE_FILTERS)[number];

/**
 * Where a crop in the middle begins when the surplus is odd: torchvision, timm and open_clip round halves to the even number,
 * transformers and Keras round down.
 */
export const CROP_RULES = ['torchvision', 'transformers'] as const;
export type CropRule = (typeof CROP_RULES)[number];

/** The larger sides are refused, as for the model's input. */
const SIDE_MAX = 8_192;

/** How images are brought to the size of a model's input. */
export type ResizeWay =
  /** The whole image, whatever its proportions. */
  | { readonly kind: 'stretch'; readonly filter: ResizeFilter }
  /** The shorter side to `side`, proportions kept; then a crop in the middle. */
  | { readonly kind: 'shorter'; readonly side: number; readonly filter: ResizeFilter; readonly rule: CropRule }
  /** Both sides to `side`, whatever the proportions; then a crop in the middle. */
  | { readonly kind: 'squash'; readonly side: number; readonly filter: ResizeFilter; readonly rule: CropRule }
  /** A crop in the middle of the input's proportions, as large as the image has it; then resized (Keras). */
  | { readonly kind: 'cover'; readonly filter: ResizeFilter };

const FILTER = RESIZE_FILTERS.join('|');
const WAY = new RegExp(
  `^(?:(stretch)(?:-(${FILTER}))?|(cover)-(${FILTER})|(shorter|squash)-(\\d+)-(${FILTER})-(${CROP_RULES.join('|')}))$`,
  'u',
);

/**
 * Reads the text by which a way is told: `stretch`, `stretch-bicubic`, `shorter-256-bilinear-torchvision`,
 * `squash-248-bicubic-torchvision`, `cover-bilinear`. Null for any other.
 */
export function parseResize(text: string): ResizeWay | null {
  const [, stretch, stretched, cover, covered, cropped, side, filter, rule] = WAY.exec(text) ?? [];
  if (stretch) return { kind: 'stretch', filter: (stretched ?? 'bilinear') as ResizeFilter };
  if (cover) return { kind: 'cover', filter: covered as ResizeFilter };
  if (!cropped || Number(side) < 1 || Number(side) > SIDE_MAX) return null;
  const kind = cropped as 'shorter' | 'squash';
  return { kind, side: Number(side), filter: filter as ResizeFilter, rule: rule as CropRule };
}

/** The text that `parseResize` reads; bilinear goes without saying where the whole image is stretched. */
export function resizeText(way: ResizeWay): string {
  if (way.kind === 'stretch') return way.filter === 'bilinear' ? 'stretch' : `stretch-${way.filter}`;
  if (way.kind === 'cover') return `cover-${way.filter}`;
  return `${way.kind}-${way.side}-${way.filter}-${way.rule}`;
}
