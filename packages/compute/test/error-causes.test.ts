import { openTailSession } from '@strata/onnx';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseRanges } from '../src/errors/causes/choose-ranges.ts';
import { intervene } from '../src/errors/causes/intervene.ts';
import { splitHalves } from '../src/errors/causes/split-halves.ts';
import {
  type CauseImage,
  type CauseInputs,
  type InterventionOutcomes,
  judgeCauses,
  measureImportance,
  openActivations,
  type RangeImportance,
} from '../src/index.ts';
import { leaveZeroOut, openRange } from '../src/ranges/activation-range.ts';
import { type DrawnWorld, drawWorld } from './drawn-world.ts';

const SAMPLES = 10;
const RANGE = openRange(null, null);
const image = (sample: number, more: Partial<CauseImage> = {}): CauseImage => ({
  ...{ sample, unit: sample, isWrong: false, className: 'one', rightIndex: 0 },
  ...more,
});
const chosenRange = { unit: 3, clusterIndex: 1, range: RANGE, firesMore: 1, p: 0, q: 0, successMean: 0.25 };

describe('taking a range out', () => {
  let world: DrawnWorld;
  let inputs: CauseInputs;
  beforeAll(async () => {
    world = await drawWorld({ samples: SAMPLES });
    const source = openActivations(world.activationsPath);
    const area = source.height * source.width;
    const tail = await openTailSession(world.modelPath, { ...world, mapShape: source, batchSize: 1 });
    const images: CauseImage[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const activations = new Float32Array(source.units * area);
      for (let unit = 0; unit < source.units; unit += 1) {
        activations.set(source.readUnit(unit).subarray(sample * area, (sample + 1) * area), unit * area);
      }
      const [rightIndex = -1] = await tail.predict({ activations, images: null, count: 1 });
      images.push(image(sample, { rightIndex }));
    }
    await tail.close();
    source.close();
    inputs = { ...world, units: [], images, errors: new Uint8Array(SAMPLES) };
  });

  it('to zero, and its control, change what importance counts', async () => {
    const counted: RangeImportance[] = [];
    const sink = {
      ...{ doneUnits: new Set<number>(), layerDone: true, writeLayer: async () => {} },
      writeUnit: async ({ ranges }: { readonly ranges: readonly RangeImportance[] }) => void counted.push(...ranges),
    };
    const units = Array.from({ length: 24 }, (_, unit) => ({ unit, ranges: [RANGE] }));
    await measureImportance({ ...inputs, units, layerUnits: units }, sink, { seed: 5 });
    const chosen = units.map(({ unit }) => ({ ...chosenRange, unit }));
    const outcomes = await intervene(inputs, chosen, { images: inputs.images, threads: 1, seed: 5 });
    const changed = (rights: Uint8Array) => rights.filter((right) => right === 0).length;
    const zeroed = outcomes.filter(({ intervention }) => intervention === 'ZERO');
    expect(zeroed.map((one) => [changed(one.rightWithout), changed(one.rightControl)])).toEqual(
      counted.map((one) => [one.changed, one.controlChanged]),
    );
    expect(counted.some((one) => one.changed > 0)).toBe(true);
  });

  it('changes no zero where zeros stand apart', async () => {
    // Below the least number that is one: of a rectified layer, zeros alone. As one range they are set to 9, as none they stay.
    const zeros = openRange(null, 1e-30);
    const outcomeOf = async (range: typeof zeros) => {
      const chosen = [{ ...chosenRange, range, successMean: 9 }];
      const outcomes = await intervene(inputs, chosen, { images: inputs.images, threads: 1, seed: 1 });
      return outcomes.find(({ intervention }) => intervention === 'MEAN');
    };
    const [asOne, apart] = [await outcomeOf(zeros), await outcomeOf(leaveZeroOut(zeros))];
    expect(asOne?.setTo).toBe(9);
    expect(asOne?.rightWithout.every((right) => right === 1)).toBe(false);
    expect(apart?.rightWithout.every((right) => right === 1)).toBe(true);
  });

  it('leaves images alone that are not asked for, and answers for those that are', async () => {
    const images = inputs.images.filter(({ sample }) => sample % 3 === 0);
    const [outcome] = await intervene(inputs, [chosenRange], { images, threads: 1, seed: 1 });
    expect(outcome?.rightWithout.length).toBe(images.length);
  });
});

describe('ranges are chosen', () => {
  /** One unit of maps of a single value: its level is 1 on errors of class one, and class two is always 1. */
  const images = Array.from({ length: 40 }, (_, sample) =>
    image(sample, { isWrong: sample % 2 === 0, className: sample < 20 ? 'one' : 'two' }),
  );
  const errors = Uint8Array.from(images, ({ isWrong }) => Number(isWrong));
  const sourceOf = (level: (one: CauseImage) => number) =>
    ({ height: 1, width: 1, units: 1, samples: 40, readUnit: () => Float32Array.from(images, level) }) as never;
  const units = [{ unit: 0, ranges: [openRange(0.5, null)] }];
  const options = { chooses: () => true, qMax: 0.05, rangesMax: 5 };

  it('by firing more on errors than on successes of the same class', () => {
    const fires = sourceOf(({ isWrong, className }) => (className === 'two' || isWrong ? 1 : 0));
    const [found] = chooseRanges({ units, images, errors }, fires, options);
    // Class one: 10 × 10 pairs, all more; class two: all tied, half: 150 of 200. The successes' mean: 10 of 20 are 1.
    expect(found).toMatchObject({ unit: 0, clusterIndex: 1, firesMore: 0.75, successMean: 0.5 });
  });

  it('without their zeros, where these stand apart', () => {
    const ranges = (withoutZero: boolean) => [{ ...openRange(null, null), withoutZero }];
    const fires = sourceOf(({ isWrong }) => Number(isWrong));
    const found = (withoutZero: boolean) =>
      chooseRanges({ units: [{ unit: 0, ranges: ranges(withoutZero) }], images, errors }, fires, options).length;
    expect([found(false), found(true)]).toEqual([0, 1]);
  });

  it('not by firing on a class that is often wrong', () => {
    expect(
      chooseRanges(
        { units, images, errors },
        sourceOf(({ className }) => Number(className === 'two')),
        options,
      ),
    ).toEqual([]);
  });

  it('by images of the choosing half alone, errors and successes each divided by two', () => {
    const { choosing, confirming } = splitHalves(errors, { seed: 3 });
    const wrong = (half: readonly number[]) => half.filter((unit) => errors[unit] === 1).length;
    expect([choosing.length, wrong(choosing), wrong(confirming)]).toEqual([20, 10, 10]);
    expect([...choosing, ...confirming].sort((a, b) => a - b)).toEqual([...errors.keys()]);
  });
});

describe('a cause', () => {
  /** Twelve errors, eight successes, each a unit of its own. */
  const images = Array.from({ length: 20 }, (_, sample) => image(sample, { isWrong: sample < 12 }));
  const outcome = (without: (at: number) => boolean, control: (at: number) => boolean): InterventionOutcomes => ({
    ...{ chosen: chosenRange, intervention: 'ZERO' as const, setTo: 0 },
    rightWithout: Uint8Array.from(images, ({ sample }) => Number(without(sample))),
    rightControl: Uint8Array.from(images, ({ sample }) => Number(control(sample))),
  });

  it('mends more errors than its control, beyond chance', () => {
    const [found] = judgeCauses(
      [
        outcome(
          (at) => at < 9 || at >= 12,
          (at) => at < 1 || at >= 12,
        ),
      ],
      images,
    );
    // 8 errors by the range alone, none by the control alone: p = 2⁻⁸.
    expect(found).toMatchObject({ mended: 9, controlMended: 1, bothMended: 1, broken: 0, role: 'CAUSE' });
    expect(found?.effectQ).toBeCloseTo(1 / 256, 12);
    expect(found?.effect).toBeCloseTo(8 / 12, 12);
  });

  it('is none that breaks as many successes, or mends no more than its control', () => {
    const breaking = outcome(
      (at) => at < 8,
      (at) => at >= 12,
    );
    const alike = outcome(
      (at) => at < 8 || at >= 12,
      (at) => at < 8 || at >= 12,
    );
    const roles = judgeCauses([breaking, alike], images).map(({ role, mended, broken }) => [role, mended, broken]);
    expect(roles).toEqual([
      ['GOES_WITH', 8, 8],
      ['GOES_WITH', 8, 0],
    ]);
  });

  it('is none by one group’s images, however many', () => {
    const one = images.map((own) => ({ ...own, unit: own.isWrong ? 0 : own.unit }));
    const [found] = judgeCauses(
      [
        outcome(
          (at) => at < 9 || at >= 12,
          (at) => at >= 12,
        ),
      ],
      one,
    );
    expect(found).toMatchObject({ mended: 9, effectQ: 0.5, role: 'GOES_WITH' });
  });
});
