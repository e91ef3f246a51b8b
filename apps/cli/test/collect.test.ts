import type { CollectedData, NamedPair } from '@strata/runs';
import { describe, expect, it } from 'vitest';
import { collectCsv } from '../src/collect/collect-csv.ts';
import { collectSentences } from '../src/collect/collect-sentences.ts';

const curve = {
  ...{ tested: 20, mended: 0.5, mendedLower: 0.2, mendedUpper: 0.7, p: 0.001 },
  points: [
    { added: 0, wrongShare: 0.8, controlShare: 0.8 },
    { added: 12, wrongShare: 0.25, controlShare: 0.75 },
  ],
};
const pair = (more: Partial<NamedPair>): NamedPair => ({
  ...{ first: { name: '=HYPERLINK("x")', kind: 'CONCEPT' }, second: { name: 'noon', kind: 'CLASS' } },
  ...{ dataCount: 3, selected: 40, wrong: 30, curve, mended: 15, mendedLower: 6, mendedUpper: 21, q: 0.002 },
  ...{ verdict: 'COLLECT', examples: [{ key: 'a, b.png', role: 'EXAMPLE', isWrong: true }] },
  ...more,
});
const found = (pairs: readonly NamedPair[], more: Partial<CollectedData> = {}): CollectedData => ({
  ...{ images: 200, wrong: 60, units: 200, unitsWrong: 60, dataCount: 300, tried: 90, errorsNeeded: null },
  ...{ dataset: { id: 1, name: 'world', sha256: '' }, layer: 'block4', learntSplit: 'train', isGrouped: false, pairs },
  ...more,
});
const version = { model: 'net', version: 'v' };

describe('what to collect is said', () => {
  it('only where images of a pair mend more than as many others', () => {
    const few = pair({ verdict: 'TOO_FEW_ERRORS', curve: null, wrong: 4, q: 1 });
    const [head, first, second, third] = collectSentences(
      found([pair({}), pair({ verdict: 'NOT_SHOWN' }), few]),
      version,
    );
    expect(head).toBe(
      'net v: 60 of 200 images are wrong (30 %). The data are the images of split train (300). A readout of block4 was trained again, not the network.',
    );
    expect(first).toBe(
      '1. Collect =HYPERLINK("x") with class noon: 3 of 300 images of the data; 30 of 40 (75 %) are wrong. 100 new images are expected to mend 15.0 of these errors (6.0–21.0). With 12 more, 25 % of 20 test images are wrong, with as many others 75 %; q 0.002.',
    );
    expect(second).toMatch(/^2\. Not shown to help: /u);
    expect(third).toMatch(/^3\. Too few errors or images to speak of /u);
  });

  it('not under the errors needed, nor where no pair is rare and wrong', () => {
    expect(collectSentences(found([], { errorsNeeded: 20 }), version)[1]).toBe(
      'Too few errors: 20 are needed before anything can be said of what to collect.',
    );
    expect(collectSentences(found([]), version)[1]).toMatch(/^None of 90 pairs /u);
  });
});

describe('the list for annotators', () => {
  it('begins no spreadsheet’s formula, keeps commas in their cells, and leaves out what is not known', () => {
    const [, first, second] = collectCsv(found([pair({}), pair({ curve: null, examples: [] })])).split('\r\n');
    expect(first).toBe('1,COLLECT,"\'=HYPERLINK(""x"")",CONCEPT,noon,CLASS,3,300,40,30,15,6,21,0.002,"a, b.png",');
    expect(second).toBe('2,COLLECT,"\'=HYPERLINK(""x"")",CONCEPT,noon,CLASS,3,300,40,30,,,,,,');
  });
});
