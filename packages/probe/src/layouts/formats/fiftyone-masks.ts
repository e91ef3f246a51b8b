import { inflateSync } from 'node:zlib';
import { DatasetError, readNpyHeader } from '@strata/domain';
import { z } from 'zod';
import { MASK_PIXELS_MAX } from '../../mask-bounds.ts';
import type { MaskShape } from '../../probe-dataset.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { type IndexTable, toLabels } from '../files/index-masks.ts';
import { expectForm } from '../files/read-json.ts';
import { type Drawn, placedMask } from '../files/shapes.ts';
import { readIndexPng } from '../pixels/read-png.ts';

const BINARY = z.union([z.string(), z.object({ $binary: z.union([z.string(), z.object({ base64: z.string() })]) })]);
const MASK = z.looseObject({ mask: BINARY.nullish(), mask_path: z.string().nullish() });
const BOX = z.object({ bounding_box: z.tuple([z.number(), z.number(), z.number(), z.number()]) });
/** Of the widest numbers that masks have. */
const NUMBER_BYTES_MAX = 8;
const HEADER_BYTES_MAX = 65_536;

interface Grid extends MaskShape {
  readonly values: ArrayLike<number>;
}

export interface MaskContext {
  readonly files: DatasetFiles;
  /** File and item. */
  readonly where: string;
}

/** A mask of a whole picture: numbers inline, or a PNG of them. @throws DatasetError naming the item */
export function segmentationMask(
  value: unknown,
  { files, where, table }: MaskContext & { readonly table: IndexTable },
) {
  const { mask, mask_path: path } = expectForm(MASK, value, where);
  const maskFile = path ? files.open(path, { where }) : null;
  const read = async (frame: MaskShape): Promise<readonly Uint16Array[]> => {
    if (!mask && maskFile === null) return [];
    const name = maskFile ?? where;
    const grid = mask ? unpackMask(mask, where) : await readIndexPng(maskFile as string, `${maskFile}, ${where}`);
    if (grid.width !== frame.width || grid.height !== frame.height) {
      throw new DatasetError(
        `${name}: the mask is ${grid.width}x${grid.height}, the picture ${frame.width}x${frame.height}.`,
      );
    }
    return [toLabels(grid.values, { table, mask: name })];
  };
  return { maskFile, read };
}

/** The mask of a detection, of its own size from its box's rounded corner on; null where it has only a box. */
export function detectionMask(
  value: unknown,
  { files, where, label }: MaskContext & { readonly label: number },
): { readonly draw: Drawn; readonly maskFile: string | null } | null {
  const { mask, mask_path: path } = expectForm(MASK, value, where);
  if (!mask && !path) return null;
  const { bounding_box: box } = expectForm(BOX, value, where);
  const maskFile = path ? files.open(path, { where }) : null;
  const draw: Drawn = async (stack) => {
    const { values, height, width } = mask
      ? unpackMask(mask, where)
      : await readIndexPng(maskFile as string, `${maskFile}, ${where}`);
    const [left, top] = [halfEven(box[0] * stack.width), halfEven(box[1] * stack.height)];
    const bits = Uint8Array.from(values, (one) => (one === 0 ? 0 : 1));
    placedMask({ bits, left, top, width, height }, { label, where })(stack);
  };
  return { draw, maskFile };
}

/** As Python rounds. */
function halfEven(value: number): number {
  const whole = Math.floor(value);
  if (value - whole !== 0.5) return Math.round(value);
  return whole % 2 === 0 ? whole : whole + 1;
}

/** An array of NumPy, packed by zlib, in base64. */
function unpackMask(mask: z.infer<typeof BINARY>, where: string): Grid {
  const text = typeof mask === 'string' ? mask : typeof mask.$binary === 'string' ? mask.$binary : mask.$binary.base64;
  let bytes: Buffer;
  try {
    bytes = inflateSync(Buffer.from(text, 'base64'), {
      maxOutputLength: NUMBER_BYTES_MAX * MASK_PIXELS_MAX + HEADER_BYTES_MAX,
    });
  } catch (cause) {
    throw new DatasetError(`${where}: the mask can't be unpacked. Export the dataset again.`, { cause });
  }
  const { type, fortranOrder, shape, dataOffset } = readNpyHeader(bytes, where);
  const [height = 0, width = 0] = shape;
  const read = READ[type.slice(1)];
  const numberBytes = Number(type.slice(2));
  const isWhole = bytes.length === dataOffset + height * width * numberBytes;
  if (shape.length !== 2 || read === undefined || type.startsWith('>') || !isWhole) {
    throw new DatasetError(
      `${where}: expected a mask of whole numbers (height, width), found type ${type}, shape (${shape.join(', ')}).`,
    );
  }
  const values = new Int32Array(height * width);
  for (let at = 0; at < values.length; at += 1) {
    const place = fortranOrder ? (at % width) * height + Math.floor(at / width) : at;
    values[at] = read(bytes, dataOffset + place * numberBytes);
  }
  return { height, width, values };
}

/** (NumPy's type) how a number of it is read. */
const READ: Readonly<Record<string, (bytes: Buffer, at: number) => number>> = {
  b1: (bytes, at) => bytes.readUInt8(at),
  u1: (bytes, at) => bytes.readUInt8(at),
  i1: (bytes, at) => bytes.readInt8(at),
  u2: (bytes, at) => bytes.readUInt16LE(at),
  i2: (bytes, at) => bytes.readInt16LE(at),
  u4: (bytes, at) => bytes.readUInt32LE(at),
  i4: (bytes, at) => bytes.readInt32LE(at),
  i8: (bytes, at) => Number(bytes.readBigInt64LE(at)),
  u8: (bytes, at) => Number(bytes.readBigUInt64LE(at)),
};
