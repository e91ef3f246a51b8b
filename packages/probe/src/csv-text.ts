import { isUtf8 } from 'node:buffer';
import { DatasetError } from '@strata/domain';

const BYTE_ORDER_MARK = '\u{feff}';
const SHOWN_MAX = 60;
/** How much of a file's start tells UTF-16. */
const TOLD_BY_BYTES = 4_096;

/**
 * The text of a CSV file in UTF-8, with or without a byte order mark; every line ends in one "\n", whatever the file has.
 * @throws DatasetError naming the line, and what the file seems to be, when it isn't UTF-8 or holds a zero byte.
 */
export function csvText(bytes: Buffer, path: string): string {
  const wide = wideEncoding(bytes);
  const hint = (from: string) => `Write it as UTF-8, such as with: iconv -f ${from} -t UTF-8`;
  if (wide !== null)
    throw new DatasetError(`${path}: expected UTF-8, found ${wide}. ${hint(wide)}.`, { context: { file: path } });
  if (bytes.includes(0)) {
    const line = bytes
      .subarray(0, bytes.indexOf(0))
      .toString('latin1')
      .split(/\r\n?|\n/u).length;
    throw new DatasetError(`${path}, line ${line}: expected text, found a zero byte (NUL). Take it out of the file.`, {
      context: { file: path, line },
    });
  }
  if (!isUtf8(bytes)) {
    const { line, content } = firstForeignLine(bytes);
    const seen = new TextDecoder('windows-1252').decode(content).trim().slice(0, SHOWN_MAX);
    throw new DatasetError(
      `${path}, line ${line}: expected UTF-8, found other bytes. ${
        isSingleByte(content)
          ? `It looks like Latin-1 (ISO-8859-1) or Windows-1252, in which the line is "${seen}". ${hint('WINDOWS-1252')}`
          : 'It is in another encoding, such as Shift_JIS, GBK or EUC-KR. Write it as UTF-8'
      }.`,
      { context: { file: path, line } },
    );
  }
  const text = bytes.toString('utf8').replaceAll(/\r\n?/gu, '\n');
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** UTF-16 and UTF-32, told by their marks, or by zero bytes in every fourth place, as letters of Latin have them there. */
function wideEncoding(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 4).toString('hex');
  if (start === 'fffe0000' || start === '0000feff') return 'UTF-32';
  if (start.startsWith('fffe') || start.startsWith('feff')) return 'UTF-16';
  const zeros = bytes.subarray(0, TOLD_BY_BYTES).reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  if (zeros === 0 || zeros * 4 < Math.min(bytes.length, TOLD_BY_BYTES)) return null;
  return bytes.indexOf(0) % 2 === 0 ? 'UTF-16BE' : 'UTF-16LE';
}

/** No byte of a character in UTF-8 is that of a line's end, so lines can be looked at one by one. */
function firstForeignLine(bytes: Buffer): { line: number; content: Buffer } {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = lineEnd(bytes, start);
    const content = bytes.subarray(start, end);
    if (!isUtf8(content)) return { line, content };
    start = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
  }
  return { line, content: bytes };
}

function lineEnd(bytes: Buffer, start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end += 1;
  return end;
}

/** Letters with accents stand alone among others; encodings of two bytes a character have long runs. */
function isSingleByte(content: Buffer): boolean {
  const runs = content.toString('latin1').match(/[\u{80}-\u{ff}]+/gu) ?? [];
  return runs.every((run) => run.length <= 2);
}
