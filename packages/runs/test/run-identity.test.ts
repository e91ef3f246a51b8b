import { preprocessingSchema } from '@strata/onnx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashRun, hashSettings, type RunIdentity } from '../src/explain/run-identity.ts';

const preprocessing = preprocessingSchema.parse({ width: 128, height: 96, mean: [0.5, 0.25, 0.125] });
const run: RunIdentity = {
  probeSha256: 'dataset',
  layer: 'conv',
  config: {
    clusters: 5,
    bounds: 'contiguous',
    upsampling: 'bilinear',
    offShare: 0.05,
    length: 3,
    beam: 5,
    search: 'optimal',
    grammar: 'paper',
    searchBudgetMs: null,
    categories: ['part', 'object'],
    minConceptShare: 0,
    evidence: null,
    ranges: new Map([
      [7, [[null, 1]]],
      [3, [[0.5, null]]],
    ]),
  },
  preprocessing,
  request: { layout: 'tokens', tokenGrid: { height: 7, width: 5 }, classTokens: 1 },
  activationsKey: 'activations',
  modelName: 'model',
  versionLabel: 'epoch 3',
};

/** The same entries in the order of the given numbers. */
function shuffled<Value extends object>(value: Value, order: readonly number[]): Value {
  const entries = Object.entries(value).map((entry, i) => ({ entry, at: order[i % order.length] as number }));
  return Object.fromEntries(entries.sort((a, b) => a.at - b.at).map(({ entry }) => entry)) as Value;
}

describe('the identity of a run', () => {
  it('never depends on the order of properties, of categories or of units with given ranges', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (order) => {
        const { config, request } = run;
        const again: RunIdentity = shuffled(
          {
            ...run,
            config: shuffled(
              {
                ...config,
                categories: order[0] === 0 ? ['object', 'part', 'object'] : ['object', 'part'],
                ranges: new Map([...(config.ranges ?? [])].reverse()),
              },
              order,
            ),
            preprocessing: shuffled(preprocessing, order),
            request: request && shuffled({ ...request, tokenGrid: { width: 5, height: 7 } }, order),
          },
          order,
        );
        expect(hashSettings(again)).toBe(hashSettings(run));
        expect(hashRun(again)).toBe(hashRun(run));
      }),
    );
  });

  // Made by another language: SHA-256 of json.dumps(…, sort_keys=True, separators=(',', ':')).
  it('has these hashes, whoever makes them, and when', () => {
    expect(hashSettings(run, 3)).toBe('fc35f1642ee730b5dda1f89b98d164ed848d26dd2eb028d1da1cee8bbbca3e7c');
    expect(hashRun(run, 3)).toBe('fdee06d8956408715c5c4c8e73b6e0ef83bbb2de24f4fc81cc36aa0f5a659b0d');
    const handedIn = { ...run, config: { ...run.config, ranges: null }, preprocessing: null, request: null };
    expect(hashSettings(handedIn, 3)).toBe('f2c6075a5f52780769321919e2fb089f97fe2673441338f890daec6c39cb41a8');
  });

  it('is another for every setting that changes results, the model version apart', () => {
    const others: RunIdentity[] = [
      { ...run, probeSha256: 'other' },
      { ...run, layer: 'other' },
      { ...run, preprocessing: null },
      { ...run, request: {} },
      { ...run, request: null },
      { ...run, request: { ...run.request, tokenGrid: { height: 5, width: 7 } } },
      ...Object.entries({
        width: 129,
        height: 97,
        channelOrder: 'bgr',
        scale: 1,
        mean: [0.5, 0.125, 0.25],
        standardDeviation: [1, 1, 2],
        layout: 'nhwc',
      } as const).map(([name, value]) => ({ ...run, preprocessing: { ...preprocessing, [name]: value } })),
      ...Object.entries({
        clusters: 4,
        bounds: 'observed',
        upsampling: 'nearest',
        length: 2,
        beam: 6,
        search: 'beam',
        grammar: 'full',
        searchBudgetMs: 1,
        categories: null,
        minConceptShare: 0.1,
        ranges: null,
      } as const).map(([name, value]) => ({ ...run, config: { ...run.config, [name]: value } })),
    ];
    expect(new Set([run, ...others].map((one) => hashSettings(one))).size).toBe(others.length + 1);
    const versions = [
      { ...run, versionLabel: 'epoch 4' },
      { ...run, modelName: 'other' },
      { ...run, activationsKey: 'other' },
    ];
    const gathered = {
      ...run,
      config: { ...run.config, evidence: { folds: 5, shuffles: 4, nullSearches: 4, seed: 1 } },
    };
    // Evidence changes no explanation, so that it can be added to a run that is there.
    expect(hashRun(gathered)).toBe(hashRun(run));
    for (const other of versions) expect(hashSettings(other)).toBe(hashSettings(run));
    expect(new Set([run, ...others, ...versions].map((one) => hashRun(one))).size).toBe(others.length + 4);
    expect(hashRun(run, 4)).not.toBe(hashRun(run, 3));
    expect(hashSettings({ ...run, config: { ...run.config, bounds: 'equal-mass' } })).not.toBe(hashSettings(run));
  });

  it('is what it was before there was a choice of upsampling, where that is bilinear', () => {
    const { upsampling: _, ...before } = run.config;
    const older = { ...run, config: before as RunIdentity['config'] };
    expect([hashRun(run), hashSettings(run)]).toEqual([hashRun(older), hashSettings(older)]);
  });
});
