import { sql } from 'drizzle-orm';
import type { RunPair } from '../../compare/compared-layers.ts';
import { comparedRangesSql } from '../../compare/compared-ranges-sql.ts';
import { always, type ExportTable, perhaps } from '../export-table.ts';

const columns = {
  layer: always('text', sql`d.layer`, 'the layer'),
  unit: always('int32', sql`d.unit_index`, 'the neuron'),
  range: always('int32', sql`d.cluster_index`, 'its range in the later version'),
  fromRange: perhaps('int32', sql`d.from_cluster_index`, 'the range of the earlier version that it meets; empty: none'),
  status: always('text', sql`d.status`, 'SAME, CHANGED, APPEARED or DISAPPEARED: of the formulas'),
  change: perhaps(
    'text',
    sql`d.change`,
    'SAME, REWORDED, SHIFTED or NEW_MEANING, by what formulas cover; empty: not computed',
  ),
  kept: perhaps('float64', sql`d.kept`, 'IoU of the old formula with the new bitmap; empty as above'),
  similarity: perhaps('float64', sql`d.similarity`, 'IoU of what both formulas cover; empty as above'),
  meaningChanged: always('boolean', sql`d.meaning_changed`, 'another meaning, and surely so'),
  specializationChange: perhaps(
    'text',
    sql`d.specialization_change`,
    'NEWLY_SPECIALIZED or LOST_SPECIALIZATION; empty: neither',
  ),
  deltaIou: always('float64', sql`d.delta_iou`, 'IoU after less IoU before; what is missing counts as 0'),
  formulaBefore: perhaps('text', sql`a.text`, 'the formula before; empty: none'),
  formulaAfter: perhaps('text', sql`b.text`, 'the formula after; empty: none'),
  iouBefore: perhaps('float64', sql`x.iou`, 'its IoU before; empty: none'),
  iouAfter: perhaps('float64', sql`y.iou`, 'its IoU after; empty: none'),
};

/** What became of the ranges of two versions. */
export const exportedComparison: ExportTable<typeof columns, RunPair> = {
  name: 'comparison',
  meaning: 'an activation range of a neuron in two versions',
  columns,
  source: (pair) => sql`from ${comparedRangesSql([pair])} d left join formula a on a.id = d.before_formula_id
    left join formula b on b.id = d.after_formula_id left join explanation x on x.id = d.before_id
    left join explanation y on y.id = d.after_id where true`,
  keys: [sql<number>`d.id`],
};
