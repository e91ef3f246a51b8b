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
    expect(comparedRows(readCompareAddress({ show: 'all', sort: 'loss', previous: 'x' }))).toMatchObject({
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
    expect(comparedRows(readCompareAddress({ status: 'same' }))).toMatchObject({
      changedOnly: false,
      where: { change: { eq: 'SAME' } },
    });
    expect(comparedRows(readCompareAddress({ status: 'surely' })).where).toEqual({ meaningChanged: true });
  });

  it('comes back from what it is written to', () => {
    const address = readCompareAddress({ a: 'epoch 1', b: 'a&b', pin: 'true', show: 'all', range: '2' });
    const query = new URL(comparePath('my model', address), 'http://x').searchParams;
    expect(readCompareAddress(Object.fromEntries(query))).toEqual(address);
  });

  it('takes before and after for versions, as everybody writes them, and has other names for its pages', () => {
    expect(readCompareAddress({ before: 'epoch 1', after: 'epoch 3' })).toMatchObject({
      ...{ a: 'epoch 1', b: 'epoch 3', before: null, after: null },
    });
    const paged = comparePath('m', { a: 'epoch 1', b: 'epoch 3' }, { after: 'a cursor' });
    expect(paged).toBe('/models/m/compare?a=epoch+1&b=epoch+3&next=a+cursor');
    expect(readCompareAddress(Object.fromEntries(new URL(paged, 'http://x').searchParams))).toMatchObject({
      ...{ a: 'epoch 1', b: 'epoch 3', after: 'a cursor' },
    });
  });
});

describe('the sentence of a comparison', () => {
  const mean = (value: number, lower: number, upper: number) => ({ value, lower, upper });
  const comparison = (
    summary: Partial<Comparison['summary']>,
    { baselineRun = null, ...fields }: Partial<Comparison> & { baselineRun?: { id: string } | null } = {},
  ) =>
    ({
      before: { label: 'e3', trainingRun: 'first' },
      after: { label: 'e10', trainingRun: 'second' },
      pairing: 'UNITS',
      floor: mean(0.09, 0.06, 0.12),
      deltaIou: mean(0.0234, 0.01, 0.03),
      unitsChanged: { changed: 0, known: 0 },
      layers: [{ name: 'l', unitCount: 512, unitsCompared: 512, runAfter: { baselineRun } }],
      summary: {
        n: 10,
        inBoth: 10,
        same: 4,
        reworded: 1,
        shifted: 2,
        newMeaning: 3,
        notComputed: 0,
        meaningChanged: 2,
        appeared: 0,
        disappeared: 0,
        newlySpecialized: 2,
        lostSpecialization: 1,
        meanDeltaIou: 0.0234,
        ...summary,
      },
      ...fields,
    }) as unknown as Comparison;
  const SAME = { same: 10, reworded: 0, shifted: 0, newMeaning: 0, meaningChanged: 0 };
  const en = (...parts: Parameters<typeof comparison>) => compareSentence(comparison(...parts), wordsFor('en'));
  const ja = (...parts: Parameters<typeof comparison>) => compareSentence(comparison(...parts), wordsFor('ja'));

  it('says how many changed their meaning beside what other images alone would change, and of how many it is sure', () => {
    expect(en({}, { baselineRun: { id: 'r' } })).toBe(
      'From e3 to e10, 50% of 10 ranges changed their meaning; other images alone would change 9% (6%–12%); 2 became specialized and 1 ceased to be; the overlap rose by 0.023 on average. Of 2 ranges it can be said one by one.',
    );
    expect(ja({}, { deltaIou: mean(-0.1, -0.2, -0.05) })).toBe(
      'e3 から e10 までに、10 件の解釈のうち 50% で意味が変わりました（画像の違いだけでも 9%、95 % 区間 6%〜12% が変わります）。一致度（IoU）は、平均で 0.10 下がりました。1 件ごとに変化が確かなのは 2 件です。',
    );
  });

  it('says how many neurons mean something else, where it is known and ranges changed', () => {
    const unitsChanged = { changed: 12, known: 64 };
    expect(en({}, { unitsChanged })).toContain(
      'Of 2 ranges it can be said one by one. Of 64 neurons 12 mean something',
    );
    expect(en({}, { unitsChanged: { changed: 1, known: 64 } })).toContain('Of 64 neurons one means something else');
    expect(ja({}, { unitsChanged })).toContain('ニューロン 64 個のうち 12 個は別の意味');
    expect(en(SAME, { unitsChanged })).not.toContain('neurons');
  });

  it('does not say that ranges changed where other images alone would change as many, or where that is not known', () => {
    expect(en({}, { floor: mean(0.45, 0.4, 0.5) })).toMatch(
      /^From e3 to e10, no more of 10 ranges changed their meaning \(50%\) than other images alone would change: 45% \(40%–50%\)/u,
    );
    expect(ja({}, { floor: mean(0.45, 0.4, 0.5) })).toContain('を超えません');
    expect(en({}, { floor: null })).toContain('how many other images alone would change is not computed');
    expect(ja({}, { floor: null })).toContain('計算していません');
  });

  it('says that the overlap rose or fell only where its interval leaves 0 out', () => {
    expect(en({}, { deltaIou: mean(0.02, -0.001, 0.04) })).toContain('; there is no clear difference in overlap.');
    expect(en({}, { deltaIou: mean(-0.1, -0.2, -0.05) })).toContain('; the overlap fell by 0.10 on average.');
    expect(en({}, { deltaIou: null })).toMatch(/\(6%–12%\)\. Of 2/u);
    expect(ja({}, { deltaIou: mean(0.02, -0.001, 0.04) })).toContain('明らかな差はありません');
  });

  it('says what is not computed, with the command that computes it', () => {
    const part = { inBoth: 12, n: 12, notComputed: 2 };
    expect(en(part)).toContain(' 2 ranges are not computed: ./strata compare --model … "e3" "e10"');
    expect(en({ ...part, ...SAME })).toContain('all 10 ranges that can be compared mean the same.');
    expect(en({ ...SAME, same: 0, n: 3, inBoth: 3, notComputed: 3 })).toBe(
      'What became of the ranges from e3 to e10 is not computed. 3 ranges are not computed: ./strata compare --model … "e3" "e10"',
    );
    expect(ja(part)).toContain('2 件は未計算です');
  });

  it('says plainly that nothing changed, and that nothing can be compared', () => {
    expect(en(SAME)).toBe('Nothing changed: from e3 to e10 all 10 ranges mean the same.');
    expect(ja(SAME)).toMatch(/^変化はありません。/u);
    expect(en({ n: 0 })).toContain('no ranges that can be compared');
  });

  it('tells ranges that came or went apart from those that changed', () => {
    expect(en({ n: 13, appeared: 2, disappeared: 1 })).toMatch(/2 ranges appeared and one range disappeared\.$/u);
    expect(ja({ n: 13, appeared: 2, disappeared: 1 })).toContain(
      '新たに現れた解釈は 2 件、なくなった解釈は 1 件です。',
    );
    expect(en({ ...SAME, n: 11, appeared: 1 })).toBe(
      'From e3 to e10 all 10 ranges that can be compared mean the same. One range appeared and no range disappeared.',
    );
    expect(en({ ...SAME, same: 0, n: 3, inBoth: 0, appeared: 3 })).toBe(
      'No range is explained in both e3 and e10. 3 ranges appeared and no range disappeared.',
    );
  });

  it('says which neurons it is about when these are not all', () => {
    const layers = [{ name: 'l', unitCount: 512, unitsCompared: 64, runAfter: { baselineRun: null } }];
    expect(en(SAME, { layers } as never)).toBe(
      'Nothing changed: from e3 to e10 all 10 ranges mean the same. Only the 64 of 512 neurons that both runs looked at are compared.',
    );
    expect(ja(SAME, { layers } as never)).toContain('512 個中 64 個のニューロンだけです。');
  });

  it('says why neurons of different training runs are not compared one by one', () => {
    const apart = { pairing: 'DISTRIBUTIONS' } as const;
    expect(en({ n: 0 }, apart)).toMatch(/^e3 and e10 belong to different training runs \(first, second\)/u);
    expect(ja({ n: 0 }, apart)).toContain('別の学習（first、second）');
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
