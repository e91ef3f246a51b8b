import { DatasetError } from '@strata/domain';

/** What a mask PNG's colours look like. */
export interface MaskLook {
  readonly isPalette: boolean;
  /** Some pixel has blue, which labels don't use. */
  readonly hasBlue: boolean;
}

/** Of Python with Pillow and NumPy; `path` stands for the file. */
const LINES = {
  numbers: 'm = np.array(Image.open(path)); Image.fromarray(m).save(path)',
  grey: "Image.open(path).convert('L').save(path)",
} as const;

function line(which: keyof typeof LINES, path: string): string {
  return LINES[which].replaceAll('path', `'${path}'`);
}

/** A mask has a label that means nothing: what the file looks like tells why, and what to do. */
export function unknownLabel(
  label: number,
  { path, labelPath, look }: { path: string; labelPath: string; look: MaskLook },
) {
  const why = look.isPalette
    ? `The PNG has a palette, and its colours are read, as R + 256·G. If the palette's numbers are the labels, write these: ${line('numbers', path)}`
    : look.hasBlue
      ? "The mask has blue, which labels don't: its colours seem to be made for people. Write label = R + 256·G, B = 0"
      : `If it marks pixels without a label, say so with --void ${label}, or with a row "${label},void,void" in the file; else add the concept`;
  return new DatasetError(`${path}: label ${label} is not in ${labelPath}. ${why}.`, {
    context: { file: path, label },
  });
}

/** A mask is grey, in colours: its labels would be multiples of 257. */
export function greyInColours(path: string, { isPalette }: MaskLook): DatasetError {
  const found = isPalette ? 'a palette of greys' : 'grey in three equal channels';
  return new DatasetError(
    `${path}: expected label = R + 256·G, found ${found}. Write the numbers as 8-bit grey: ${line(isPalette ? 'numbers' : 'grey', path)}.`,
    { context: { file: path } },
  );
}

/** A mask has the palette that PASCAL VOC's masks have, whose numbers are the labels. */
export function vocPalette(path: string): DatasetError {
  return new DatasetError(
    `${path}: expected label = R + 256·G, found the palette of PASCAL VOC, whose numbers, not colours, are labels. Write the numbers as 8-bit grey: ${line('numbers', path)}.`,
    { context: { file: path } },
  );
}
