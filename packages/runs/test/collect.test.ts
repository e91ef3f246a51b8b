import { packBits } from '@strata/compute';
import { describe, expect, it } from 'vitest';
import { countPredictions } from '../src/classes/explain-classes.ts';
import type { CollectWorld } from '../src/errors/collect/collect-world.ts';
import { learntSplit } from '../src/errors/collect/learnt-split.ts';
import { shownImages } from '../src/errors/collect/shown-images.ts';

const splits = (...names: readonly (string | null)[]) => names.map((split) => ({ split }));

describe('the split that a network has learnt from', () => {
  it('is the one called so where there are others, unless another is given', () => {
    expect(learntSplit(splits('Train', 'val', null), null)).toBe('Train');
    expect(learntSplit(splits('train', 'val'), 'val')).toBe('val');
  });

  it('is not known where no split, or each, is called so, and where nothing would be left to count errors on', () => {
    for (const none of [splits(null, null), splits('a', 'b'), splits('train', 'training'), splits('train', 'train')]) {
      expect(learntSplit(none, null)).toBeNull();
    }
    expect(() => learntSplit(splits('train', 'train'), 'train')).toThrow('none are left to count errors on');
    expect(() => learntSplit(splits('train', 'val'), 'test')).toThrow(
      'expected a split of the dataset ("train", "val"); came "test"',
    );
    expect(() => learntSplit(splits(null), 'test')).toThrow('its images name none');
  });
});

describe('images of a pair', () => {
  it('are those with both, errors first, then those with one alone, successes first; none that was learnt from', () => {
    // Images 0–3 have both, 4–5 the first alone, 6–7 the second alone; odd ones are wrong; 0 was learnt from.
    const problem = {
      images: 8,
      columns: [packBits([1, 1, 1, 1, 1, 1, 0, 0]), packBits([1, 1, 1, 1, 0, 0, 1, 1])],
      errors: [0, 1, 0, 1, 0, 1, 0, 1],
      learnt: [1, 0, 0, 0, 0, 0, 0, 0],
    };
    const shown = shownImages({ problem } as unknown as CollectWorld, { first: 0, second: 1 });
    expect(shown.filter(({ role }) => role === 'EXAMPLE').map(({ image }) => image)).toEqual([1, 3, 2]);
    expect(shown.filter(({ role }) => role === 'COUNTER_EXAMPLE').map(({ image }) => image)).toEqual([4, 5, 6, 7]);
  });
});

it('a confusion matrix counts what outputs mean, and those that mean nothing apart', () => {
  const images = [
    { className: 'b', classIndex: 0 },
    { className: 'a', classIndex: 7 },
    { className: 'a', classIndex: 0 },
    { className: 'a', classIndex: 0 },
  ];
  expect(countPredictions(images, new Map([[0, 'a']]))).toEqual([
    { className: 'a', predictedName: '', imageCount: 1 },
    { className: 'a', predictedName: 'a', imageCount: 2 },
    { className: 'b', predictedName: 'a', imageCount: 1 },
  ]);
});
