import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../src/csv-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COLUMNS = ['number', 'name', 'category'];
function read(content: Buffer | string, columns = COLUMNS) {
  const path = join(folder, 'label.csv');
  writeFileSync(path, content);
  return readCsv(path, columns);
}
const TEXT = 'number,name,category\n1,façade,object\n';

describe('the lines of a CSV file', () => {
  const rows =
    'number,name,category\n\n1,sky,object\n  \n\n2,"sea\nand shore",object\n3,"a ""b""\n\n c",object\n4,road,object\n';
  // The header is line 1; the second name begins on 6 and ends on 7, the third goes from 8 to 10.
  it.each(['\n', '\r\n', '\r'])('are told by where a row begins, whatever lies between (%j)', async (end) => {
    expect((await read(rows.replaceAll('\n', end))).map(({ line }) => line)).toEqual([3, 6, 8, 11]);
  });

  it('count from the mark of UTF-8 on, and from empty lines before the header', async () => {
    expect(await read(`\u{feff}\n\n${TEXT}`)).toEqual([
      { line: 4, cells: { number: '1', name: 'façade', category: 'object' } },
    ]);
  });
});

describe('a CSV file that isn’t UTF-8 with commas', () => {
  it.each([
    [
      'Latin-1',
      Buffer.from(`number,name,category\n\n1,sky,object\n2,fa\u{e7}ade,object\n`, 'latin1'),
      /label\.csv, line 4: expected UTF-8.*Latin-1.*"2,façade,object".*iconv/,
    ],
    ['Latin-1 with Windows line ends', Buffer.from(TEXT.replaceAll('\n', '\r\n'), 'latin1'), /line 2: .*Latin-1/],
    ['Latin-1 with old Mac line ends', Buffer.from(TEXT.replaceAll('\n', '\r'), 'latin1'), /line 2: .*Latin-1/],
    [
      'Shift_JIS',
      Buffer.concat([Buffer.from('number,name,category\n1,'), Buffer.from('8bf38a4390e2', 'hex')]),
      /line 2: expected UTF-8.*Shift_JIS/,
    ],
    ['UTF-16 with its mark', Buffer.from(`\u{feff}${TEXT}`, 'utf16le'), /expected UTF-8, found UTF-16\. /],
    ['big-endian UTF-16 with its mark', Buffer.from(`\u{feff}${TEXT}`, 'utf16le').swap16(), /found UTF-16\. /],
    ['UTF-16 without a mark', Buffer.from(TEXT, 'utf16le'), /found UTF-16LE\. .*iconv -f UTF-16LE/u],
    ['big-endian UTF-16 without a mark', Buffer.from(TEXT, 'utf16le').swap16(), /found UTF-16BE\. /],
    ['UTF-32', Buffer.from('fffe00006e000000', 'hex'), /found UTF-32/],
    ['semicolons', TEXT.replaceAll(',', ';'), /line 1: expected columns separated by commas, found semicolons/],
    ['semicolons and commas inside', 'number;name;category\n1;sea, shore;object\n', /found semicolons/],
    ['semicolons and quotes', '\n"number";"name";"category"\n"1";"a";"b"\n', /line 2: .*found semicolons/],
    ['tabs', TEXT.replaceAll(',', '\t'), /found tabs/],
    ['other letters in its header', TEXT.replace('name', 'Name'), /missing: name\. Upper and lower case count: "Name"/],
  ])('is refused as what it is: %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
    await expect(read(content)).rejects.toThrow(DatasetError);
  });

  it('but one column more, or semicolons in cells, are as always', async () => {
    const text = `,number,name,category\n0,1,"door; gate",object(3);part(1)\n`;
    expect((await read(text))[0]?.cells).toMatchObject({ name: 'door; gate', category: 'object(3);part(1)' });
  });
});
