import type { SmallRun } from './small-store.ts';

/*
 * Range by range, before → after (IoU):
 *   unit 0: 1 sky .1 → sky .3        2 (sky OR boat) .2 → (boat OR sky) .2     3 water .4 → (water AND NOT tree) .1
 *   unit 1: 1 – → tree .25           2 boat .5 → –                             3 sky .1 → NOT … : (sky AND tree) .6
 *   unit 2: done before only.
 */
export const BEFORE: SmallRun = {
  model: 'net',
  version: 'v1',
  layer: 'conv',
  units: [
    {
      unit: 0,
      explanations: [
        { clusterIndex: 1, formula: 'sky', iou: 0.1 },
        { clusterIndex: 2, formula: '(sky OR boat)', iou: 0.2 },
        { clusterIndex: 3, formula: 'water', iou: 0.4 },
      ],
    },
    {
      unit: 1,
      explanations: [
        { clusterIndex: 2, formula: 'boat', iou: 0.5 },
        { clusterIndex: 3, formula: 'sky', iou: 0.1 },
      ],
    },
    { unit: 2, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.9 }] },
  ],
};
export const AFTER: SmallRun = {
  ...BEFORE,
  version: 'v2',
  unitCount: 3,
  units: [
    {
      unit: 0,
      explanations: [
        { clusterIndex: 1, formula: 'sky', iou: 0.3 },
        { clusterIndex: 2, formula: '(boat OR sky)', iou: 0.2 },
        { clusterIndex: 3, formula: '(water AND NOT tree)', iou: 0.1 },
      ],
    },
    {
      unit: 1,
      explanations: [
        { clusterIndex: 1, formula: 'tree', iou: 0.25 },
        { clusterIndex: 3, formula: '(sky AND tree)', iou: 0.6 },
      ],
    },
  ],
};
/** The untrained network: sky is what it shows. */
export const UNTRAINED: SmallRun = {
  ...BEFORE,
  version: 'v0',
  isBaseline: true,
  // What training began with: its neurons are those of the others.
  trainingRun: 'net',
  units: [0, 1].map((unit) => ({ unit, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.05 }] })),
};

type OneFormulaEach = Readonly<Record<number, readonly [formula: string, iou: number]>>;
/** Runs over a part of eight neurons each, which overlap in part. */
const partial = (version: string, units: OneFormulaEach): SmallRun => ({
  model: 'partial',
  version,
  layer: 'conv',
  unitCount: 8,
  units: Object.entries(units).map(([unit, [formula, iou]]) => ({
    unit: Number(unit),
    explanations: [{ clusterIndex: 1, formula, iou }],
  })),
});
export const PARTIAL = [
  partial('v1', { 0: ['sky', 0.3], 1: ['water', 0.3], 2: ['(boat OR sky)', 0.9] }),
  partial('v2', { 0: ['sky', 0.3], 1: ['water', 0.3], 3: ['tree', 0.9] }),
  partial('v3', { 0: ['water', 0.3], 3: ['sky', 0.9] }),
];
