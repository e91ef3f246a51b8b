import { describe, expect, it } from 'vitest';
import { type GradedEvidence, gradeOf } from '../src/index.ts';

/** Holds on held-out images, in all folds, three times shuffled images, from many images. */
const clear: GradedEvidence = {
  iou: 0.1,
  heldOutIou: 0.09,
  shuffledIou: 0.03,
  heldOutP: 0.001,
  heldOutQ: 0.002,
  folds: 5,
  replicatedFolds: 5,
  supportSamples: 40,
};

describe('the grade of an explanation', () => {
  it('is CLEAR only where everything holds, and one step down where one thing does not', () => {
    expect(gradeOf(clear)).toBe('CLEAR');
    // 0.09 of 0.2 is kept: less than half, more than a quarter.
    expect(gradeOf({ ...clear, iou: 0.2 })).toBe('PARTLY');
    expect(gradeOf({ ...clear, replicatedFolds: 3 })).toBe('PARTLY');
    expect(gradeOf({ ...clear, supportSamples: 4 })).toBe('PARTLY');
    // 0.09 / 0.08 = 1.125 times shuffled images.
    expect(gradeOf({ ...clear, shuffledIou: 0.08 })).toBe('PARTLY');
  });

  it('is UNCLEAR where it may be chance over the layer, or little is kept', () => {
    expect(gradeOf({ ...clear, heldOutP: 0.03, heldOutQ: 0.06 })).toBe('UNCLEAR');
    // 0.09 of 0.4 is less than a quarter.
    expect(gradeOf({ ...clear, iou: 0.4 })).toBe('UNCLEAR');
  });

  it('is NONE where shuffled images overlap as much, or nothing is kept', () => {
    expect(gradeOf({ ...clear, heldOutP: 0.2, heldOutQ: 0.4 })).toBe('NONE');
    expect(gradeOf({ ...clear, heldOutIou: 0, heldOutP: 1, heldOutQ: 1 })).toBe('NONE');
  });

  it('asks for four of five folds, and for all of three', () => {
    expect(gradeOf({ ...clear, replicatedFolds: 4 })).toBe('CLEAR');
    expect(gradeOf({ ...clear, folds: 3, replicatedFolds: 3 })).toBe('CLEAR');
    expect(gradeOf({ ...clear, folds: 3, replicatedFolds: 2 })).toBe('PARTLY');
  });
});
