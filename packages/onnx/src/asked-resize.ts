import { type CropRule, parseResize, type ResizeFilter, type ResizeWay, resizeText, StrataError } from '@strata/domain';

/** Libraries whose crop can be asked for, by whose rule it begins; "keras-aspect" crops before it resizes, "none" not at all. */
const RULES = {
  torchvision: 'torchvision',
  timm: 'torchvision',
  open_clip: 'torchvision',
  transformers: 'transformers',
  keras: 'transformers',
  'keras-aspect': null,
  none: null,
} as const satisfies Readonly<Record<string, CropRule | null>>;
export type AskedCrop = keyof typeof RULES;

/** What is said of the resize alone. */
export interface AskedFit {
  /** By which library's rule images are cropped. Default as the rest says. */
  readonly crop?: AskedCrop | undefined;
  /** What the shorter side is brought to before the crop. Default as the rest says. */
  readonly side?: number | undefined;
  /** Default as the rest says. */
  readonly filter?: ResizeFilter | undefined;
}

/**
 * The text of the resize that is asked for, on top of what is told anyway; null where nothing is asked.
 * @throws StrataError BAD_CONFIG where a crop lacks its side, or a side its crop
 */
export function askedResize({ crop, side, filter }: AskedFit, told: { readonly resize: string }): string | null {
  if (crop === undefined && side === undefined && filter === undefined) return null;
  // What isn't a way is refused with all other fields.
  const before = parseResize(told.resize);
  return before === null ? null : resizeText(asked(before, { crop, side, filter }));
}

function asked(before: ResizeWay, { crop, side, filter = before.filter }: AskedFit): ResizeWay {
  if (crop === 'none' || crop === 'keras-aspect') {
    if (side !== undefined) throw badSide(`--crop ${crop}`);
    return { kind: crop === 'none' ? 'stretch' : 'cover', filter };
  }
  const cropped = 'side' in before ? before : null;
  if (crop === undefined && cropped === null) {
    if (side !== undefined) throw badSide('whole images, which are stretched');
    return { ...before, filter };
  }
  const to = side ?? cropped?.side;
  if (to === undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--crop ${crop}: expected --resize-side as well, what the shorter side is brought to before the crop: 256 for most networks of 224, 232 for torchvision's newer weights, the input's own side for CLIP.`,
    );
  }
  const rule = crop === undefined ? cropped?.rule : RULES[crop];
  return { kind: cropped?.kind ?? 'shorter', side: to, filter, rule: rule as CropRule };
}

function badSide(where: string): StrataError {
  return new StrataError(
    'BAD_CONFIG',
    `--resize-side goes with a crop, found ${where}. Say by which library's rule with --crop torchvision, timm, open_clip, transformers or keras, or leave it out.`,
  );
}
