import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyHeader } from '@strata/domain';
import { codeVersion } from '@strata/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActivationsFrom, readyActivations } from '../src/explain/activations-from.ts';
import { type DescribedInputs, describeRun } from '../src/explain/describe-run.ts';
import { hashRun, hashSettings } from '../src/explain/run-identity.ts';
import { DEFAULT_CONFIG, type IndexedProbe, indexProbe, readPreprocessing } from '../src/index.ts';
import { noProgress } from '../src/progress.ts';
import { LAYER, MODEL, writeTinyWorld } from './tiny-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-describe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const home = join(folder, 'home');
let probe: IndexedProbe;
beforeAll(async () => {
  probe = await indexProbe(await writeTinyWorld(join(folder, 'world')), { format: 'planes', home });
});

const config = { ...DEFAULT_CONFIG, clusters: 2, length: 1, ranges: new Map([[1, [[0.5, null] as const]]]) };
/** The run of one layer that is ready. */
async function inputsOf(from: ActivationsFrom, layer: string): Promise<DescribedInputs> {
  const { dataset } = probe;
  const request = { from, layers: [layer], dataset, cacheDir: join(home, 'cache'), threads: 1, progress: noProgress };
  const [activations] = await readyActivations(request);
  if (!activations) throw new Error('A layer was asked for.');
  return { ...probe, activations, config, units: [1, 3], threads: 2, modelName: 'demo', versionLabel: 'epoch 30' };
}
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('what is stored about a run', () => {
  it('of a model: its file, layer, feed and dataset, and the hashes that stand for them', async () => {
    const { preprocessing } = await readPreprocessing(MODEL);
    const from = { modelPath: MODEL, preprocessing, request: { layout: 'nchw' }, layoutCheck: false } as const;
    const inputs = await inputsOf(from, LAYER);
    const { activations, dataset } = inputs;
    const described = describeRun({ ...inputs, accuracy: 0.5, sequence: 30, trainingRun: 'first', isBaseline: true });
    const { ranges: _, ...settings } = config;
    expect(described).toMatchObject({
      model: {
        ...{ name: 'demo', versionLabel: 'epoch 30', source: 'ONNX', contentSha256: sha256(MODEL) },
        ...{ accuracy: 0.5, sequence: 30, trainingRun: 'first', isBaseline: true },
      },
      layer: { name: LAYER, op: 'Relu', unitCount: 64 },
      config: settings,
      evidence: config.evidence,
      feed: { preprocessing, layoutRequest: { layout: 'nchw', layoutCheck: false } },
      units: [1, 3],
      threads: 2,
      codeVersion: codeVersion(),
    });
    // Ranges handed in are part of the identity, and of no column.
    expect(described.config).not.toHaveProperty('ranges');
    const identity = {
      ...{ probeSha256: dataset.sha256, layer: LAYER, config, preprocessing, request: activations.request },
      ...{ activationsKey: activations.key, modelName: 'demo', versionLabel: 'epoch 30' },
    };
    expect(described.configHash).toBe(hashRun(identity));
    expect(described.settingsHash).toBe(hashSettings(identity));
    expect(described.machine).toContain(`Node ${process.versions.node}`);
  });

  it('of the dataset: every pixel counted, concept by concept', async () => {
    const inputs = await inputsOf(
      { modelPath: MODEL, preprocessing: (await readPreprocessing(MODEL)).preprocessing },
      LAYER,
    );
    // Four drawings of 8 × 8 pixels whose sky is 2, 3, 4 and 5 rows high: 14 · 8 of sky, 18 · 8 of ground.
    expect(describeRun({ ...inputs, nearDuplicates: 3 }).probe).toMatchObject({
      ...{ name: 'world', format: 'planes', sha256: probe.dataset.sha256, sampleCount: 4, totalPixels: 256 },
      ...{ maskShape: { height: 8, width: 8 }, cellCount: probe.index.cellCount, groupCount: null, nearDuplicates: 3 },
      concepts: [
        { name: 'sky', category: 'object', pixelCount: 112 },
        { name: 'ground', category: 'object', pixelCount: 144 },
      ],
    });
    expect(describeRun(inputs).model).toMatchObject({ accuracy: null, isBaseline: false });
    expect(describeRun(inputs).probe.nearDuplicates).toBe(probe.nearDuplicates);
  });

  it('of activations handed in: that nobody knows how they were made, and whether their zeros are off', async () => {
    const path = join(folder, 'given.npy');
    // Two of sixteen values are zero: more than a twentieth.
    const values = Float32Array.from({ length: 4 * 4 }, (_, i) => (i < 2 ? 0 : i));
    writeFileSync(path, Buffer.concat([npyHeader('<f4', [4, 4, 1, 1]), new Uint8Array(values.buffer)]));
    const inputs = await inputsOf({ activationsPath: path }, 'given');
    const described = describeRun(inputs);
    expect(described).toMatchObject({
      model: { source: 'ACTIVATIONS', contentSha256: sha256(path) },
      layer: { name: 'given', op: null, unitCount: 4, height: 1, width: 1 },
      zeros: { off: true, count: 2, values: 16 },
      feed: { preprocessing: null, layoutRequest: null },
    });
    const never = describeRun({ ...inputs, config: { ...config, offShare: null } });
    expect(never.zeros).toEqual({ off: false, count: 2, values: 16 });
    expect(never.settingsHash).not.toBe(described.settingsHash);
  });
});
