import { type SQL, sql } from 'drizzle-orm';
import { always, type ExportTable, perhaps, type RowOf, type RunNames } from '../export-table.ts';

const NONE = 'empty: the range has no explanation';
const UNGATHERED = 'empty: no evidence was gathered';
/** IoU of two counts of pixels; of two empty sets 0. */
const iou = (intersection: SQL, union: SQL) =>
  sql`case when ${union} = 0 then 0 else ${intersection}::float8 / ${union} end`;

const columns = {
  model: always('text', (run) => run.model, 'the model’s name'),
  version: always('text', (run) => run.version, 'the version’s label'),
  layer: always('text', (run) => run.layer, 'the layer'),
  runId: always('int64', (run) => run.runId, 'the run, as in the list of runs'),
  unit: always('int32', sql`u.unit_index`, 'the neuron’s number in its layer, from 0'),
  range: always('int32', sql`c.cluster_index`, 'the activation range, 1 the lowest'),
  isHighest: always(
    'boolean',
    sql`lead(c.unit_id) over (order by c.unit_id, c.cluster_index) is distinct from c.unit_id`,
    'whether it is the neuron’s highest range',
  ),
  outcome: perhaps('text', sql`c.outcome`, 'EXPLAINED, NOTHING_NAMED or EMPTY (no pixel); empty: in older runs'),
  lower: perhaps('float64', sql`c.lower`, 'where the range begins; empty: open'),
  upper: perhaps('float64', sql`c.upper`, 'where it ends; empty: open'),
  bitmapPixels: always('int64', sql`c.bitmap_pixels`, 'pixels of all masks at which the neuron fires in it'),
  labelledPixels: perhaps('int64', sql`c.labelled_pixels`, 'of these, pixels with any concept; empty: in older runs'),
  supportImages: perhaps('int32', sql`c.support_samples`, 'images that it rests on; empty: in older runs'),
  supportMapCells: perhaps('int64', sql`c.support_map_cells`, 'cells of maps that it rests on; empty as above'),
  formulaId: perhaps('int64', sql`e.formula_id`, `the formula, as in the list of terms; ${NONE}`),
  formula: perhaps('text', sql`f.text`, `the formula; ${NONE}`),
  length: perhaps('int32', sql`e.length`, `concepts in it; ${NONE}`),
  iou: perhaps('float64', sql`e.iou`, `overlap of bitmap and formula, 0–1; ${NONE}`),
  intersection: perhaps('int64', sql`e.intersection`, `pixels in both; ${NONE}`),
  union: perhaps('int64', sql`e.union_pixels`, `pixels in either; ${NONE}`),
  formulaPixels: perhaps('int64', sql`e.formula_pixels`, `pixels at which the formula holds; ${NONE}`),
  chance: perhaps('float64', sql`e.chance`, `the IoU if the bitmap fell at random; ${NONE}`),
  detectionAccuracy: perhaps('float64', sql`e.detection_accuracy`, `intersection / formula pixels; ${NONE}`),
  activationCoverage: perhaps('float64', sql`e.activation_coverage`, `intersection / bitmap pixels; ${NONE}`),
  grade: perhaps('text', sql`e.grade`, `CLEAR, PARTLY, UNCLEAR or NONE; ${UNGATHERED}`),
  timesShuffled: perhaps(
    'float64',
    sql`e.times_shuffled`,
    `held-out IoU / shuffled IoU; ${UNGATHERED}, or nothing to divide by`,
  ),
  heldOutIou: perhaps(
    'float64',
    iou(sql`e.held_out_intersection`, sql`e.held_out_union`),
    `IoU on images that did not choose the formula; ${UNGATHERED}`,
  ),
  shuffledIou: perhaps(
    'float64',
    iou(sql`e.shuffled_intersection`, sql`e.shuffled_union`),
    `the same over labels of other images; ${UNGATHERED}`,
  ),
  heldOutP: perhaps('float64', sql`e.held_out_p`, `p of the held-out IoU; ${UNGATHERED}`),
  heldOutQ: perhaps('float64', sql`e.held_out_q`, `the same, adjusted over the layer; ${UNGATHERED}`),
  specialization: perhaps(
    'text',
    sql`e.specialization`,
    'UNSPECIALIZED, WEAKLY_SPECIALIZED, SPECIALIZED or NOT_NAMEABLE; empty: no untrained network',
  ),
  reviewsConfirmed: always(
    'int32',
    sql`coalesce(j.confirmed, 0)::int`,
    'people who confirm it now; 0 where nobody judged',
  ),
  reviewsPartly: always('int32', sql`coalesce(j.partly, 0)::int`, 'people who confirm a part of it'),
  reviewsRejected: always('int32', sql`coalesce(j.rejected, 0)::int`, 'people who reject it now'),
  reviewsUnsure: always('int32', sql`coalesce(j.unsure, 0)::int`, 'people who cannot tell'),
};

export type ExportExplanation = RowOf<typeof columns>;

/** The activation ranges of a run, with their explanations. */
export const exportedExplanations: ExportTable<typeof columns, RunNames> = {
  name: 'explanations',
  meaning: 'an activation range of a neuron, with its explanation where it has one',
  columns,
  source: ({
    runId,
  }) => sql`from cluster c join unit u on u.id = c.unit_id left join explanation e on e.cluster_id = c.id
    left join formula f on f.id = e.formula_id left join ${judged(runId)} j on j.id = e.id where c.run_id = ${runId}`,
  keys: [sql<number>`c.unit_id`, sql<number>`c.cluster_index`],
};

/** What people say now of the run's explanations; few have been judged. */
function judged(runId: number): SQL {
  return sql`(select s.explanation_id as id, count(*) filter (where s.verdict = 'CONFIRM') as confirmed,
    count(*) filter (where s.verdict = 'PARTLY') as partly, count(*) filter (where s.verdict = 'REJECT') as rejected,
    count(*) filter (where s.verdict = 'UNSURE') as unsure from verdict s join explanation o on o.id = s.explanation_id
    where o.run_id = ${runId} group by s.explanation_id)`;
}
