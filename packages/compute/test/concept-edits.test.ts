import { describe, expect, it } from 'vitest';
import { editPixels, fitMask, moveMask } from '../src/errors/edits/edit-pixels.ts';
import { judgeEdits } from '../src/errors/edits/judge-edits.ts';
import { planEdits } from '../src/errors/edits/plan-edits.ts';

/** Three by one pixels: red, green, blue. */
const IMAGE = { width: 3, height: 1, data: Uint8Array.from([200, 0, 0, 0, 100, 0, 0, 0, 50]) };
const FIRST = Uint8Array.from([1, 0, 0]);

describe('replacing pixels', () => {
  it('puts the mean colour of what is left there, and leaves the rest', () => {
    // Of green and blue: (0, 50, 25).
    expect([...editPixels(IMAGE, FIRST, { edit: 'MEAN_COLOUR' }).data]).toEqual([0, 50, 25, 0, 100, 0, 0, 0, 50]);
    // Of all where nothing is left: 200/3, 100/3, 50/3.
    const all = editPixels(IMAGE, Uint8Array.from([1, 1, 1]), { edit: 'MEAN_COLOUR' });
    expect([...all.data.subarray(0, 3)]).toEqual([67, 33, 17]);
  });

  it('blurs within the mask alone', () => {
    // The mean of the pixel and its neighbour: (100, 50, 0).
    expect([...editPixels(IMAGE, FIRST, { edit: 'BLUR' }).data]).toEqual([100, 50, 0, 0, 100, 0, 0, 0, 50]);
  });

  it('takes the same place of another image', () => {
    const other = { ...IMAGE, data: IMAGE.data.toReversed() };
    expect([...editPixels(IMAGE, FIRST, { edit: 'PATCH', other }).data.subarray(0, 3)]).toEqual([50, 0, 0]);
  });

  it('lays a mask over an image of another size, and moves it over the edge without losing a pixel', () => {
    const mask = fitMask({ bits: Uint8Array.from([1, 0]), width: 2, height: 1 }, { width: 4, height: 2 });
    expect([...mask]).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
    expect([...moveMask(mask, { width: 4, height: 2, rows: 1, columns: 3 })]).toEqual([1, 0, 0, 1, 1, 0, 0, 1]);
  });
});

describe('edits are planned', () => {
  const on = (share: number) => ({ bits: Uint8Array.from([Number(share > 0)]), width: 1, height: 1, share });
  // Forty images, each a unit; even ones chose. Images 0–19 are errors with the concept, 20–39 successes without it.
  const images = Array.from({ length: 40 }, (_, sample) => {
    return { sample, unit: sample, isWrong: sample < 20, className: sample % 4 < 2 ? 'a' : 'b', rightIndex: 0 };
  });
  const plan = (share: number) =>
    planEdits({
      ...{ images, chooses: (unit: number) => unit % 2 === 0, concepts: [7], seed: 1 },
      masks: [images.map(({ isWrong }) => on(isWrong ? share : 0))],
    });

  it('in images that did not choose the concept, which lend pixels alone', () => {
    const plans = plan(0.3);
    expect(plans.map(({ edit, direction }) => `${edit} ${direction}`)).toEqual([
      'MEAN_COLOUR TAKEN_OUT',
      'BLUR TAKEN_OUT',
      'PATCH TAKEN_OUT',
      'PATCH PUT_IN',
    ]);
    for (const { edits, direction } of plans) {
      expect(edits).toHaveLength(10);
      for (const { image, from, controlFrom } of edits) {
        expect([image % 2, images[image]?.isWrong]).toEqual([1, direction === 'TAKEN_OUT']);
        for (const lent of [from, controlFrom]) if (lent !== null) expect(lent % 2).toBe(0);
      }
    }
  });

  it('not where the concept covers most of the image, nor in fewer than ten images', () => {
    expect(plan(0.8)).toEqual([]);
    const few = planEdits({
      ...{ images, chooses: (unit: number) => unit >= 9, concepts: [7], seed: 1 },
      masks: [images.map(({ isWrong }) => on(isWrong ? 0.3 : 0))],
    });
    expect(few).toEqual([]);
  });
});

describe('a concept', () => {
  const plan = { concept: 7, edit: 'BLUR', direction: 'TAKEN_OUT' } as const;
  const images = (changed: number, control: number, units = 20) =>
    Array.from({ length: 20 }, (_, at) => ({ unit: at % units, changed: at < changed, control: at < control }));

  it('is a cause where its edit changes more than its control, over all that was tried', () => {
    const [cause, other] = judgeEdits([
      { plan, images: images(12, 2) },
      { plan, images: images(5, 5) },
    ]);
    expect(cause).toMatchObject({ role: 'CAUSE', changed: 12, controlChanged: 2, bothChanged: 2, effect: 0.5 });
    // Ten units for it, none against: 2^−10, twice for the two that were tried.
    expect(cause?.effectQ).toBeCloseTo(2 / 1024, 10);
    expect(other?.role).toBe('GOES_WITH');
  });

  it('is none where all images are of two groups', () => {
    expect(judgeEdits([{ plan, images: images(12, 2, 2) }])[0]?.role).toBe('GOES_WITH');
  });
});
