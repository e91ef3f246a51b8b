import { describe, expect, it } from 'vitest';
import { trendSentence } from '../features/trends/trend-sentence';
import { smallTrend } from './small-trend';
import { wordsFor } from './words-for';

const en = wordsFor('en');
const ja = wordsFor('ja');

describe('the headline of a trend', () => {
  it('gives the overlap of both versions, says that accuracy rose, and how often shuffled images', () => {
    // 0.3 / 0.02 = 15 times shuffled images.
    expect(trendSentence(smallTrend([0.17, 0.3], [0.125, 1]), en)).toBe(
      'In untrained the median overlap in the highest range is 0.17; in epoch 1 it is 0.30, 15 times shuffled images; accuracy rose from 13% to 100%.',
    );
    expect(trendSentence(smallTrend([0.17, 0.3], [0.125, 1]), ja)).toBe(
      '最も強い反応の一致度の中央値は untrained で 0.17、epoch 1 で 0.30（画像を入れ替えた場合の 15 倍）です。正解率は 13% から 100% に上がりました。',
    );
  });

  it('says that accuracy fell, and of overlap neither', () => {
    const sentence = trendSentence(smallTrend([0.3, 0.1], [0.9, 0.5]), en);
    expect(sentence).toContain(
      'is 0.30; in epoch 1 it is 0.10, 5.0 times shuffled images; accuracy fell from 90% to 50%.',
    );
    expect(trendSentence(smallTrend([0.3, 0.1], [0.9, 0.5]), ja)).toContain(
      'です。正解率は 90% から 50% に下がりました。',
    );
  });

  it('says that nothing changed where the written numbers are the same', () => {
    expect(trendSentence(smallTrend([0.3, 0.3001], [0.9, 0.9]), en)).toBe(
      'Between untrained and epoch 1 the median overlap in the highest range stayed at 0.30, 15 times shuffled images; accuracy stayed at 90%.',
    );
  });

  it('speaks of one version without comparing', () => {
    expect(trendSentence(smallTrend([0.3], [0.9]), en)).toBe(
      'In untrained the median overlap in the highest range is 0.30, 15 times shuffled images; accuracy is 90%.',
    );
  });

  it('says which accuracy is not known', () => {
    expect(trendSentence(smallTrend([0.1, 0.3], [0.9, null]), en)).toContain('; no accuracy is recorded for epoch 1.');
    expect(trendSentence(smallTrend([0.1, 0.3], [null, 0.9]), en)).toContain(
      '; accuracy is 90% in epoch 1, and was not recorded before.',
    );
    expect(trendSentence(smallTrend([0.3], [null]), en)).toContain('; no accuracy is recorded for untrained.');
  });

  it('names a peak or a low that the ends would hide, and no small one', () => {
    expect(trendSentence(smallTrend([0.1, 0.5, 0.3], [0, 0, 0]), en)).toContain(', after a peak of 0.50 in epoch 1;');
    expect(trendSentence(smallTrend([0.3, 0.1, 0.4], [0, 0, 0]), en)).toContain(', after a low of 0.10 in epoch 1;');
    expect(trendSentence(smallTrend([0.1, 0.31, 0.3], [0, 0, 0]), en)).not.toContain('peak');
  });

  it('says that there is nothing yet', () => {
    expect(trendSentence(smallTrend([], []), en)).toBe('Nothing has been explained in this layer yet.');
  });
});
