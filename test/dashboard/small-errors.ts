import { type Store, writeErrorAnalysis } from '@strata/db';

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
  });
}
