import { resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { expect, test } from 'vitest';
import { openLayerSession, preprocessingSchema } from '../src/index.ts';

const MODEL = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');
const LAYER = '/block4/relu/Relu_output_0';
const preprocessing = preprocessingSchema.parse({ width: 128, height: 128 });

async function activations(provider: 'cpu' | 'cuda'): Promise<Float32Array> {
  const session = await openLayerSession(MODEL, { layers: [LAYER], preprocessing, provider });
  try {
    const input = Float32Array.from({ length: 3 * 128 * 128 }, (_, i) => (i % 251) / 251);
    return (await session.run({ input, count: 1 })).layers[0]?.data as Float32Array;
  } finally {
    await session.close();
  }
}

test('a GPU computes what the processor does, or is refused with the runtime’s reason and what it needs', async () => {
  const found = await activations('cuda').catch((error: unknown) => error);
  if (found instanceof Float32Array) {
    const expected = await activations('cpu');
    const farthest = Math.max(...expected.map((value, i) => Math.abs(value - (found[i] as number))));
    expect(farthest).toBeLessThan(0.01);
    return;
  }
  expect(found).toBeInstanceOf(StrataError);
  expect(found).toMatchObject({
    code: 'SETUP_FAILED',
    message: expect.stringMatching(
      /^--provider cuda: ONNX Runtime can't compute with it here \(.+\)\. It needs a GPU of NVIDIA.*leave the flag out/u,
    ),
  });
});
