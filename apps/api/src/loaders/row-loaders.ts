import type { Store } from '@strata/db';
import * as db from '@strata/db';
import DataLoader from 'dataloader';
import { manyByKey, oneByKey } from './by-key.ts';

export type RowLoaders = ReturnType<typeof createRowLoaders>;

/** Loaders of rows that belong to other rows. Each batches the keys of one level of a query into one statement. */
export function createRowLoaders(store: Store) {
  return { ...byId(store), ...ofModels(store), ...ofFindings(store), ...ofUnits(store), ...ofRanges(store) };
}

function byId(store: Store) {
  const rows = <Row extends { readonly id: number }, Where>(list: db.List<Row, Where>) =>
    oneByKey({ read: (ids: readonly number[]) => db.readRows(store, list, ids), keyOf: (row: Row) => row.id });
  return {
    model: rows(db.models),
    modelVersion: rows(db.modelVersions),
    layer: rows(db.layers),
    unit: rows(db.units),
    explanation: rows(db.explanations),
    formula: rows(db.formulas),
    concept: rows(db.concepts),
    probeDataset: rows(db.probeDatasets),
    run: rows(db.runs),
    runRequest: rows(db.runRequests),
    review: rows(db.reviews),
    sample: rows(db.samples),
    cluster: oneByKey({
      read: (ids: readonly number[]) => db.readClusters(store, ids),
      keyOf: (row: db.ClusterRow) => row.id,
    }),
  };
}

function ofModels(store: Store) {
  return {
    modelByName: oneByKey({
      read: (names: readonly string[]) => db.readModelsByName(store, names),
      keyOf: ({ name }) => name,
    }),
    versionByLabel: oneByKey({
      read: (keys: readonly { modelId: number; label: string }[]) => db.readVersionsByLabel(store, keys),
      keyOf: ({ modelId, label }) => ({ modelId, label }),
    }),
    latestVersion: oneByKey({
      read: (ids: readonly number[]) => db.readLatestVersions(store, ids),
      keyOf: ({ modelId }) => modelId,
    }),
    baseline: oneByKey({
      read: (ids: readonly number[]) => db.readBaselines(store, ids),
      keyOf: ({ modelId }) => modelId,
    }),
    layerByName: oneByKey({
      read: (keys: readonly { modelVersionId: number; name: string }[]) => db.readLayersByName(store, keys),
      keyOf: ({ modelVersionId, name }) => ({ modelVersionId, name }),
    }),
    /** The most frequent first. */
    defaultFormulas: manyByKey({
      read: (keys: readonly { runId: number; first: number }[]) => db.readDefaultFormulasOf(store, keys),
      keyOf: ({ runId, first }) => ({ runId, first }),
    }),
    layerNames: manyByKey({
      read: (ids: readonly number[]) => db.readLayerNames(store, ids),
      keyOf: ({ modelId }) => modelId,
    }),
    /** What a version's outputs mean, as its own predictions show. */
    outputNames: manyByKey({
      read: (ids: readonly number[]) => db.readOutputNames(store, ids),
      keyOf: ({ modelVersionId }) => modelVersionId,
    }),
    versionTags: manyByKey({
      read: (ids: readonly number[]) => db.readVersionTags(store, ids),
      keyOf: ({ modelVersionId }) => modelVersionId,
    }),
    taggedVersion: oneByKey({
      read: (keys: readonly { modelId: number; tag: string }[]) => db.readTaggedVersions(store, keys),
      keyOf: ({ modelId, tag }) => ({ modelId, tag }),
    }),
    lightFacts: oneByKey({
      read: (ids: readonly number[]) => db.readLightFacts(store, ids),
      keyOf: ({ modelVersionId }) => modelVersionId,
    }),
  };
}

/** What was decided and found of versions. */
function ofFindings(store: Store) {
  return {
    gateChecks: manyByKey({
      read: (ids: readonly number[]) => db.readGateChecks(store, ids),
      keyOf: ({ gateRunId }) => gateRunId,
    }),
    /** The widest question first. */
    errorAnalyses: manyByKey({
      read: (ids: readonly number[]) => db.readErrorAnalyses(store, ids),
      keyOf: ({ modelVersionId }) => modelVersionId,
    }),
    errorSlices: manyByKey({
      read: (ids: readonly number[]) => db.readErrorSlices(store, ids),
      keyOf: ({ errorAnalysisId }) => errorAnalysisId,
    }),
    /** Causes first. */
    errorRanges: manyByKey({
      read: (ids: readonly number[]) => db.readErrorRanges(store, ids),
      keyOf: ({ errorAnalysisId }) => errorAnalysisId,
    }),
    /** Causes first. */
    errorEdits: manyByKey({
      read: (ids: readonly number[]) => db.readErrorEdits(store, ids),
      keyOf: ({ errorAnalysisId }) => errorAnalysisId,
    }),
    collections: manyByKey({
      read: (ids: readonly number[]) => db.readCollections(store, ids),
      keyOf: ({ modelVersionId }) => modelVersionId,
    }),
    collectionPairs: manyByKey({
      read: (ids: readonly number[]) => db.readCollectionPairs(store, ids),
      keyOf: ({ collectionId }) => collectionId,
    }),
    samplesOfCollections: manyByKey({
      read: (ids: readonly number[]) => db.readCollectionSamples(store, ids),
      keyOf: ({ collectionId }) => collectionId,
    }),
    /** The newest run first. */
    classAnalyses: manyByKey({
      read: (ids: readonly number[]) => db.readClassAnalyses(store, ids),
      keyOf: ({ modelVersionId }) => modelVersionId,
    }),
    classPredictions: manyByKey({
      read: (ids: readonly number[]) => db.readClassPredictions(store, ids),
      keyOf: ({ classAnalysisId }) => classAnalysisId,
    }),
    classRanges: manyByKey({
      read: (ids: readonly number[]) => db.readClassRanges(store, ids),
      keyOf: ({ classAnalysisId }) => classAnalysisId,
    }),
    samplesOfErrors: manyByKey({
      read: (ids: readonly number[]) => db.readErrorSliceSamples(store, ids),
      keyOf: ({ errorAnalysisId }) => errorAnalysisId,
    }),
    /** By sequence. */
    trendRuns: manyByKey({
      read: (keys: readonly db.TrendKey[]) => db.readTrendRuns(store, keys),
      keyOf: ({ modelId, layer }) => ({ modelId, layer }),
    }),
    atlas: oneByKey({
      read: (runIds: readonly number[]) => db.readAtlases(store, runIds),
      keyOf: ({ runId }) => runId,
    }),
    conceptPlaces: manyByKey({
      read: (frameIds: readonly number[]) => db.readConceptPlaces(store, frameIds),
      keyOf: ({ frameId }) => frameId,
    }),
    /** How specialization rises with the range. */
    excess: oneByKey({
      read: (runIds: readonly number[]) => db.readExcess(store, runIds),
      keyOf: ({ runId }) => runId,
    }),
    excessChange: oneByKey({
      read: (keys: readonly db.ExcessChangeKey[]) => db.readExcessChanges(store, keys),
      keyOf: ({ fromRunId, toRunId, clusterIndex }: db.ExcessChangeKey) => ({ fromRunId, toRunId, clusterIndex }),
    }),
    rise: oneByKey({
      read: (ids: readonly number[]) => db.readRises(store, ids),
      keyOf: ({ runId }) => runId,
    }),
    /** Versions that a trend leaves out, by sequence. */
    otherZeroRules: manyByKey({
      read: (keys: readonly db.TrendKey[]) => db.readOtherZeroRules(store, keys),
      keyOf: ({ modelId, layer }) => ({ modelId, layer }),
    }),
    trendPoints: new DataLoader(async (runIds: readonly number[]) => {
      const points = await db.readTrendPoints(store, runIds);
      return runIds.map((id) => points.get(id) ?? []);
    }),
  };
}

function ofUnits(store: Store) {
  return {
    unitByIndex: oneByKey({
      read: (keys: readonly { layerId: number; unitIndex: number }[]) => db.readUnitsByIndex(store, keys),
      keyOf: ({ layerId, unitIndex }) => ({ layerId, unitIndex }),
    }),
    /** In the shown run. */
    unitRun: oneByKey({
      read: (ids: readonly number[]) => db.readShownUnitRuns(store, ids),
      keyOf: ({ unitId }) => unitId,
    }),
    /** In the shown run, ascending. */
    clustersOfUnit: manyByKey({
      read: (ids: readonly number[]) => db.readShownClusters(store, ids),
      keyOf: ({ unitId }) => unitId,
    }),
    history: manyByKey({
      read: (ids: readonly number[]) => db.readHistories(store, ids),
      keyOf: ({ of }) => of,
    }),
  };
}

function ofRanges(store: Store) {
  return {
    /** Of the whole layer, ascending. */
    rangeImportance: manyByKey({
      read: (ids: readonly number[]) => db.readRangeImportance(store, ids),
      keyOf: ({ runId }) => runId,
    }),
    /** By what people call it. */
    clusterAt: oneByKey({
      read: (keys: readonly db.RangePlace[]) => db.readClustersAt(store, keys),
      keyOf: ({ runId, unit, clusterIndex }) => ({ runId, unit, clusterIndex }),
    }),
    explanationOfCluster: oneByKey({
      read: (ids: readonly number[]) => db.readExplanationsOfClusters(store, ids),
      keyOf: ({ clusterId }) => clusterId,
    }),
    samplesOfCluster: manyByKey({
      read: (ids: readonly number[]) => db.readClusterSamples(store, ids),
      keyOf: ({ clusterId }) => clusterId,
    }),
    conceptMasksOfCluster: manyByKey({
      read: (ids: readonly number[]) => db.readConceptMasks(store, ids),
      keyOf: ({ clusterId }) => clusterId,
    }),
    masksOfSample: manyByKey({
      read: (ids: readonly number[]) => db.readSampleMasks(store, ids),
      keyOf: ({ sampleId }) => sampleId,
    }),
    picturedNeighbours: oneByKey({
      read: (ids: readonly number[]) => db.readPicturedNeighbours(store, ids),
      keyOf: (row: db.PicturedNeighbours) => row.of,
    }),
    sampleByIndex: oneByKey({
      read: (keys: readonly Pick<db.SampleRow, 'probeDatasetId' | 'sampleIndex'>[]) =>
        db.readSamplesByIndex(store, keys),
      keyOf: ({ probeDatasetId, sampleIndex }) => ({ probeDatasetId, sampleIndex }),
    }),
    conceptUses: manyByKey({
      read: (ids: readonly number[]) => db.readConceptUses(store, ids),
      keyOf: ({ formulaId }) => formulaId,
    }),
    /** What some runs know of a concept, range by range, ascending; `runs` are their ids, joined by commas. */
    conceptRanges: manyByKey({
      read: async (keys: readonly { runs: string; conceptId: number }[]) => {
        const bySet = Map.groupBy(keys, ({ runs }) => runs);
        const found = [...bySet].map(async ([runs, same]) => {
          const conceptIds = same.map(({ conceptId }) => conceptId);
          const rows = await db.readConceptRanges(store, { runIds: runs.split(',').map(Number), conceptIds });
          return rows.map((row) => ({ ...row, runs }));
        });
        return (await Promise.all(found)).flat();
      },
      keyOf: ({ runs, conceptId }) => ({ runs, conceptId }),
    }),
    /** What reviewers say now, carried over from earlier versions, too. */
    verdicts: manyByKey({
      read: (ids: readonly number[]) => db.readVerdicts(store, ids),
      keyOf: ({ explanationId }) => explanationId,
    }),
    /** A run's explanations with what may be seen of what is said of each, in the order of the draw. */
    judged: new DataLoader(
      (keys: readonly { readonly runId: number; readonly sight: db.ReviewSight }[]) =>
        Promise.all(keys.map((key) => db.readJudged(store, key))),
      { cacheKeyFn: (key) => JSON.stringify(key) },
    ),
    prediction: oneByKey({
      read: (keys: readonly { sampleId: number; modelVersionId: number }[]) => db.readPredictions(store, keys),
      keyOf: ({ sampleId, modelVersionId }) => ({ sampleId, modelVersionId }),
    }),
  };
}
