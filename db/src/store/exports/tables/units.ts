import { sql } from 'drizzle-orm';
import { always, type ExportTable, perhaps, type RowOf, type RunNames } from '../export-table.ts';

const columns = {
  model: always('text', (run) => run.model, 'the model’s name'),
  version: always('text', (run) => run.version, 'the version’s label'),
  layer: always('text', (run) => run.layer, 'the layer'),
  runId: always('int64', (run) => run.runId, 'the run, as in the list of runs'),
  unit: always('int32', sql`u.unit_index`, 'the neuron’s number in its layer, from 0'),
  outcome: always('text', sql`w.outcome`, 'EXPLAINED, FEW_VALUES, CONSTANT, DEAD (always 0) or NON_FINITE'),
  problem: perhaps('text', sql`w.problem`, 'why it could not be explained; empty: it could'),
  minimum: perhaps('float64', sql`w.min_value`, 'its least value; empty: its values are no numbers'),
  maximum: perhaps('float64', sql`w.max_value`, 'its greatest value; empty as above'),
  mean: perhaps('float64', sql`w.mean_value`, 'the mean; empty as above'),
  zeroShare: perhaps('float64', sql`w.zero_share`, 'share of its values that are 0; empty as above'),
  mapCells: perhaps('int64', sql`w.map_cells`, 'cells of its maps; empty: not counted'),
  offCells: perhaps('int64', sql`w.off_cells`, 'cells that are off; empty: zeros are values like any other'),
};

export type ExportUnit = RowOf<typeof columns>;

/** The neurons of a run that are done. */
export const exportedUnits: ExportTable<typeof columns, RunNames> = {
  name: 'units',
  meaning: 'a neuron of a run, with what came of it',
  columns,
  source: ({ runId }) => sql`from unit_run w join unit u on u.id = w.unit_id where w.run_id = ${runId}`,
  keys: [sql<number>`w.unit_id`],
};
