import { openTailSession } from '@strata/onnx';
import { describe, expect, it } from 'vitest';
import {
  type CauseImage,
  findClassRanges,
  judgeClasses,
  type OwnRange,
  openActivations,
  type RunOutcomes,
} from '../src/index.ts';
import { openRange } from '../src/ranges/activation-range.ts';
import { drawWorld } from './drawn-world.ts';

const RANGE = openRange(null, null);

describe('a range carries a class', () => {
  // Forty images of class a, each a unit; even ones chose. All are right but the last two.
  const images = Array.from({ length: 40 }, (_, sample): CauseImage => {
    return { sample, unit: sample, isWrong: sample >= 38, className: 'a', rightIndex: 0 };
  });
  const choosing = new Set(images.map(({ unit }) => unit).filter((unit) => unit % 2 === 0));
  const chosen: OwnRange = {
    ...{ unit: 3, clusterIndex: 2, range: RANGE, firesMore: 0.9, p: 0, q: 0.01, successMean: 0 },
    ...{ className: 'a', choosing },
  };
  const outcome = (breaks: number, control: number, className = 'a'): RunOutcomes => ({
    ...{ chosen: { ...chosen, className } as OwnRange, intervention: 'ZERO', setTo: 0 },
    rightWithout: Uint8Array.from(images, ({ sample }) => Number(sample >= 2 * breaks)),
    rightControl: Uint8Array.from(images, ({ sample }) => Number(sample >= 2 * control)),
    chosenWithout: Int32Array.from(images, ({ sample }) => (sample < 6 ? 4 : 2)),
  });

  it('when taking it out breaks more of its images than its control, of those that did not choose it and are right', () => {
    const [carries, other] = judgeClasses([outcome(10, 1), outcome(3, 3)], images);
    // Odd samples below 38 are nineteen; ten of them are below 20, of which three get output 4 and seven output 2.
    expect(carries).toMatchObject({ rightCount: 19, broken: 10, controlBroken: 1, bothBroken: 1, role: 'CARRIES' });
    expect(carries).toMatchObject({ takenFor: 2, takenForCount: 7 });
    expect(carries?.effectQ).toBeCloseTo(2 / 2 ** 9, 10);
    expect(other).toMatchObject({ effect: 0, role: 'GOES_WITH' });
  });

  it('never by images of another class', () => {
    expect(judgeClasses([outcome(10, 1, 'b')], images)[0]).toMatchObject({
      rightCount: 0,
      broken: 0,
      role: 'GOES_WITH',
    });
  });
});

describe('ranges of classes', () => {
  it('are those that fire on them, on a real network, the same for every seed’s halves twice', async () => {
    const samples = 48;
    const world = await drawWorld({ samples });
    const source = openActivations(world.activationsPath);
    const area = source.height * source.width;
    const tail = await openTailSession(world.modelPath, { ...world, mapShape: source, batchSize: 1 });
    const all = Array.from({ length: source.units }, (_, unit) => source.readUnit(unit));
    // Two classes: images on which neuron 0 is strong, and the others; all are named "rightly".
    const means = Array.from({ length: samples }, (_, sample) =>
      all[0]?.subarray(sample * area, (sample + 1) * area).reduce((sum, value) => sum + value, 0),
    );
    const middle = means.toSorted((a = 0, b = 0) => a - b)[samples / 2] ?? 0;
    const images: CauseImage[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const activations = new Float32Array(source.units * area);
      for (const [unit, maps] of all.entries())
        activations.set(maps.subarray(sample * area, (sample + 1) * area), unit * area);
      const [rightIndex = -1] = await tail.predict({ activations, images: null, count: 1 });
      const className = (means[sample] ?? 0) > middle ? 'strong' : 'weak';
      images.push({ sample, unit: sample, isWrong: false, className, rightIndex });
    }
    await tail.close();
    source.close();
    const units = [{ unit: 0, ranges: [openRange(middle / area, null)] }];
    const found = await findClassRanges({ ...world, units, images }, { seed: 2 });
    expect(found.map(({ className, unit, rightCount }) => [className, unit, rightCount])).toEqual([['strong', 0, 11]]);
    expect(found[0]?.firesMore).toBeGreaterThan(0.8);
    expect(await findClassRanges({ ...world, units, images }, { seed: 2 })).toEqual(found);
  });
});
