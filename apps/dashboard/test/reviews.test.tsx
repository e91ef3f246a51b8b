import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { draftsOf, emptyDraft } from '../features/reviews/drafts';
import { estimateSentence } from '../features/reviews/estimate-sentence';
import { JudgementMark } from '../features/reviews/judgement-mark';
import { readReviewAddress, reviewPath } from '../features/reviews/review-address';
import { splitSamples } from '../features/reviews/review-item';
import { wordsFor } from './words-for';

describe('what would be confirmed', () => {
  const estimate = { explanations: 2560, judged: 120, share: 0.61, lower: 0.55, upper: 0.67 };

  it('is said with its interval and what it rests on', () => {
    expect(estimateSentence(estimate, wordsFor('en'))).toBe(
      'Of 2,560 explanations, 61% (55%–67%) would be confirmed, from 120 judged as drawn.',
    );
    expect(estimateSentence(estimate, wordsFor('ja'))).toBe(
      '解釈 2,560 件のうち 61%（55%〜67%）が妥当と推定されます（抽出順に判定した 120 件から）。',
    );
  });

  it('is not said of fewer than twenty, unless these are all', () => {
    const few = { ...estimate, judged: 19 };
    expect(estimateSentence(few, wordsFor('en'))).toContain(
      'not known yet: 19 are judged as drawn, 1 more are needed.',
    );
    expect(estimateSentence(null, wordsFor('en'))).toContain('none is judged as drawn, 20 more are needed.');
    expect(estimateSentence({ ...few, explanations: 19 }, wordsFor('en'))).toContain('Of 19 explanations, 61%');
  });
});

it('a mark says in words how was judged, and whether all of it was carried over', () => {
  const judgement = {
    ...{ outcome: 'REJECTED' as const, reviewers: 2, carriedOver: 1 },
    ...{ confirming: 0, partly: 0, rejecting: 2, unsure: 0 },
  };
  const mark = (one: typeof judgement | null, locale: 'en' | 'ja' = 'en') =>
    renderToStaticMarkup(<JudgementMark judgement={one} words={wordsFor(locale)} />);
  expect(mark(judgement)).toContain('>rejected<');
  expect(mark({ ...judgement, carriedOver: 2 })).toContain('>rejected (carried over)<');
  expect(mark(judgement, 'ja')).toContain('>不適切<');
  expect(mark(null)).toBe('');
});

it('a picture is a counter-example where less than half of the neuron or of the formula is the other', () => {
  const sample = (bitmapPixels: number, formulaPixels: number, intersection: number) => ({
    ...{ bitmapPixels, formulaPixels, intersection },
  });
  const [both, neuron, formula] = [sample(10, 8, 6), sample(10, 2, 2), sample(2, 10, 2)];
  expect(splitSamples([neuron, both, formula])).toEqual({ examples: [both], counterExamples: [neuron, formula] });
});

describe('drafts', () => {
  /** As browsers have it. */
  function storage(): Storage {
    const entries = new Map<string, string>();
    return {
      get length() {
        return entries.size;
      },
      key: (at) => [...entries.keys()][at] ?? null,
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => void entries.set(key, value),
      removeItem: (key) => void entries.delete(key),
      clear: () => entries.clear(),
    };
  }

  it('are kept for each reviewer, under the key they began with, until they are removed', () => {
    const browser = storage();
    const ann = draftsOf('ann', browser);
    const draft = { ...emptyDraft('one'), verdict: 'REJECT' as const, reason: 'no' };
    ann.write(draft);
    expect(ann.read('one')).toEqual(draft);
    expect(draftsOf('bob', browser).read('one')).toBeNull();
    expect(ann.unanswered()).toEqual([]);
    ann.write({ ...draft, isSent: true });
    expect(ann.unanswered()).toEqual([{ ...draft, isSent: true }]);
    expect(draftsOf('bob', browser).unanswered()).toEqual([]);
    browser.setItem('strata.review.ann.two', 'not JSON');
    expect(ann.read('two')).toBeNull();
    ann.remove('one');
    expect(ann.unanswered()).toEqual([]);
  });

  it('begin with nothing chosen and a key of their own', () => {
    const [one, other] = [emptyDraft('one'), emptyDraft('one')];
    expect(one).toMatchObject({ verdict: null, reason: '', betterName: '', isSent: false });
    expect(one.idempotencyKey).toMatch(/^[0-9a-f]{32}$/u);
    expect(other.idempotencyKey).not.toBe(one.idempotencyKey);
  });
});

it('the address of the queue holds what is shown, and leaves a place behind when that changes', () => {
  const address = readReviewAddress({ model: 'net', version: 'v1', layer: '/a/b', order: 'draw', after: 'xyz' });
  expect(address).toEqual({ model: 'net', version: 'v1', layer: '/a/b', order: 'DRAW', after: 'xyz' });
  expect(reviewPath(address)).toBe('/judgements?model=net&version=v1&layer=%2Fa%2Fb&order=draw');
  expect(reviewPath(address, { order: 'PRIORITY', after: 'q' })).toBe(
    '/judgements?model=net&version=v1&layer=%2Fa%2Fb&after=q',
  );
  expect(reviewPath(readReviewAddress({ order: ['draw'] }))).toBe('/judgements');
});
