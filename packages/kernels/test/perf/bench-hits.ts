import { createHitKernel, createTwinKernel, type HitKernel, type HitShapes } from '../../src/index.ts';
import { cellsOfImages, mapsOfUnit, THRESHOLDS } from './generate-maps.ts';

/**
 * Times the hit counting of all five ranges of a unit at once, per mask pixel and unit, on one thread, against the plain
 * twin in the same run: `node packages/kernels/test/perf/bench-hits.ts`. It prints lines of JSON for `npm run bench`. The
 * least processor time of five passes counts, as the machine may be busy. Images are prepared once a dataset and map
 * shape.
 */
const PASSES = 5;
const IMAGES = 40;
const UNITS = 8;
const SHAPES = [
  { name: 'SqueezeNet fire9', map: 13, mask: 112 },
  { name: 'last layer of 224', map: 7, mask: 112 },
  { name: 'demo block4', map: 16, mask: 128 },
  { name: 'early layer of 224', map: 55, mask: 112 },
];

for (const { name, map, mask } of SHAPES) {
  const shapes = { map: square(map), mask: square(mask), cellCount: 1_100 };
  const images = cellsOfImages(IMAGES, mask);
  const kernel = createHitKernel(shapes);
  const prepared = images.map((cells) => kernel.prepare(cells));
  const on = `${name}, ${map} on ${mask}`;
  for (const kind of ['dense', 'rectified'] as const) {
    const values = Array.from({ length: UNITS }, (_, unit) => mapsOfUnit({ images: IMAGES, side: map, unit, kind }));
    const fast = nanosecondsPerPixel(kernel, { shapes, images: prepared, values, kind });
    const twin = createTwinKernel(shapes);
    const plainImages = images.map((cells) => twin.prepare(cells));
    const plain = nanosecondsPerPixel(twin, { shapes, images: plainImages, values: values.slice(0, 2), kind });
    const what = kind === 'dense' ? 'dense' : 'post-ReLU';
    measured({ stage: 'hits', on, what: `a pixel and unit, ${what}`, value: fast, unit: 'ns' });
    measured({ stage: 'hits', on, what: `the plain twin over it, ${what}`, value: plain / fast, unit: 'times' });
  }
}

function measured(measurement: { stage: string; on: string; what: string; value: number; unit: string }): void {
  process.stdout.write(`${JSON.stringify(measurement)}\n`);
}

interface Counting {
  readonly shapes: HitShapes;
  readonly images: readonly Uint32Array[];
  readonly values: readonly Float32Array[];
  readonly kind: keyof typeof THRESHOLDS;
}

function nanosecondsPerPixel(kernel: HitKernel, { shapes, images, values, kind }: Counting): number {
  let least = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass += 1) {
    kernel.begin(values.map(() => THRESHOLDS[kind]));
    const before = process.cpuUsage();
    kernel.count({ images, values });
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return (least * 1e6) / (images.length * values.length * shapes.mask.height * shapes.mask.width);
}

function square(side: number): { height: number; width: number } {
  return { height: side, width: side };
}
