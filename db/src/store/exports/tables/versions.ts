import { sql } from 'drizzle-orm';
import { always, type ExportTable, perhaps } from '../export-table.ts';

const columns = {
  model: always('text', sql`m.name`, 'the model’s name'),
  version: always('text', sql`v.label`, 'the version’s label'),
  sequence: always('int32', sql`v.sequence`, 'its place in trends'),
  isBaseline: always('boolean', sql`v.is_baseline`, 'whether it is an untrained one'),
  trainingRun: always('text', sql`coalesce(v.training_run, m.name)`, 'versions of one share their neurons'),
  source: always('text', sql`v.source`, 'ONNX, or ACTIVATIONS that were handed in'),
  accuracy: perhaps('float64', sql`v.accuracy`, '0–1; empty: not given'),
  contentSha256: always('text', sql`v.content_sha256`, 'SHA-256 of the network or of the activations'),
  tags: perhaps(
    'text',
    sql`(select string_agg(t.name, E'\n' order by t.name) from version_tag t
      where t.model_version_id = v.id and t.ended_at is null)`,
    'the tags that it has, a line each; empty: none',
  ),
  createdAt: always('instant', sql`(extract(epoch from v.created_at) * 1000000)::bigint`, 'when it was first stored'),
};

/** All versions of a model. */
export const exportedVersions: ExportTable<typeof columns, { readonly modelId: number }> = {
  name: 'versions',
  meaning: 'a version of the model',
  columns,
  source: ({ modelId }) => sql`from model_version v join model m on m.id = v.model_id where v.model_id = ${modelId}`,
  keys: [sql<number>`v.sequence`],
};
