import { describe, expect, it } from 'vitest';
import { progressionSentence, versionProgression } from '../features/trends/progression-sentence';
import { differBeyondChance } from '../features/trends/share-difference';
import { trendHeadline } from '../features/trends/specialization-sentence';
import { specializationSummary } from '../features/trends/specialization-summary';
import { measuredTrend, smallTrend } from './small-trend';
import { wordsFor } from './words-for';

const en = wordsFor('en');
const ja = wordsFor('ja');
const baseline = { specialized: [10, 22], accuracy: 0.125, isBaseline: true };

/** Versions of two ranges: the highest has 26 of 64 specialized (41 %) first, then as many as asked for. */
function rising(to: number) {
  return measuredTrend([baseline, { specialized: [8, 26], accuracy: 0.51 }, { specialized: [8, to], accuracy: 1 }]);
}

describe('the headline of a trend with a baseline', () => {
  it('says how specialization rose from the first trained version to the newest, and the accuracy beside it', () => {
    // 26 / 64 = 41 %, 40 / 64 = 63 %: the baseline's 34 % and 13 % take no part.
    expect(trendHeadline(rising(40), en)).toBe(
      'Between epoch 1 and epoch 2 specialized neurons in the highest range rose from 41% to 63%; accuracy rose from 51% to 100%.',
    );
    expect(trendHeadline(rising(40), ja)).toBe(
      'epoch 1 から epoch 2 にかけて、最も強い帯域で特化したニューロンの割合は 41% から 63% に上がりました。正解率は 51% から 100% に上がりました。',
    );
  });

  it('says that it fell', () => {
    expect(trendHeadline(rising(13), en)).toContain('in the highest range fell from 41% to 20%; accuracy rose');
    expect(trendHeadline(rising(13), ja)).toContain('の割合は 41% から 20% に下がりました。正解率は');
  });

  it('says that it stayed', () => {
    expect(trendHeadline(rising(26), en)).toContain('specialized neurons in the highest range stayed at 41%; accuracy');
    expect(trendHeadline(rising(26), ja)).toContain('の割合は 41% のまま変わっていません。正解率は');
  });

  it('says when a change is no larger than chance makes it', () => {
    // 26 and 30 of 64: a difference of 6.25 %, and its interval reaches √2 · 6.25 % to either side.
    expect(trendHeadline(rising(30), en)).toContain(
      'rose from 41% to 47% (within what chance allows for 64 neurons); accuracy rose',
    );
    expect(trendHeadline(rising(30), ja)).toContain(
      'の割合は 41% から 47% に上がりました（ニューロン 64 個では偶然の範囲内）。正解率は',
    );
  });

  it('goes back to the baseline when all of the change came before the first trained version', () => {
    // 8 of 64 = 13 %, 40 = 63 %, 42 = 66 %.
    const series = measuredTrend([
      { specialized: [10, 8], accuracy: 0.125, isBaseline: true },
      { specialized: [8, 40], accuracy: 0.51 },
      { specialized: [8, 42], accuracy: 1 },
    ]);
    expect(trendHeadline(series, en)).toBe(
      'From untrained to epoch 1 specialized neurons in the highest range rose from 13% to 63% and hardly changed until epoch 2 (66%); accuracy rose from 13% to 100%.',
    );
    expect(trendHeadline(series, ja)).toBe(
      'untrained から epoch 1 にかけて、最も強い帯域で特化したニューロンの割合は 13% から 63% に上がり、その後 epoch 2（66%）までほとんど変わっていません。正解率は 13% から 100% に上がりました。',
    );
  });

  it('names a peak that the ends would hide', () => {
    const versions = [26, 60, 40].map((top) => ({ specialized: [8, top], accuracy: null }));
    expect(trendHeadline(measuredTrend(versions), en)).toContain('from 41% to 63%, after a peak of 94% in epoch 1;');
  });

  it('speaks of one trained version without comparing', () => {
    const series = measuredTrend([baseline, { specialized: [8, 40], accuracy: 1 }]);
    expect(trendHeadline(series, en)).toBe(
      'In epoch 1, 63% of the neurons are specialized in the highest range; accuracy is 100%.',
    );
    expect(trendHeadline(series, ja)).toBe(
      'epoch 1 では、最も強い帯域でニューロンの 63% が特化しています。正解率は 100% です。',
    );
  });

  it('speaks of overlap while the baseline is the only version, and without one', () => {
    expect(trendHeadline(measuredTrend([baseline]), en)).toBe(
      'In untrained the median overlap in the highest range is 0.30, 15 times shuffled images; accuracy is 13%.',
    );
    expect(trendHeadline(smallTrend([0.17, 0.3], [0.125, 1]), en)).toContain('the median overlap');
    expect(progressionSentence(measuredTrend([baseline]), en)).toBeNull();
    expect(progressionSentence(smallTrend([0.3], [1]), en)).toBeNull();
  });
});

describe('the second sentence', () => {
  const newest = (specialized: readonly number[]) => measuredTrend([{ specialized, accuracy: 1 }]);

  it('calls it progressive when specialization rises with the range', () => {
    expect(progressionSentence(newest([8, 16, 40]), en)).toBe(
      'In epoch 0 specialization rises with the range, from 13% in range 1 to 63% in range 3 (+50.0 points, 95% interval +36.1 to +61.0): progressive specialization.',
    );
    expect(progressionSentence(newest([8, 16, 40]), ja)).toBe(
      'epoch 0 では、特化の割合は帯域が強くなるほど高く、帯域 1 の 13% から帯域 3 の 63% まで上がります（差 +50.0 ポイント、95% 信頼区間 +36.1～+61.0）。これが漸進的な特化です。',
    );
  });

  it('names the range that breaks the rise', () => {
    expect(progressionSentence(newest([16, 8, 40]), en)).toBe(
      'In epoch 0 specialization rises with the range, from 25% in range 1 to 63% in range 3 (+37.5 points, 95% interval +24.4 to +48.4), though not at every step: range 2 has 13%.',
    );
    expect(progressionSentence(newest([16, 60, 40]), en)).toBe(
      'In epoch 0 specialization is higher in range 3 (63%) than in range 1 (25%) (+37.5 points, 95% interval +24.4 to +48.4), and highest in range 2 (94%).',
    );
    expect(progressionSentence(newest([16, 8, 40]), ja)).toContain('帯域 2 では 13% です。');
    expect(progressionSentence(newest([16, 60, 40]), ja)).toContain('最も高いのは帯域 2（94%）です。');
  });

  it('says that it does not rise', () => {
    expect(progressionSentence(newest([40, 20, 8]), en)).toBe(
      'In epoch 0 specialization does not rise with the range: it is 63% in range 1 and 13% in range 3 (−50.0 points, 95% interval −61.0 to −36.1).',
    );
    expect(progressionSentence(newest([16, 16]), en)).toBe(
      'In epoch 0 specialization does not rise with the range: it is 25% in range 2 as in range 1.',
    );
    expect(progressionSentence(newest([40, 8]), ja)).toContain('帯域が強くなっても高まらず、帯域 1 で 63%');
  });

  it('says when the difference is no larger than chance makes it', () => {
    expect(progressionSentence(newest([16, 19]), en)).toContain(
      'to 30% in range 2 (+4.7 points, 95% interval −1.6 to +11.2): progressive specialization. With 64 neurons, the difference between ranges 1 and 2 is within what chance allows.',
    );
    expect(progressionSentence(newest([19, 16]), ja)).toContain(
      'ニューロン 64 個では、帯域 1 と帯域 2 の差は偶然の範囲内です。',
    );
  });

  it('has no doubt of a rise that the same neurons show, however far the shares’ own intervals overlap', () => {
    // 16 of 64 in the one range, the same 16 and 8 more in the other: 25 % to 38 %.
    expect(progressionSentence(newest([16, 24]), en)).toBe(
      'In epoch 0 specialization rises with the range, from 25% in range 1 to 38% in range 2 (+12.5 points, 95% interval +3.8 to +21.2): progressive specialization.',
    );
  });

  it('is of any version but a baseline', () => {
    const { versions } = measuredTrend([baseline, { specialized: [8, 26], accuracy: 1 }]);
    expect(versions.map((version) => versionProgression(version, en))).toEqual([
      null,
      expect.stringContaining('In epoch 1 specialization rises'),
    ]);
  });

  it('is left out with a single range', () => {
    expect(progressionSentence(newest([16]), en)).toBeNull();
  });
});

describe('the summary of the picture', () => {
  it('says all three classes of the highest range, the interval, and what the baseline itself has', () => {
    // Of 64: 40 specialized, 12 weakly, 12 not; of the baseline 22.
    expect(specializationSummary(rising(40), en)).toBe(
      'In epoch 2, of 64 neurons 63% are specialized in range 2 (95% interval 56% to 69%; untrained: 34%), 19% weakly, and 19% show what the untrained network shows, too.',
    );
    expect(specializationSummary(rising(40), ja)).toContain('特化が 63%（95% 信頼区間 56%～69%、untrained は 34%）');
  });

  it('is about the baseline while it is alone', () => {
    expect(specializationSummary(measuredTrend([baseline]), en)).toContain(
      'In untrained, of 64 neurons 34% are specialized in range 2 (95% interval 28% to 41%), 33% weakly',
    );
  });
});

describe('two shares', () => {
  it('differ beyond chance when the interval of their difference leaves out zero', () => {
    // Newcombe's own example: 56/70 and 48/80 with Wilson intervals; the difference 0.2 has the interval 0.0524 … 0.3339.
    const first = { share: 0.8, lower: 0.6918, upper: 0.8769 };
    const second = { share: 0.6, lower: 0.4905, upper: 0.7004 };
    expect(differBeyondChance(first, second)).toBe(true);
    expect(differBeyondChance(second, first)).toBe(true);
    // 0.8 − 0.1082 and 0.66 + 0.1006 overlap by their root sum of squares: 0.1477 > 0.14.
    expect(differBeyondChance(first, { share: 0.66, lower: 0.55, upper: 0.7606 })).toBe(false);
  });
});
