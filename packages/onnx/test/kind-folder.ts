import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type LayerActivations, type LayoutRequest, openLayerSession, preprocessingSchema } from '../src/index.ts';
import { type Kind, type KindOptions, makeKind, PLACES, size } from './layout-kinds.ts';

/** A temporary folder for networks of these kinds, and a noisy image that fits them; whoever asks for it removes it. */
export function kindFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'strata-kinds-'));
  const image = join(folder, 'image.png');
  let count = 0;
  return {
    folder,
    image,
    async writeImage(): Promise<void> {
      const noise = Buffer.from(Array.from({ length: PLACES * 16 * 3 }, (_, at) => (at * 37 + at * at) % 251));
      await sharp(noise, { raw: { ...size, channels: 3 } })
        .png()
        .toFile(image);
    },
    /** Writes the network; its path. */
    made(kind: Kind, other: Partial<KindOptions> = {}): string {
      count += 1;
      const path = join(folder, `${count}.onnx`);
      writeFileSync(path, makeKind({ ...size, ...kind, ...other }));
      return path;
    },
    /** What the layer `y` holds, and the convolution that it was made of. */
    async valuesOf(
      path: string,
      { request = {}, unitsLast = false }: { request?: LayoutRequest; unitsLast?: boolean } = {},
    ) {
      const preprocessing = preprocessingSchema.parse({ ...size, layout: unitsLast ? 'nhwc' : 'nchw' });
      const session = await openLayerSession(path, { layers: ['y'], preprocessing, request, batchSize: 2 });
      const expected = await openLayerSession(path, { layers: ['conv'], preprocessing, batchSize: 2 });
      try {
        const [found, conv] = await Promise.all(
          [session, expected].map(async (one) => {
            const { layers } = await one.run(await one.prepare(one.batchSize === 2 ? [image, image] : [image]));
            return layers[0] as LayerActivations;
          }),
        );
        return { found: found as LayerActivations, conv: conv as LayerActivations };
      } finally {
        await session.close();
        await expected.close();
      }
    },
  };
}
