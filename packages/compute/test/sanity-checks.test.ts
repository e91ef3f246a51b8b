import { createRandom } from '@strata/statistics';
import { describe, expect, test } from 'vitest';
import {
  checkSanity,
  extraLabels,
  type LabelledBitmap,
  metricsOf,
  missingLabels,
} from '../src/metrics/sanity-checks.ts';

const SIZE = 16;

/** Concepts in a third of 60 images; the unit fires on most of each, and a little elsewhere. */
function plantedWorld(seed: number): LabelledBitmap {
  const random = createRandom(seed);
  const samples = 60;
  const labels = new Uint8Array(samples * SIZE);
  const bitmap = new Uint8Array(samples * SIZE);
  for (let sample = 0; sample < samples; sample += 1) {
    const start = random.below(SIZE);
    const holds = random.next() < 1 / 3;
    for (let i = 0; i < SIZE; i += 1) {
      const at = sample * SIZE + i;
      labels[at] = holds && (i + start) % SIZE < 6 ? 1 : 0;
      bitmap[at] = random.next() < (labels[at] === 1 ? 0.8 : 0.03) ? 1 : 0;
    }
  }
  return { samples, bitmap, labels };
}

const count = (labels: Uint8Array) => labels.reduce((sum, label) => sum + label, 0);

describe('labels', () => {
  const world = plantedWorld(1);
  const images = (labels: Uint8Array) =>
    Array.from({ length: world.samples }, (_, sample) => count(labels.subarray(sample * SIZE, (sample + 1) * SIZE)));

  test('that are missing are whole images’, half of those that have them; nothing is added', () => {
    const before = images(world.labels);
    const after = images(missingLabels(world, createRandom(2)));
    const labelled = before.filter((pixels) => pixels > 0).length;
    expect(after.filter((pixels) => pixels > 0)).toHaveLength(Math.floor(labelled / 2));
    expect(after.every((pixels, sample) => pixels === 0 || pixels === before[sample])).toBe(true);
  });

  test('that are wrong are as many as the right ones, in images without the concept; none is lost', () => {
    const more = extraLabels(world, createRandom(3));
    expect(count(more)).toBe(2 * count(world.labels));
    expect(world.labels.every((label, i) => label <= (more[i] as number))).toBe(true);
  });
});

test('metrics are those of the sets', () => {
  // Two images of four pixels: |B| = 3, |F| = 4, both 2; B in both images, F in both, together in one.
  const world = {
    samples: 2,
    bitmap: Uint8Array.of(1, 1, 0, 0, 1, 0, 0, 0),
    labels: Uint8Array.of(1, 1, 0, 0, 0, 0, 1, 1),
  };
  expect(metricsOf(world, 1)).toMatchObject({
    iou: 2 / 5,
    detectionAccuracy: 2 / 4,
    activationCoverage: 2 / 3,
    sampleCoverage: 1 / 2,
    explanationCoverage: 1 / 2,
  });
});

describe('the two published sanity checks', () => {
  const outcomes = checkSanity(
    Array.from({ length: 30 }, (_, seed) => plantedWorld(10 + seed)),
    1,
  );
  const outcomeOf = (metric: string) => outcomes.find((outcome) => outcome.metric === metric);

  test('are passed by IoU: it falls when labels are missing, and when wrong ones are added', () => {
    expect(outcomeOf('iou')).toMatchObject({ of: 30, missing: 30, extra: 30 });
  });

  test('show that accuracy alone does not see missing labels, nor coverage wrong ones', () => {
    // |B ∩ F| / |F| keeps its value when F loses half its images; |B ∩ F| / |B| can't fall when F grows.
    expect(outcomeOf('detectionAccuracy')).toMatchObject({ extra: 30 });
    expect(outcomeOf('detectionAccuracy')?.missing).toBeLessThan(15);
    expect(outcomeOf('activationCoverage')).toMatchObject({ missing: 30, extra: 0 });
    expect(outcomeOf('explanationCoverage')).toMatchObject({ missing: 30, extra: 0 });
    expect(outcomeOf('sampleCoverage')).toMatchObject({ extra: 30 });
    expect(outcomeOf('sampleCoverage')?.missing).toBeLessThan(15);
  });
});
