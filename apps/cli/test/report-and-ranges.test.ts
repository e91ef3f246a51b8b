import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StrataError } from '@strata/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { requireWritable } from '../src/explain/json-report.ts';
import { readRangesFile } from '../src/explain/ranges-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('--ranges', () => {
  const path = join(folder, 'ranges.json');
  const read = (text: string) => {
    writeFileSync(path, text);
    return readRangesFile(path);
  };

  it('reads open ends, and a file that starts with a BOM', async () => {
    expect(await read('\uFEFF{"3": [[null, 0.5], [0.5, null]]}')).toEqual(
      new Map([
        [
          3,
          [
            [null, 0.5],
            [0.5, null],
          ],
        ],
      ]),
    );
  });

  it.each([
    ['text', 'unit 3', /can't be read as JSON \(.*\)\. Expected {"<unit>"/],
    ['NaN', '{"3": [[NaN, 1]]}', /can't be read as JSON \(.*\)/],
    ['a list', '[[0, 1]]', /ranges\.json: Invalid input: expected record, received array/],
    ['no unit', '{}', /ranges\.json: expected at least one unit, found none/],
    ['one bound', '{"3": [[0, 1], [1]]}', /unit 3, range 2: /],
    ['a number too large', '{"3": [[0, 1e999]]}', /unit 3, range 1: .*received Infinity/],
    ['text as a bound', '{"3": [["0", 1]]}', /unit 3, range 1: .*received string/],
    ['a unit twice', '{"3": [[0, 1]], "03": [[1, 2]]}', /unit 03: /],
    ['a negative unit', '{"-1": [[0, 1]]}', /unit -1: /],
    ['bounds the wrong way round', '{"3": [[2, 1]]}', /unit 3 has the empty range \[2, 1\]\. Expected lower < upper/],
    ['equal bounds', '{"3": [[1, 1]]}', /unit 3 has the empty range \[1, 1\]/],
    ['33 ranges', JSON.stringify({ 3: Array.from({ length: 33 }, (_, i) => [i, i + 1]) }), /unit 3: .*<=32/],
  ])('refuses %s, naming file and place', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text)).rejects.toThrow(StrataError);
    await expect(read(text)).rejects.toThrow(/^--ranges .*ranges\.json/);
  });
});

describe('--json', () => {
  it('refuses a folder, a missing folder and a pipe, and touches none of them', async () => {
    const [inner, pipe] = [join(folder, 'inner'), join(folder, 'pipe')];
    mkdirSync(inner);
    execFileSync('mkfifo', [pipe]);
    await expect(requireWritable(inner)).rejects.toThrow(
      /^--json .*inner can't be written: it is a folder\. Name a file/,
    );
    await expect(requireWritable(join(folder, 'absent', 'out.json'))).rejects.toThrow(
      /absent.*Name a file in a folder/,
    );
    await expect(requireWritable(pipe)).rejects.toThrow(/pipe can't be written: it is no regular file/);
    expect(statSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(inner)).toEqual([]);
  });
});
