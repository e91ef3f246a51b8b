import { type ResizeFilter, resizeText } from '@strata/domain';
import type { Preprocessing } from './preprocessing.ts';

/** Pillow's numbers for what a resize takes pixels together by. */
const FILTERS = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];
/** Nearest pixels are other ones in tensors than in pictures. */
const FOLLOWED = new Set<string | undefined>(['lanczos', 'bilinear', 'bicubic'] satisfies ResizeFilter[]);
const [BILINEAR, BICUBIC] = [2, 3];
/** Processors whose resize is bicubic where their file doesn't say it. */
const BICUBIC_TYPES = /^(?:CLIP|ChineseCLIP|DeiT|Beit|Siglip|Blip|Bit|Levit|PoolFormer)/u;
/** Processors for which one number is the shorter side, and those for which it is both, where the file has a crop. */
const SHORTER_TYPES = /^(?:CLIP|ChineseCLIP|Bit|MobileNet|MobileViT|Levit|ConvNext|PoolFormer)/u;
const SQUARE_TYPES = /^(?:DeiT|Beit|EfficientNet)/u;
/** Processors that enlarge the asked size before they crop it, and the share that is kept where their file doesn't say it. */
const KEPT_SHARE = { convNext: 224 / 256, poolFormer: 0.9 };
/** From this side on, ConvNeXt's images are stretched. */
const CONVNEXT_STRETCHED_FROM = 384;

type Sizes = number | Readonly<Record<string, number | null>> | null | undefined;

/** What a processor's file says of sizes. */
export interface ProcessorSizes {
  readonly size?: Sizes;
  readonly crop_size?: Sizes;
  readonly crop_pct?: number | null | undefined;
  readonly do_center_crop?: boolean | null | undefined;
  readonly do_resize?: boolean | null | undefined;
  readonly resample?: number | null | undefined;
}

type Fit = Partial<Pick<Preprocessing, 'width' | 'height' | 'resize'>>;
interface Sides {
  readonly width: number;
  readonly height: number;
}

/**
 * How an image processor brings images to one size; a list of what can't be followed, in the file's own words, where it
 * doesn't. Source: transformers, image_processing_*.py of the types that are named here.
 */
export function processorFit(config: ProcessorSizes, type: string): Fit | readonly string[] {
  const { do_center_crop: cropped, do_resize: resized, size, crop_size: crop } = config;
  if (resized === false) {
    return cropped === true
      ? [`do_center_crop (crop_size ${text(crop)}) without a resize, which pads small images`]
      : {};
  }
  const number = config.resample ?? (BICUBIC_TYPES.test(type) ? BICUBIC : BILINEAR);
  if (!FOLLOWED.has(FILTERS[number])) return [`resample ${number} (${FILTERS[number] ?? 'unknown'})`];
  const filter = FILTERS[number] as ResizeFilter;
  const enlarged = enlargedFit(config, { type, filter });
  if (enlarged !== null) return enlarged;
  if (cropped !== true) return stretchedFit(size, filter);
  const [to, window] = [shorterSide(size, type), bothSides(crop)];
  if (window === null) return [`do_center_crop (crop_size ${text(crop)})`];
  if (to !== null) return { ...window, resize: cropText('shorter', { side: to, filter }) };
  const squashed = bothSides(typeof size === 'number' && !SQUARE_TYPES.test(type) ? null : size);
  if (squashed !== null && squashed.width === squashed.height) {
    return { ...window, resize: cropText('squash', { side: squashed.width, filter }) };
  }
  return [`size ${text(size)} with do_center_crop (crop_size ${text(crop)}) in a processor of type "${type}"`];
}

/** What ConvNeXt and PoolFormer do: a crop of the asked size, out of a larger image. LeViT enlarges alike, and has a crop of its own. */
function enlargedFit(
  { size, crop_size: crop, crop_pct: share, do_center_crop: cropped }: ProcessorSizes,
  { type, filter }: { readonly type: string; readonly filter: ResizeFilter },
): Fit | null {
  const side = shorterSide(size, type);
  if (side === null) return null;
  if (type.startsWith('ConvNext')) {
    if (side >= CONVNEXT_STRETCHED_FROM) return stretchedFit(side, filter) as Fit;
    const to = Math.trunc(side / (share ?? KEPT_SHARE.convNext));
    return { width: side, height: side, resize: cropText('shorter', { side: to, filter }) };
  }
  const window = bothSides(crop);
  if (cropped !== true || window === null) return null;
  if (type.startsWith('Levit')) {
    return { ...window, resize: cropText('shorter', { side: Math.trunc((256 / 224) * side), filter }) };
  }
  if (!type.startsWith('PoolFormer')) return null;
  return {
    ...window,
    resize: cropText('shorter', { side: Math.trunc(side / (share ?? KEPT_SHARE.poolFormer)), filter }),
  };
}

function stretchedFit(size: Sizes, filter: ResizeFilter): Fit | readonly string[] {
  const resize = resizeText({ kind: 'stretch', filter });
  if (size === undefined || size === null) return { resize };
  const both = bothSides(size);
  return both === null ? [`size ${text(size)}, which keeps an image's proportions`] : { ...both, resize };
}

function cropText(kind: 'shorter' | 'squash', { side, filter }: { side: number; filter: ResizeFilter }): string {
  return resizeText({ kind, side, filter, rule: 'transformers' });
}

function shorterSide(size: Sizes, type: string): number | null {
  if (typeof size === 'number') return SHORTER_TYPES.test(type) ? size : null;
  const { shortest_edge: side = null, longest_edge: longest = null } = size ?? {};
  return longest === null ? side : null;
}

function bothSides(size: Sizes): Sides | null {
  if (typeof size === 'number') return { width: size, height: size };
  const { width = null, height = null } = size ?? {};
  return width !== null && height !== null ? { width, height } : null;
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'none';
}
