import { sql } from 'drizzle-orm';
import { always, type ExportTable, perhaps, type RowOf, type RunNames } from '../export-table.ts';

const columns = {
  model: always('text', (run) => run.model, 'the model’s name'),
  version: always('text', (run) => run.version, 'the version’s label'),
  layer: always('text', (run) => run.layer, 'the layer'),
  runId: always('int64', (run) => run.runId, 'the run, as in the list of runs'),
  unit: always('int32', sql`u.unit_index`, 'the neuron’s number in its layer, from 0'),
  range: always('int32', sql`c.cluster_index`, 'the activation range, 1 the lowest'),
  rangeId: always('int64', sql`c.id`, 'the range’s number in this database'),
  rank: always('int32', sql`s.rank`, 'place of the image among those that are shown, from 1'),
  image: always('text', sql`i.key`, 'the image’s file in the dataset'),
  imageIndex: always('int32', sql`i.sample_index`, 'its number there, from 0'),
  imageClass: perhaps('text', sql`i.class_name`, 'its class; empty: none is named'),
  imageId: always('int64', sql`i.id`, 'its number in this database'),
  bitmapPixels: always('int32', sql`s.bitmap_pixels`, 'pixels of its mask at which the neuron fires in the range'),
  formulaPixels: always('int32', sql`s.formula_pixels`, 'pixels at which the formula holds'),
  intersection: always('int32', sql`s.intersection`, 'pixels in both'),
};

export type ExportImage = RowOf<typeof columns>;

/** The images that are shown of a run's ranges. */
export const exportedImages: ExportTable<typeof columns, RunNames> = {
  name: 'images',
  meaning: 'an image that an activation range of a neuron is shown by',
  columns,
  source: ({ runId }) => sql`from cluster c join unit u on u.id = c.unit_id join cluster_sample s on s.cluster_id = c.id
    join sample i on i.id = s.sample_id where c.run_id = ${runId}`,
  keys: [sql<number>`c.unit_id`, sql<number>`c.cluster_index`, sql<number>`s.rank`],
};
