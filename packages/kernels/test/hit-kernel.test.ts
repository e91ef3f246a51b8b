import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createHitKernel,
  createTwinKernel,
  type HitKernel,
  type HitShapes,
  type Thresholds,
  UPSAMPLINGS,
} from '../src/index.ts';

const BIGGEST = 3.4028234663852886e38;
/** Values that a float32 kernel may trip over. */
const awkward = fc.constantFrom(
  0,
  -0,
  2 ** -149,
  -(2 ** -149),
  2 ** -126,
  1,
  1 + 2 ** -23,
  BIGGEST,
  -BIGGEST,
  1e38,
  -1e38,
);
const anyValue = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 6 }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.float({ min: -8, max: 8, noNaN: true }) },
  { weight: 1, arbitrary: awkward },
);
/** Their differences overflow, so that an interpolated value may be infinite or NaN, far from its corners. */
const huge = fc.constantFrom(BIGGEST, -BIGGEST, 2e38, -2e38, 1e38, -1e38, 0);
const mild = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(0), fc.float({ min: 0, max: 8, noNaN: true }));
const bound = fc.oneof(fc.integer({ min: -2, max: 6 }), fc.float({ min: -8, max: 8, noNaN: true }), awkward);

const SIDES = [
  [13, 112],
  [7, 112],
  [16, 128],
  [55, 112],
  [111, 112],
  [28, 14],
  [1, 33],
  [2, 130],
] as const;

const sides = { height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) };
const maskSides = { height: fc.integer({ min: 1, max: 40 }), width: fc.integer({ min: 1, max: 40 }) };
const shapes = fc.record({
  map: fc.record(sides),
  mask: fc.record(maskSides),
  cellCount: fc.constantFrom(1, 2, 3, 40),
  upsampling: fc.constantFrom(...UPSAMPLINGS),
});

/** Ranges that meet, as k-means makes them. */
const contiguous = fc
  .uniqueArray(bound, { minLength: 1, maxLength: 6, selector: (b) => Math.fround(b) + 0 })
  .map((bounds): Thresholds => {
    const lowest = Float32Array.from(bounds).sort();
    return { lowest, beyond: Float32Array.from(lowest, (_, j) => lowest[j + 1] ?? Number.POSITIVE_INFINITY) };
  });
/** Ranges that overlap, leave gaps, are empty or have no end. */
const arbitrary = fc
  .array(
    fc.tuple(
      fc.oneof(bound, fc.constant(Number.NEGATIVE_INFINITY)),
      fc.oneof(bound, fc.constant(Number.POSITIVE_INFINITY)),
    ),
    { maxLength: 32 },
  )
  .map(
    (ranges): Thresholds => ({
      lowest: Float32Array.from(ranges, ([lowest]) => lowest),
      beyond: Float32Array.from(ranges, ([, beyond]) => beyond),
    }),
  );

/** One at the most: values mostly lie between the same two bounds. */
const few = arbitrary.map(
  ({ lowest, beyond }): Thresholds => ({ lowest: lowest.slice(0, 1), beyond: beyond.slice(0, 1) }),
);

/** Ranges that leave 0 out, whatever their bounds. */
const withoutZero = fc
  .oneof(contiguous, arbitrary)
  .map((thresholds): Thresholds => ({ ...thresholds, withoutZero: true }));

interface World {
  readonly shapes: HitShapes;
  readonly units: readonly Thresholds[];
  /** Cells of each image. */
  readonly cells: readonly number[][];
  /** (unit)(image, height, width) */
  readonly values: readonly number[][];
}

function worlds(value: fc.Arbitrary<number>, thresholds: fc.Arbitrary<Thresholds>): fc.Arbitrary<World> {
  return fc
    .record({
      shapes,
      images: fc.integer({ min: 1, max: 3 }),
      units: fc.array(thresholds, { minLength: 1, maxLength: 3 }),
    })
    .chain(({ shapes, images, units }) => {
      const { map, mask, cellCount } = shapes;
      const pixels = mask.height * mask.width;
      const mapValues = images * map.height * map.width;
      // Runs of one cell, as masks have them, and single pixels.
      const cells = fc
        .array(fc.tuple(fc.nat(cellCount - 1), fc.constantFrom(1, 1, 7, 60)), { minLength: 1, maxLength: 200 })
        .map((runs) => {
          const line = runs.flatMap(([cell, length]) => Array<number>(length).fill(cell));
          return Array.from({ length: pixels }, (_, i) => line[i % line.length] as number);
        });
      return fc.record({
        shapes: fc.constant(shapes),
        units: fc.constant(units),
        cells: fc.array(cells, { minLength: images, maxLength: images }),
        values: fc.array(fc.array(value, { minLength: mapValues, maxLength: mapValues }), {
          minLength: units.length,
          maxLength: units.length,
        }),
      });
    });
}

function countAll(create: typeof createHitKernel, { shapes, units, cells, values }: World) {
  const kernel = create(shapes);
  const images = cells.map((own) => kernel.prepare(own));
  kernel.begin(units);
  const counts = kernel.count({ images, values: values.map((own) => Float32Array.from(own)) });
  return {
    pixels: counts.map(({ pixels }) => pixels),
    cellPixels: byImageAndCell(
      kernel,
      images,
      Uint32Array.from(images.flatMap((image) => [...kernel.cellPixels(image)])),
    ),
    rangesInCells: counts.map(({ rangesInCells }) => byImageAndCell(kernel, images, rangesInCells)),
    hits: units.map((_, unit) => kernel.hits(unit)),
  };
}

/** Lays each map over images that are some places on: (unit, table) hits, of two batches. */
function layAll(create: typeof createHitKernel, { shapes, units, cells, values }: World, tables: number) {
  const kernel = create(shapes);
  const images = cells.map((own) => kernel.prepare(own));
  const over = Uint32Array.from({ length: images.length * tables }, (_, at) => (at * 2 + 1) % images.length);
  const batch = { images, over, values: values.map((own) => Float32Array.from(own)) };
  kernel.begin(units, tables);
  for (let pass = 0; pass < 2; pass += 1) kernel.lay(batch);
  return units.map((_, unit) => Array.from({ length: tables }, (_, table) => kernel.hits(unit, table)));
}

/** Kernels list an image's cells in orders of their own. */
function byImageAndCell(kernel: HitKernel, images: readonly Uint32Array[], found: Uint32Array): Map<string, number> {
  const cells = images.flatMap((image, i) => Array.from(kernel.cellsOf(image), (cell) => `${i}:${cell}`));
  expect(found).toHaveLength(cells.length);
  return new Map(cells.map((cell, i): [string, number] => [cell, found[i] as number]).sort());
}

describe('the compiled kernel counts what the plain one counts, bit for bit', () => {
  test.each([
    ['any values in ranges that meet', worlds(anyValue, contiguous)],
    ['any values in any ranges', worlds(anyValue, arbitrary)],
    ['rectified values in ranges that meet', worlds(mild, contiguous)],
    ['huge values in few ranges', worlds(huge, few)],
    ['any values in ranges without 0', worlds(anyValue, withoutZero)],
  ])('%s', (_, world) => {
    fc.assert(
      fc.property(world, (input) => {
        expect(countAll(createHitKernel, input)).toEqual(countAll(createTwinKernel, input));
      }),
      { numRuns: 300 },
    );
  });

  test('of maps laid over several images, each into a table of its own', () => {
    fc.assert(
      fc.property(
        worlds(anyValue, fc.oneof(contiguous, arbitrary, withoutZero)),
        fc.integer({ min: 1, max: 4 }),
        (world, tables) => {
          expect(layAll(createHitKernel, world, tables)).toEqual(layAll(createTwinKernel, world, tables));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('and of huge values laid', () => {
    fc.assert(
      fc.property(worlds(huge, few), (world) => {
        expect(layAll(createHitKernel, world, 2)).toEqual(layAll(createTwinKernel, world, 2));
      }),
      { numRuns: 100 },
    );
  });

  test('and draws the same masks', () => {
    fc.assert(
      fc.property(worlds(anyValue, fc.oneof(arbitrary, withoutZero)), ({ shapes, units, cells, values }) => {
        const [fast, plain] = [createHitKernel(shapes), createTwinKernel(shapes)];
        const map = Float32Array.from(values[0]?.slice(0, shapes.map.height * shapes.map.width) ?? []);
        const satisfied = Uint8Array.from({ length: shapes.cellCount }, (_, cell) => ((cell * 7 + 1) % 3) % 2);
        const [lowest, beyond] = [units[0]?.lowest[0] ?? -0, units[0]?.beyond[0] ?? 1];
        const draw = (kernel: HitKernel) =>
          kernel.draw({
            image: kernel.prepare(cells[0] ?? []),
            map,
            lowest,
            beyond,
            satisfied,
            withoutZero: units[0]?.withoutZero ?? false,
          });
        expect(draw(fast)).toEqual(draw(plain));
      }),
      { numRuns: 400 },
    );
  });

  test('over several batches, and again from nothing after `begin`', () => {
    fc.assert(
      // Rectified maps are often nothing but zeros, which are passed over.
      fc.property(worlds(fc.oneof(mild, fc.constant(0)), contiguous), ({ shapes, units, cells, values }) => {
        const run = (create: typeof createHitKernel) => {
          const kernel = create(shapes);
          const images = cells.map((own) => kernel.prepare(own));
          const size = shapes.map.height * shapes.map.width;
          const counted = [1, 2].map(() => {
            kernel.begin(units);
            const pixels = images.flatMap((image, i) =>
              kernel
                .count({
                  images: [image],
                  values: values.map((own) => Float32Array.from(own.slice(i * size, (i + 1) * size))),
                })
                .map(({ pixels, rangesInCells }) => ({
                  pixels,
                  rangesInCells: byImageAndCell(kernel, [image], rangesInCells),
                })),
            );
            return { pixels, hits: units.map((_, unit) => kernel.hits(unit).slice()) };
          });
          expect(counted[0]).toEqual(counted[1]);
          return counted[0];
        };
        expect(run(createHitKernel)).toEqual(run(createTwinKernel));
      }),
      { numRuns: 50 },
    );
  });

  test.each(UPSAMPLINGS.flatMap((upsampling) => SIDES.map(([from, to]) => [upsampling, from, to] as const)))(
    '%s: maps of %i on masks of %i',
    (upsampling, from, to) => {
      let state = from * 1000 + to;
      const random = () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) / 2 ** 24;
      };
      const cells = Array.from({ length: to * to }, (_, i) => (random() < 0.2 ? Math.floor(random() * 50) : i % 3));
      const values = [0.3, 1].map((share) =>
        Array.from({ length: from * from }, () => (random() < share ? Math.round(random() * 640) / 64 : 0)),
      );
      const units = [
        {
          lowest: Float32Array.of(2 ** -149, 1, 2.5, 5, 8),
          beyond: Float32Array.of(1, 2.5, 5, 8, Number.POSITIVE_INFINITY),
        },
        { lowest: Float32Array.of(3, 2), beyond: Float32Array.of(4, 9.25) },
      ];
      const shapes = { map: { height: from, width: from }, mask: { height: to, width: to }, cellCount: 50, upsampling };
      const world = { shapes, units, cells: [cells], values };
      expect(countAll(createHitKernel, world)).toEqual(countAll(createTwinKernel, world));
    },
  );
});

test.each([createHitKernel, createTwinKernel])(
  'a range without 0 holds what lies below and above it (%o)',
  (create) => {
    const kernel = create({ map: { height: 1, width: 5 }, mask: { height: 1, width: 5 }, cellCount: 1 });
    const image = kernel.prepare([0, 0, 0, 0, 0]);
    const map = Float32Array.of(-1, 0, -0, 2 ** -149, 3);
    const [lowest, beyond] = [Number.NEGATIVE_INFINITY, 2];
    kernel.begin([{ lowest: Float32Array.of(lowest), beyond: Float32Array.of(beyond), withoutZero: true }]);
    expect(kernel.count({ images: [image], values: [map] })[0]?.pixels).toEqual(Uint32Array.of(2));
    const drawn = kernel.draw({ image, map, lowest, beyond, withoutZero: true, satisfied: Uint8Array.of(1) });
    // -1 and 2^-149: the first pixel and the fourth.
    expect(drawn).toMatchObject({ bitmapPixels: 2, intersection: 2, bitmap: Uint8Array.of(0b10010000) });
  },
);

describe.each([createHitKernel, createTwinKernel])('nearest upsampling by %o', (create) => {
  test('gives each mask pixel the map cell that its centre lies in', () => {
    fc.assert(
      fc.property(fc.record(sides), fc.record(maskSides), (map, mask) => {
        // As many values as map cells, each in a range of its own as far as there are ranges.
        const values = Float32Array.from({ length: map.height * map.width }, (_, i) => i % 32);
        const lowest = Float32Array.from({ length: 32 }, (_, j) => j);
        const expected = new Uint32Array(32);
        for (let row = 0; row < mask.height; row += 1)
          for (let column = 0; column < mask.width; column += 1) {
            // The centre (row + ½) / height of the mask, in the map's rows.
            const y = Math.floor(((row + 0.5) / mask.height) * map.height + 1e-9);
            const x = Math.floor(((column + 0.5) / mask.width) * map.width + 1e-9);
            const range = (y * map.width + x) % 32;
            expected[range] = (expected[range] as number) + 1;
          }
        const kernel = create({ map, mask, cellCount: 1, upsampling: 'nearest' });
        const images = [kernel.prepare(new Uint32Array(mask.height * mask.width))];
        kernel.begin([{ lowest, beyond: Float32Array.from(lowest, (_, j) => j + 1) }]);
        const [counts] = kernel.count({ images, values: [values] });
        expect(counts?.pixels).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('makes no halo: a cell has the same share of the mask as of the map', () => {
    // 2 × 2 cells on 6 × 6 pixels, one of them 1: nine pixels, none between.
    const shapes = { map: { height: 2, width: 2 }, mask: { height: 6, width: 6 }, cellCount: 1 };
    const pixelsOf = (upsampling: 'bilinear' | 'nearest') => {
      const kernel = create({ ...shapes, upsampling });
      kernel.begin([{ lowest: Float32Array.of(2 ** -149, 1), beyond: Float32Array.of(1, Number.POSITIVE_INFINITY) }]);
      const images = [kernel.prepare(new Uint32Array(36))];
      return [...(kernel.count({ images, values: [Float32Array.of(0, 0, 0, 1)] })[0]?.pixels ?? [])];
    };
    expect(pixelsOf('nearest')).toEqual([0, 9]);
    // Rows and columns 4 and 5 are the cell itself, those from 2 on its halo.
    expect(pixelsOf('bilinear')).toEqual([12, 4]);
  });
});

test('images prepared for one kind of upsampling serve the other', () => {
  fc.assert(
    fc.property(worlds(anyValue, contiguous), ({ shapes, cells }) => {
      const [near, between] = UPSAMPLINGS.map((upsampling) => createHitKernel({ ...shapes, upsampling }));
      expect(near?.prepare(cells[0] ?? [])).toEqual(between?.prepare(cells[0] ?? []));
    }),
    { numRuns: 100 },
  );
});

describe.each([createHitKernel, createTwinKernel])('maps laid over images by %o', (create) => {
  test('are counted as each pair is alone', () => {
    fc.assert(
      fc.property(worlds(anyValue, contiguous), ({ shapes, units, cells, values }) => {
        const kernel = create(shapes);
        const images = cells.map((own) => kernel.prepare(own));
        const maps = values.map((own) => Float32Array.from(own));
        // Over their own images, and over those in the opposite order.
        const over = Uint32Array.from(images.flatMap((_, i) => [i, images.length - 1 - i]));
        kernel.begin(units, 2);
        kernel.lay({ images, over, values: maps });
        const laid = units.map((_, unit) => [0, 1].map((table) => kernel.hits(unit, table).slice()));
        const alone = [images, images.toReversed()].map((order) => {
          kernel.begin(units);
          kernel.count({ images: order, values: maps });
          return units.map((_, unit) => kernel.hits(unit).slice());
        });
        expect(laid).toEqual(units.map((_, unit) => alone.map((tables) => tables[unit])));
      }),
      { numRuns: 100 },
    );
  });
});
