import { sql } from 'drizzle-orm';
import { comparedRangeWhere } from '../filters/compile-analytics-where.ts';
import type { ComparedRangeStatus, ComparedRangeWhere, SpecializationChange } from '../filters/filter-types.ts';
import type { List } from '../lists/list.ts';
import type { RunPair } from './compared-layers.ts';
import { comparedRangesSql } from './compared-ranges-sql.ts';

/** A unit's range in two versions. */
export interface ComparedRangeRow {
  /** Its own among all that are ever compared with this later version. */
  readonly id: number;
  readonly layer: string;
  /** The unit in the later version. */
  readonly unitId: number;
  readonly unitIndex: number;
  readonly clusterIndex: number;
  readonly status: ComparedRangeStatus;
  readonly specializationChange: SpecializationChange | null;
  /** IoU after less IoU before; a missing explanation counts as 0. */
  readonly deltaIou: number;
  readonly beforeId: number | null;
  readonly afterId: number | null;
  readonly beforeFormulaId: number | null;
  readonly afterFormulaId: number | null;
}

const whole = (name: string) => sql<number>`compared.${sql.identifier(name)}::float8`.as(name);
const value = <T>(name: string) => sql<T>`compared.${sql.identifier(name)}`.as(name);

/** The aligned ranges of these runs as a list. */
export function comparedRanges(pairs: readonly RunPair[]): List<ComparedRangeRow, ComparedRangeWhere> {
  return {
    name: 'comparedRanges',
    table: sql`${comparedRangesSql(pairs)} compared`,
    columns: {
      id: whole('id'),
      layer: value<string>('layer'),
      unitId: whole('unit_id'),
      unitIndex: value<number>('unit_index'),
      clusterIndex: value<number>('cluster_index'),
      status: value<ComparedRangeStatus>('status'),
      specializationChange: value<SpecializationChange | null>('specialization_change'),
      deltaIou: value<number>('delta_iou'),
      beforeId: whole('before_id'),
      afterId: whole('after_id'),
      beforeFormulaId: whole('before_formula_id'),
      afterFormulaId: whole('after_formula_id'),
    },
    id: sql`compared.id`,
    orders: {
      IOU_CHANGE: { column: sql`compared.change`, sortValue: ({ deltaIou }) => Math.abs(deltaIou), kind: 'number' },
      DELTA_IOU: { column: sql`compared.delta_iou`, sortValue: ({ deltaIou }) => deltaIou, kind: 'number' },
      UNIT_INDEX: { column: sql`compared.unit_index`, sortValue: ({ unitIndex }) => unitIndex, kind: 'number' },
    },
    defaultOrder: { field: 'IOU_CHANGE', direction: 'DESC' },
    where: (where) => comparedRangeWhere(where),
  };
}
