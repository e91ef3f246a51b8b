/** What has to be read of a file to know its format. */
export const IMAGE_HEAD_BYTES = 12;

/** The picture formats that are read. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff';

/** The bytes that a file of the format begins with, in hexadecimal; a dot is any half of one. */
const STARTS: readonly (readonly [ImageFormat, RegExp])[] = [
  ['jpeg', /^ffd8ff/u],
  ['png', /^89504e470d0a1a0a/u],
  // RIFF, a length, WEBP
  ['webp', /^52494646.{8}57454250/u],
  // GIF87a, GIF89a
  ['gif', /^47494638(?:37|39)61/u],
  // Of either byte order; 2b where places take eight bytes.
  ['tiff', /^(?:49492[ab]00|4d4d002[ab])/u],
];

/**
 * The format of a picture by its first bytes, null for any other file. A decoder picks the format by itself, and some are
 * programs to be run (SVG): so this is asked before any decoder is. Sources: the formats' own specifications.
 */
export function imageFormatOf(head: Uint8Array): ImageFormat | null {
  const start = Array.from(head.subarray(0, IMAGE_HEAD_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return STARTS.find(([, pattern]) => pattern.test(start))?.[0] ?? null;
}
