import { expect, it } from 'vitest';
import { imageFormatOf } from '../src/index.ts';

const head = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['png', '\x89PNG\r\n\x1a\n\0\0\0\r'],
  ['webp', 'RIFF\x24\0\0\0WEBPVP8 '],
  ['gif', 'GIF89a\x01\0\x01\0'],
  ['gif', 'GIF87a\x01\0\x01\0'],
  ['tiff', 'II*\0\x08\0\0\0'],
  ['tiff', 'MM\0*\0\0\0\x08'],
  ['tiff', 'MM\0+\0\x08\0\0'],
])('tells %s by its first bytes', (format, text) => {
  expect(imageFormatOf(head(text))).toBe(format);
});

it.each([
  ['nothing', ''],
  ['a part of a start', '\x89PNG'],
  ['drawings', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['drawings of XML', '<?xml version="1.0"?><svg/>'],
  ['documents', '%PDF-1.7'],
  ['AVIF', '\0\0\0 ftypavif'],
  ['sound', 'RIFF\x24\0\0\0WAVEfmt '],
  ['an unknown GIF', 'GIF88a\x01\0'],
])('takes %s for no picture', (_, text) => {
  expect(imageFormatOf(head(text))).toBeNull();
});
