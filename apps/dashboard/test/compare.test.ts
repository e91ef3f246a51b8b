import { describe, expect, it } from 'vitest';
import { comparedRows, comparePath, readCompareAddress } from '../features/compare/compare-address';
import { compareSentence } from '../features/compare/compare-sentence';
import { pairedSamples } from '../features/compare/paired-samples';
import { type ComparedSide, type Comparison, choosePair, neighbours } from '../features/compare/read-compare-page';
import { signed } from '../features/compare/signed';
import { wordsFor } from './words-for';

const model = {
  baseline: { label: 'untrained' },
  versions: { nodes: ['untrained', 'e1', 'e3', 'e10'].map((label) => ({ label, isBaseline: label === 'untrained' })) },
};
const open = { a: null, b: null, pin: false };

describe('the versions that are compared', () => {
  it('are the last two unless the address names others', () => {
    expect(choosePair(model, open)).toEqual({ a: 'e3', b: 'e10' });
    expect(choosePair(model, { ...open, b: 'e3' })).toEqual({ a: 'e1', b: 'e3' });
    expect(choosePair(model, { ...open, a: 'e10', b: 'e1' })).toEqual({ a: 'e10', b: 'e1' });
    expect(choosePair(model, { ...open, pin: true })).toEqual({ a: 'untrained', b: 'e10' });
    expect(choosePair({ ...model, versions: { nodes: [] } }, open)).toEqual({ a: null, b: null });
    expect(choosePair(model, { ...open, b: 'untrained' })).toEqual({ a: null, b: 'untrained' });
  });

  it('go on to their neighbours, or only the later one does while the other is pinned', () => {
    expect(neighbours(model, { a: 'e1', b: 'e3', pin: false })).toEqual({
      earlier: { a: 'untrained', b: 'e1' },
      later: { a: 'e3', b: 'e10' },
    });
    expect(neighbours(model, { a: 'untrained', b: 'e1', pin: true })).toEqual({
      earlier: null,
      later: { a: 'untrained', b: 'e3' },
    });
    // The pinned one is stepped over: compared with itself it says nothing.
    expect(neighbours(model, { a: 'e3', b: 'e1', pin: true }).later).toEqual({ a: 'e3', b: 'e10' });
  });
});

describe('the address of a comparison', () => {
  it('shows what changed unless all is asked for, the largest change first', () => {
    expect(comparedRows(readCompareAddress({}))).toEqual({
      first: 20,
      after: null,
      changedOnly: true,
      where: null,
      orderBy: { field: 'IOU_CHANGE', direction: 'DESC' },
    });
    expect(comparedRows(readCompareAddress({ show: 'all', sort: 'loss', before: 'x' }))).toMatchObject({
      last: 20,
      before: 'x',
      changedOnly: false,
      orderBy: { field: 'DELTA_IOU', direction: 'ASC' },
    });
  });

  it('narrows by range, neuron, status and specialization; unchanged ones can be asked for by themselves', () => {
    expect(comparedRows(readCompareAddress({ range: '5', neuron: '7', special: 'lost' })).where).toEqual({
      clusterIndex: { eq: 5 },
      unitIndex: { eq: 7 },
      specializationChange: { eq: 'LOST_SPECIALIZATION' },
    });
    expect(comparedRows(readCompareAddress({ status: 'unchanged' }))).toMatchObject({
      changedOnly: false,
      where: { status: { eq: 'SAME' } },
    });
  });

  it('comes back from what it is written to', () => {
    const address = readCompareAddress({ a: 'epoch 1', b: 'a&b', pin: 'true', show: 'all', range: '2' });
    const query = new URL(comparePath('my model', address), 'http://x').searchParams;
    expect(readCompareAddress(Object.fromEntries(query))).toEqual(address);
  });
});

describe('the sentence of a comparison', () => {
  const comparison = (summary: Partial<Comparison['summary']>, baselineRun: { id: string } | null = { id: 'r' }) =>
    ({
      before: { label: 'e3' },
      after: { label: 'e10' },
      layers: [{ name: 'l', unitCount: 512, unitsCompared: 512, runAfter: { baselineRun } }],
      summary: {
        n: 10,
        inBoth: 10,
        same: 4,
        changed: 6,
        appeared: 0,
        disappeared: 0,
        newlySpecialized: 2,
        lostSpecialization: 1,
        meanDeltaIou: 0.0234,
        ...summary,
      },
    }) as unknown as Comparison;

  it('says how many changed, which became special, and where the overlap went', () => {
    expect(compareSentence(comparison({}), wordsFor('en'))).toBe(
      'From e3 to e10, 6 of 10 ranges (60%) changed what they respond to; 2 became specialized and 1 ceased to be; the overlap rose by 0.023 on average.',
    );
    expect(compareSentence(comparison({ meanDeltaIou: -0.1 }, null), wordsFor('en'))).toBe(
      'From e3 to e10, 6 of 10 ranges (60%) changed what they respond to; the overlap fell by 0.10 on average.',
    );
    expect(compareSentence(comparison({ meanDeltaIou: null }, null), wordsFor('ja'))).toBe(
      'e3 から e10 までに、10 帯域のうち 6（60%）で反応する対象が変わりました。',
    );
  });

  it('says plainly that nothing changed, and that nothing can be compared', () => {
    const same = { same: 10, changed: 0, newlySpecialized: 0, lostSpecialization: 0 };
    expect(compareSentence(comparison(same), wordsFor('en'))).toBe(
      'Nothing changed: from e3 to e10 all 10 ranges respond to the same.',
    );
    expect(compareSentence(comparison(same), wordsFor('ja'))).toMatch(/^変化はありません。/u);
    expect(compareSentence(comparison({ n: 0 }), wordsFor('en'))).toContain('no ranges that can be compared');
  });

  it('tells ranges that came or went apart from those that changed', () => {
    const some = comparison({ n: 13, inBoth: 10, appeared: 2, disappeared: 1 }, null);
    expect(compareSentence(some, wordsFor('en'))).toBe(
      'From e3 to e10, 6 of 10 ranges (60%) changed what they respond to; the overlap rose by 0.023 on average. 2 ranges appeared and one range disappeared.',
    );
    expect(compareSentence(some, wordsFor('ja'))).toContain('新たに出現した帯域は 2、消失した帯域は 1 です。');
    const same = { same: 10, changed: 0, newlySpecialized: 0, lostSpecialization: 0 };
    expect(compareSentence(comparison({ ...same, n: 11, appeared: 1 }), wordsFor('en'))).toBe(
      'From e3 to e10 all 10 ranges that both versions have respond to the same. One range appeared and no range disappeared.',
    );
    const apart = { n: 3, inBoth: 0, same: 0, changed: 0, appeared: 3, meanDeltaIou: null };
    expect(compareSentence(comparison(apart), wordsFor('en'))).toBe(
      'No range is explained in both e3 and e10. 3 ranges appeared and no range disappeared.',
    );
  });

  it('says which neurons it is about when these are not all', () => {
    const whole = comparison({ same: 10, changed: 0 });
    const part = { ...whole, layers: whole.layers.map((layer) => ({ ...layer, unitsCompared: 64 })) };
    expect(compareSentence(part, wordsFor('en'))).toBe(
      'Nothing changed: from e3 to e10 all 10 ranges respond to the same. Only the 64 of 512 neurons that both runs looked at are compared.',
    );
    expect(compareSentence(part, wordsFor('ja'))).toContain('512 個中 64 個のニューロンだけです。');
  });

  it('gives a change its sign, and nothing none', () => {
    const words = wordsFor('en');
    expect([0.1, -0.02, 0].map((value) => signed(value, words))).toEqual(['+0.10', '−0.020', '±0']);
  });
});

describe('the images of two versions', () => {
  const side = (...ids: string[]) =>
    ({
      cluster: { samples: ids.map((id, index) => ({ rank: index + 1, overlayUrl: `/${id}`, sample: { id } })) },
    }) as unknown as ComparedSide;
  const shown = (before: ComparedSide | null, after: ComparedSide | null) =>
    pairedSamples(before, after).map((pair) => `${pair.sample.id}${pair.before ? 'b' : ''}${pair.after ? 'a' : ''}`);

  it('are the same for both: the best of both first, then the best of either in turn, four at most', () => {
    expect(shown(side('1', '2', '3', '4', '5'), side('6', '3', '7', '8'))).toEqual(['3ba', '1b', '6a', '2b']);
    expect(shown(null, side('6', '7'))).toEqual(['6a', '7a']);
    expect(shown(null, null)).toEqual([]);
  });
});
