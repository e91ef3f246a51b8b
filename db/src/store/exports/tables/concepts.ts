import { sql } from 'drizzle-orm';
import { always, type ExportTable, perhaps, type RowOf } from '../export-table.ts';

const columns = {
  dataset: always('text', sql`p.name`, 'the probe dataset’s name'),
  datasetSha256: always('text', sql`p.sha256`, 'SHA-256 of the dataset'),
  concept: always('int32', sql`k.concept_index`, 'the dataset’s own number of it'),
  name: always('text', sql`k.name`, 'its name'),
  category: always('text', sql`k.category`, 'its category'),
  pixels: always('int64', sql`k.pixel_count`, 'pixels of all masks that carry it'),
  pixelShare: always('float64', sql`k.pixel_share`, 'share of all pixels, 0–1'),
};

export type ExportConcept = RowOf<typeof columns>;

/** The concepts of a dataset. */
export const exportedConcepts: ExportTable<typeof columns, { readonly datasetId: number }> = {
  name: 'concepts',
  meaning: 'a concept of a probe dataset',
  columns,
  source: ({ datasetId }) =>
    sql`from concept k join probe_dataset p on p.id = k.probe_dataset_id where p.id = ${datasetId}`,
  keys: [sql<number>`k.concept_index`],
};

const termColumns = {
  formulaId: always('int64', sql`t.formula_id`, 'the formula, as in the list of explanations'),
  position: always('int32', sql`t.position`, 'place of the concept in the formula, from 0'),
  concept: always('text', sql`k.name`, 'the concept’s name'),
  category: always('text', sql`k.category`, 'its category'),
  negated: always('boolean', sql`t.negated`, 'whether NOT stands before it'),
  operator: perhaps('text', sql`t.operator`, 'AND or OR; empty: the formula is this concept alone, or not left-deep'),
};

/** What formulas of a run are made of: one row for each concept in each. */
export const exportedTerms: ExportTable<typeof termColumns, { readonly datasetId: number }> = {
  name: 'terms',
  meaning: 'a concept in a formula over a dataset’s concepts',
  columns: termColumns,
  source: ({ datasetId }) => sql`from formula f join formula_concept t on t.formula_id = f.id
    join concept k on k.id = t.concept_id where f.probe_dataset_id = ${datasetId}`,
  keys: [sql<number>`t.formula_id`, sql<number>`t.position`],
};
