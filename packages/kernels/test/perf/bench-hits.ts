import { createHitKernel, createTwinKernel, type HitKernel, type HitShapes } from '../../src/index.ts';
import { cellsOfImages, mapsOfUnit, THRESHOLDS } from './generate-maps.ts';

/**
 * Times the hit counting of all five ranges of a unit at once, per mask pixel and unit, on one thread, against the plain
 * twin in the same run: `node packages/kernels/test/perf/bench-hits.ts`. The least of five passes counts, as the machine
 * may be busy. Images are prepared once a dataset and map shape; that time is printed beside.
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
  const started = performance.now();
  const prepared = images.map((cells) => kernel.prepare(cells));
  const prepareMs = (performance.now() - started) / IMAGES;
  console.info(`${name}: ${map}×${map} to ${mask}×${mask}, prepared in ${prepareMs.toFixed(2)} ms an image, once`);
  for (const kind of ['dense', 'rectified'] as const) {
    const values = Array.from({ length: UNITS }, (_, unit) => mapsOfUnit({ images: IMAGES, side: map, unit, kind }));
    const fast = nanosecondsPerPixel(kernel, { shapes, images: prepared, values, kind });
    const twin = createTwinKernel(shapes);
    const plainImages = images.map((cells) => twin.prepare(cells));
    const plain = nanosecondsPerPixel(twin, { shapes, images: plainImages, values: values.slice(0, 2), kind });
    console.info(
      `  ${kind.padEnd(9)} ${fast.toFixed(2)} ns a pixel and unit; twin ${plain.toFixed(1)} ns, ${(plain / fast).toFixed(1)} times slower`,
    );
  }
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
    const started = performance.now();
    kernel.count({ images, values });
    least = Math.min(least, performance.now() - started);
  }
  return (least * 1e6) / (images.length * values.length * shapes.mask.height * shapes.mask.width);
}

function square(side: number): { height: number; width: number } {
  return { height: side, width: side };
}
