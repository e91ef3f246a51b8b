import { describe, expect, it } from 'vitest';
import { imagesInQuestion } from '../src/errors/error-question.ts';
import { matchClasses } from '../src/errors/match-classes.ts';
import { sliceFormula } from '../src/errors/slice-formula.ts';

const counts = (modelVersionId: number, table: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(table).flatMap(([className, byOutput]) =>
    byOutput.flatMap((images, classIndex) => (images > 0 ? [{ modelVersionId, className, classIndex, images }] : [])),
  );

describe('which class an output means', () => {
  it('is what the version shows that names most images rightly, never what a poor one shows', () => {
    // Version 1 confuses the two; version 2 gives each class the other output in most cases.
    const shown = [...counts(1, { cat: [6, 4], dog: [7, 3] }), ...counts(2, { cat: [1, 9], dog: [8, 2] })];
    expect(matchClasses(shown, { given: null })).toEqual(
      new Map([
        [1, 'cat'],
        [0, 'dog'],
      ]),
    );
  });

  it('is refused, with the flag that says it, where no version tells classes apart', () => {
    expect(() => matchClasses(counts(1, { cat: [6, 4], dog: [7, 3] }), { given: null })).toThrow('--classes');
    // Half is not more than half.
    expect(() => matchClasses(counts(1, { cat: [5, 5], dog: [0, 9] }), { given: null })).toThrow('--classes');
  });

  it('is what numbers say that stand for classes', () => {
    expect(matchClasses(counts(1, { 3: [9], 0: [9] }), { given: null }).get(3)).toBe('3');
  });

  it('is what is given, which must leave out no class', () => {
    const shown = counts(1, { cat: [1], dog: [1] });
    expect(matchClasses(shown, { given: ['dog', 'bird', 'cat'] }).get(2)).toBe('cat');
    expect(() => matchClasses(shown, { given: ['dog', 'bird'] })).toThrow('"cat" is missing among 2 lines');
  });
});

const names = new Map([
  [0, 'cat'],
  [1, 'dog'],
]);
const image = (className: string | null, classIndex: number | null, sampleIndex = 0) => ({
  sampleId: 100 + sampleIndex,
  sampleIndex,
  className,
  classIndex,
});
const ALL = { className: null, predictedName: null };

describe('the images in question', () => {
  it('are those with a class and a prediction; an output without a class is an error', () => {
    const all = [image('cat', 0), image('cat', 7), image(null, 0), image('dog', null), image('dog', 0)];
    const { images, wrong } = imagesInQuestion(all, ALL, names);
    expect(images.map(({ className, classIndex }) => [className, classIndex])).toEqual([
      ['cat', 0],
      ['cat', 7],
      ['dog', 0],
    ]);
    expect(Array.from(wrong)).toEqual([0, 1, 1]);
  });

  it('of a confusion leave out what is taken for a third class', () => {
    const all = [image('cat', 0), image('cat', 1), image('cat', 7), image('dog', 1), image('dog', 0)];
    const asked = imagesInQuestion(all, { className: 'cat', predictedName: 'dog' }, names);
    expect(Array.from(asked.wrong)).toEqual([0, 1]);
  });

  it('are refused with what is missing', () => {
    const refused = (all: ReturnType<typeof image>[], question = {}) =>
      expect(() => imagesInQuestion(all, { ...ALL, ...question }, names));
    refused([image('cat', 0), image('cat', 1)]).toThrow('all are "cat"');
    refused([image(null, 0)]).toThrow('this one names none');
    refused([image('cat', null), image('dog', null)]).toThrow('Expected predictions for images, found none');
    refused([image('cat', 0), image('dog', 1)]).toThrow('None of the 2 images is wrong');
    refused([image('cat', 1), image('dog', 0)]).toThrow('All 2 images are wrong');
    refused([image('cat', 0), image('dog', 0)], { className: 'bird' }).toThrow('"cat", "dog"; came "bird"');
    const twice = { className: 'cat', predictedName: 'cat' };
    refused([image('cat', 0), image('dog', 0)], twice).toThrow('two different classes');
  });
});

describe('a slice in words', () => {
  it('says the share that a concept covers at least', () => {
    const terms = [
      { operator: null, concept: 1 },
      { operator: 'AND NOT', concept: 0 },
    ] as const;
    const columns = [
      { concept: 0, shareMin: 0 },
      { concept: 0, shareMin: 0.3 },
    ];
    expect(sliceFormula({ terms }, columns, [{ name: 'sky' }])).toBe('("sky ≥ 30 %" AND NOT sky)');
  });
});
