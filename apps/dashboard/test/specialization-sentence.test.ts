import { describe, expect, it } from 'vitest';
import type { TrendSeries } from '../charts/trend-data';
import { progressionSentence, versionProgression } from '../features/trends/progression-sentence';
import { trendHeadline } from '../features/trends/specialization-sentence';
import { specializationSummary } from '../features/trends/specialization-summary';
import { measuredTrend, smallTrend } from './small-trend';
import { wordsFor } from './words-for';

const en = wordsFor('en');
const ja = wordsFor('ja');
const baseline = { specialized: [10, 22], accuracy: 0.125, isBaseline: true };

/** Versions of two ranges: the highest has 26 of 64 specialized (41 %) first, then as many as asked for. */
function rising(to: number, change: TrendSeries['change'] = null): TrendSeries {
  const versions = [baseline, { specialized: [8, 26], accuracy: 0.51 }, { specialized: [8, to], accuracy: 1 }];
  return { ...measuredTrend(versions), change };
}

describe('the headline of a trend with baselines', () => {
  const difference = { value: 0.34, lower: 0.2, upper: 0.45 };

  it('says that the share rose or fell where the stored verdict does, and the accuracy beside it', () => {
    expect(trendHeadline(rising(48, { n: 64, difference, rose: 'YES' }), en)).toBe(
      'Between epoch 1 and epoch 2 the specialized share of the highest range rose by +34.0 points (95% interval +20.0 to +45.0, the same 64 neurons), more than two untrained networks differ; accuracy rose from 51% to 100%.',
    );
    expect(trendHeadline(rising(48, { n: 64, difference, rose: 'YES' }), ja)).toContain('+34.0 ポイント上がりました');
    const fall = { value: -0.34, lower: -0.45, upper: -0.2 };
    expect(trendHeadline(rising(8, { n: 64, difference: fall, rose: 'NO' }), en)).toContain('fell: −34.0 points');
    expect(trendHeadline(rising(8, { n: 64, difference: fall, rose: 'NO' }), ja)).toContain(
      '−34.0 ポイントと下がりました',
    );
  });

  it('else says which ranges are specialized beyond untrained networks', () => {
    // 40 / 64 less 25 %: 37.5 points, give or take 12.5.
    const unclear = { n: 64, difference, rose: 'UNCLEAR' } as const;
    expect(trendHeadline(rising(40, unclear), en)).toBe(
      'In epoch 2, range 2 is specialized beyond untrained networks; in range 2 +37.5 points over 5 of them (95% interval +25.0 to +50.0, 64 neurons each); accuracy is 100%.',
    );
    expect(trendHeadline(rising(40), ja)).toContain('強さ 2 の反応で未学習モデルを上回ります');
  });

  it('praises no version for its share alone, nor for one that an untrained network could have', () => {
    const alone = measuredTrend([baseline, { specialized: [8, 60], accuracy: 1, holds: false }]);
    const near = measuredTrend([baseline, { specialized: [8, 20], accuracy: 1 }]);
    for (const series of [alone, near]) {
      expect(trendHeadline(series, en)).toContain('no range is known to be specialized beyond untrained networks');
      expect(trendHeadline(series, ja)).toContain('未学習モデルを上回るといえる反応の強さがありません');
    }
  });

  it('speaks of overlap with fewer than three untrained networks, while they are alone, and without any', () => {
    const few = measuredTrend([baseline, { specialized: [8, 60], accuracy: 1, seeds: 2 }]);
    for (const series of [few, measuredTrend([baseline]), smallTrend([0.17, 0.3], [0.125, 1])]) {
      expect(trendHeadline(series, en)).toContain('the median overlap');
      expect(progressionSentence(series, en)).toBeNull();
    }
  });
});

describe('the second sentence', () => {
  const newest = (specialized: readonly number[], holds = true) => measuredTrend([{ specialized, accuracy: 1, holds }]);

  it('calls it progressive where the excess rises with the range', () => {
    expect(progressionSentence(newest([8, 16, 40]), en)).toBe(
      'In epoch 0 specialization rises with the range beyond what it does in untrained networks: progressive specialization. The excess is +50.0 points larger in range 3 than in range 1 (95% interval +37.5 to +62.5, 64 neurons, 5 untrained networks).',
    );
    expect(progressionSentence(newest([8, 16, 40]), ja)).toContain(
      '反応が強いほど、学習で獲得した概念に反応しています',
    );
  });

  it('says that it falls, or that it is not clear', () => {
    expect(progressionSentence(newest([40, 20, 8]), en)).toContain('does not rise with the range');
    expect(progressionSentence(newest([40, 8]), ja)).toContain('未学習モデルとの差は大きくなりません');
    expect(progressionSentence(newest([16, 19]), en)).toBe(
      'Whether specialization rises with the range in epoch 0 beyond what it does in untrained networks is not clear: the excess differs by +4.7 points between range 1 and range 2 (95% interval −7.8 to +17.2, 64 neurons, 5 untrained networks).',
    );
    // A rise of shares alone.
    expect(progressionSentence(newest([8, 60], false), en)).toContain('is not clear');
    expect(progressionSentence(newest([8, 60], false), ja)).toContain('はっきりしません');
  });

  it('is of any version but a baseline, and left out with a single range', () => {
    const { versions } = measuredTrend([baseline, { specialized: [8, 26], accuracy: 1 }]);
    expect(versions.map((version) => versionProgression(version, en))).toEqual([
      null,
      expect.stringContaining('In epoch 1 specialization rises'),
    ]);
    expect(progressionSentence(newest([16]), en)).toBeNull();
  });
});

describe('the summary of the picture', () => {
  it('says all classes of the highest range, the interval, and where untrained networks lie', () => {
    // Of 64: 40 specialized, 12 weakly, 12 not.
    expect(specializationSummary(rising(40), en)).toBe(
      'In epoch 2, of 64 neurons 63% are specialized in range 2 (95% interval 56% to 69%; untrained networks: 25%, and one more of them would lie between 13% and 38%), 19% weakly, 0% learnt something that these concepts don’t name, and 19% show what untrained networks show, too.',
    );
    expect(specializationSummary(rising(40), ja)).toContain('未学習モデルは 25%');
  });

  it('is about the baseline while it is alone', () => {
    expect(specializationSummary(measuredTrend([baseline]), en)).toContain(
      'In untrained, of 64 neurons 34% are specialized in range 2 (95% interval 28% to 41%), 33% weakly',
    );
  });
});
