import { sql } from 'drizzle-orm';
import { always, type ExportTable, perhaps, type RowOf } from '../export-table.ts';

const micros = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000000)::bigint`);

const columns = {
  runId: always('int64', sql`r.id`, 'the run’s number in this database'),
  model: always('text', sql`m.name`, 'the model’s name'),
  version: always('text', sql`v.label`, 'the version’s label'),
  sequence: always('int32', sql`v.sequence`, 'place of the version in trends'),
  isBaseline: always('boolean', sql`v.is_baseline`, 'whether the version is an untrained one'),
  trainingRun: always(
    'text',
    sql`coalesce(v.training_run, m.name)`,
    'versions of one training run share their neurons',
  ),
  accuracy: perhaps('float64', sql`v.accuracy`, 'the version’s accuracy, 0–1; empty: not given'),
  contentSha256: always('text', sql`v.content_sha256`, 'SHA-256 of the network or of the activations'),
  layer: always('text', sql`l.name`, 'the layer'),
  unitCount: always('int32', sql`l.unit_count`, 'neurons of the layer'),
  mapHeight: always('int32', sql`l.height`, 'rows of the layer’s maps'),
  mapWidth: always('int32', sql`l.width`, 'columns of the layer’s maps'),
  dataset: always('text', sql`p.name`, 'the probe dataset’s name'),
  datasetFormat: always('text', sql`p.format`, 'the layout that it was read in'),
  datasetSha256: always('text', sql`p.sha256`, 'SHA-256 of what was read'),
  datasetId: always('int64', sql`p.id`, 'the dataset’s number in this database'),
  images: always('int32', sql`p.sample_count`, 'its images'),
  concepts: always('int32', sql`p.concept_count`, 'its concepts'),
  maskHeight: always('int32', sql`p.mask_height`, 'rows of its masks'),
  maskWidth: always('int32', sql`p.mask_width`, 'columns of its masks'),
  status: always('text', sql`r.status`, 'RUNNING, COMPLETED, FAILED or INTERRUPTED'),
  unitsDone: always('int32', sql`r.units_done`, 'neurons explained so far'),
  unitsTotal: always('int32', sql`r.units_total`, 'neurons that were to be explained'),
  ranges: always('int32', sql`r.clusters`, 'activation ranges a neuron'),
  bounds: always('text', sql`r.bounds`, 'how values are cut into ranges'),
  upsampling: always('text', sql`r.upsampling`, 'how pixels get values from maps'),
  zerosOff: perhaps('boolean', sql`r.zeros_off`, 'whether zeros stand apart from the ranges; empty: in older runs'),
  length: always('int32', sql`r.length`, 'concepts in a formula at most'),
  search: always('text', sql`r.search`, 'the search'),
  grammar: always('text', sql`r.grammar`, 'the formulas that were looked among'),
  settingsHash: always('text', sql`r.settings_hash`, 'equal for runs that can be compared'),
  codeVersion: always('text', sql`r.code_version`, 'the version of Strata'),
  startedAt: always('instant', micros('r.started_at'), 'when the run began'),
  finishedAt: perhaps('instant', micros('r.finished_at'), 'when it ended; empty: it has not'),
};

/** A run that is exported, with what it is of. */
export type ExportRun = RowOf<typeof columns>;

/** Which runs: of a model's versions, the whole or some of it. */
export interface RunsAsked {
  readonly modelId: number;
  /** Null: all. */
  readonly versionId: number | null;
  readonly layer: string | null;
}

/** The runs that are shown of the layers. */
export const exportedRuns: ExportTable<typeof columns, RunsAsked> = {
  name: 'runs',
  meaning: 'a layer of a version, explained: the run that is shown of it',
  columns,
  source: ({ modelId, versionId, layer }) => sql`from run r join layer l on l.current_run_id = r.id
    join model_version v on v.id = l.model_version_id join model m on m.id = v.model_id
    join probe_dataset p on p.id = r.probe_dataset_id
    where v.model_id = ${modelId} and (${versionId}::bigint is null or v.id = ${versionId})
      and (${layer}::text is null or l.name = ${layer})`,
  keys: [sql<number>`v.sequence`, sql<number>`l.id`],
};
