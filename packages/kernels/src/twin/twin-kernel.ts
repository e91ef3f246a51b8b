import type { HitKernel, HitShapes, Thresholds } from '../hit-kernel.ts';
import { bilinearAxis } from './axis.ts';
import { countImage } from './count-image.ts';
import { upsample } from './upsample.ts';

/** The definition in plain TypeScript: every map is upsampled, every pixel compared with every range. */
export function createTwinKernel({ map, mask, cellCount }: HitShapes): HitKernel {
  const rows = bilinearAxis(map.height, mask.height);
  const columns = bilinearAxis(map.width, mask.width);
  const into = new Float32Array(mask.height * mask.width);
  const mapSize = map.height * map.width;
  let begun: { thresholds: Thresholds; hits: Uint32Array }[] = [];
  return {
    prepare: (cells) => Uint32Array.from(cells),
    begin: (units) => {
      begun = units.map((thresholds) => ({
        thresholds,
        hits: new Uint32Array(thresholds.lowest.length * cellCount),
      }));
    },
    count: ({ images, values }) =>
      begun.map(({ thresholds, hits }, unit) => {
        const ranges = thresholds.lowest.length;
        const pixels = new Uint32Array(images.length * ranges);
        images.forEach((cells, image) => {
          const own = values[unit]?.subarray(image * mapSize, (image + 1) * mapSize) as Float32Array;
          upsample(own, { rows, columns, into });
          const counted = pixels.subarray(image * ranges, (image + 1) * ranges);
          countImage(into, { cells, cellCount, thresholds, hits, pixels: counted });
        });
        return pixels;
      }),
    hits: (unit) => begun[unit]?.hits as Uint32Array,
  };
}
