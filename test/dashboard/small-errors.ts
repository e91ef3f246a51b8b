import { type Store, writeClassAnalysis, writeCollection, writeErrorAnalysis } from '@strata/db';

/** The places of the small run's rows that errors point to. */
async function placesOf({ pool }: Store, label: string) {
  const version = await pool.query('select id from model_version where label = $1', [label]);
  const modelVersionId: number = version.rows[0].id;
  const samples = await pool.query('select id, probe_dataset_id from sample order by sample_index');
  const clusters = await pool.query(
    `select c.id from cluster c join unit u on u.id = c.unit_id join layer l on l.id = u.layer_id
     where l.model_version_id = $1 and c.cluster_index = 2 order by u.unit_index`,
    [modelVersionId],
  );
  return {
    modelVersionId,
    probeDatasetId: samples.rows[0].probe_dataset_id as number,
    sampleIds: samples.rows.map(({ id }): number => id),
    clusterIds: clusters.rows.map(({ id }): number => id),
  };
}

const NUMBERS = { permutations: 199, seed: 1, conceptCount: 3 };
const CHOSEN = { firesMore: 0.9, p: 0.0001, q: 0.002 };
const COUNTS = { wrongCount: 20, rightCount: 30, controlMended: 1, bothMended: 1, controlBroken: 0, bothBroken: 0 };

/**
 * Two answers about errors: of all classes, where boats by the sea go wrong and one of two ranges causes it; and of a
 * class with too few errors, asked before.
 */
export async function storeErrors(store: Store, label: string): Promise<void> {
  const { modelVersionId, probeDatasetId, sampleIds, clusterIds } = await placesOf(store, label);
  const [first = 0, second = 0] = sampleIds;
  const [cause = 0, other = 0] = clusterIds;
  const version = { modelVersionId, probeDatasetId, predictedName: null, isGrouped: false };
  await writeErrorAnalysis(store, {
    ...{ ...version, ...NUMBERS, className: 'coast' },
    ...{ imageCount: 60, imagesWrong: 4, unitCount: 60, unitsWrong: 4, errorsNeeded: 6 },
    slices: [],
    ranges: [],
  });
  const found = { score: 12.5, unitCount: 100, unitsWrong: 40, selectedCount: 50, selectedWrong: 36, p: 0.005 };
  await writeErrorAnalysis(store, {
    ...{ ...version, ...NUMBERS, className: null },
    ...{ imageCount: 100, imagesWrong: 40, unitCount: 100, unitsWrong: 40, errorsNeeded: null },
    slices: [
      {
        ...found,
        formula: '("sea ≥ 30 %" AND boat)',
        verdict: 'FOUND',
        samples: [
          { sampleId: first, isWrong: true },
          { sampleId: second, isWrong: false },
        ],
      },
      {
        ...{ ...found, unitCount: 50, unitsWrong: 4, selectedCount: 10, selectedWrong: 2, p: 0.6 },
        ...{ formula: 'boat', verdict: 'BY_CHANCE', samples: [] },
      },
    ],
    ranges: [
      {
        ...{ ...CHOSEN, ...COUNTS, clusterId: cause, intervention: 'ZERO', role: 'CAUSE' },
        ...{ mended: 15, broken: 1, effect: 0.7, effectLower: 0.44, effectUpper: 0.85, effectQ: 0.0002 },
      },
      {
        ...{ ...CHOSEN, ...COUNTS, clusterId: other, intervention: 'MEAN', role: 'GOES_WITH' },
        ...{ mended: 2, broken: 3, effect: 0.05, effectLower: -0.1, effectUpper: 0.22, effectQ: 1 },
      },
    ],
    edits: [
      {
        ...{ concept: 'boat', edit: 'MEAN_COLOUR', direction: 'TAKEN_OUT', role: 'CAUSE', effectQ: 0.004 },
        ...{ imageCount: 18, changed: 12, controlChanged: 2, bothChanged: 2 },
        ...{ effect: 0.556, effectLower: 0.28, effectUpper: 0.75 },
      },
      {
        ...{ concept: 'boat', edit: 'PATCH', direction: 'PUT_IN', role: 'GOES_WITH', effectQ: 0.6 },
        ...{ imageCount: 30, changed: 3, controlChanged: 2, bothChanged: 1 },
        ...{ effect: 0.033, effectLower: -0.1, effectUpper: 0.17 },
      },
    ],
  });
}

/** What to collect: boats on the coast first; of boats by the sea there are too few. */
export async function storeCollection(store: Store, label: string): Promise<void> {
  const { modelVersionId, probeDatasetId, sampleIds } = await placesOf(store, label);
  const [first = 0, second = 0] = sampleIds;
  const pair = { firstKind: 'CONCEPT', first: 'boat', selectedCount: 50, selectedWrong: 36, dataCount: 4 } as const;
  await writeCollection(store, {
    ...{
      modelVersionId,
      probeDatasetId,
      layerName: '/block2/relu/Relu_output_0',
      learntSplit: 'train',
      dataCount: 300,
    },
    ...{ imageCount: 100, imagesWrong: 40, isGrouped: false, unitCount: 100, unitsWrong: 40, pairsTried: 12, seed: 1 },
    errorsNeeded: null,
    pairs: [
      {
        ...{ ...pair, second: 'coast', secondKind: 'CLASS', verdict: 'COLLECT', q: 0.003, testedCount: 25 },
        ...{ mended: 21.4, mendedLower: 9.6, mendedUpper: 28.3 },
        curve: [
          { added: 0, wrongShare: 0.72, controlShare: 0.72 },
          { added: 12, wrongShare: 0.24, controlShare: 0.68 },
        ],
        samples: [
          { sampleId: first, role: 'EXAMPLE', isWrong: true },
          { sampleId: second, role: 'COUNTER_EXAMPLE', isWrong: false },
        ],
      },
      {
        ...{ ...pair, second: 'sea', secondKind: 'CONCEPT', verdict: 'TOO_FEW_ERRORS', q: 1, testedCount: 0 },
        ...{ mended: 0, mendedLower: 0, mendedUpper: 0, curve: [], samples: [] },
      },
    ],
  });
}

/** Two classes: the coast is carried by a range, the harbour taken for it and carried by none. */
export async function storeClasses(store: Store, label: string): Promise<void> {
  const { clusterIds } = await placesOf(store, label);
  const [cause = 0, other = 0] = clusterIds;
  const { rows } = await store.pool.query('select run_id as id from cluster where id = $1', [cause]);
  const range = { firesMore: 0.92, q: 0.001, rightCount: 26, bothBroken: 1, controlBroken: 1 };
  await writeClassAnalysis(store, {
    ...{ runId: rows[0].id, imageCount: 100, seed: 1 },
    predictions: [
      { className: 'coast', predictedName: 'coast', imageCount: 52 },
      { className: 'coast', predictedName: '', imageCount: 2 },
      { className: 'harbour', predictedName: 'coast', imageCount: 14 },
      { className: 'harbour', predictedName: 'harbour', imageCount: 32 },
    ],
    ranges: [
      {
        ...{ ...range, className: 'coast', clusterId: cause, broken: 19, takenFor: 'harbour', takenForCount: 17 },
        ...{ effect: 0.69, effectLower: 0.48, effectUpper: 0.83, effectQ: 0.0001, role: 'CARRIES' },
      },
      {
        ...{ ...range, className: 'harbour', clusterId: other, broken: 2, takenFor: null, takenForCount: 0 },
        ...{ effect: 0.04, effectLower: -0.1, effectUpper: 0.2, effectQ: 0.8, role: 'GOES_WITH' },
      },
    ],
  });
}
