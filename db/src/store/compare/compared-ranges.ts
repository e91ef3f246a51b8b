import type { Change } from '@strata/domain';
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
  /** The range of the earlier version that it meets; null where there is none. */
  readonly fromClusterIndex: number | null;
  readonly status: ComparedRangeStatus;
  /** What has become of the meaning; null while that is not computed, and for ranges that only one version has. */
  readonly change: Change | null;
  /** IoU of the old formula with the new bitmap; null as above. */
  readonly kept: number | null;
  /** Of the masks of both formulas; null as above. */
  readonly similarity: number | null;
  /** Another meaning, and surely so. */
  readonly meaningChanged: boolean;
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
      fromClusterIndex: value<number | null>('from_cluster_index'),
      status: value<ComparedRangeStatus>('status'),
      change: value<Change | null>('change'),
      kept: value<number | null>('kept'),
      similarity: value<number | null>('similarity'),
      meaningChanged: value<boolean>('meaning_changed'),
      specializationChange: value<SpecializationChange | null>('specialization_change'),
      deltaIou: value<number>('delta_iou'),
      beforeId: whole('before_id'),
      afterId: whole('after_id'),
      beforeFormulaId: whole('before_formula_id'),
      afterFormulaId: whole('after_formula_id'),
    },
    id: sql`compared.id`,
    orders: {
      IOU_CHANGE: { column: sql`compared.moved`, sortValue: ({ deltaIou }) => Math.abs(deltaIou), kind: 'number' },
      DELTA_IOU: { column: sql`compared.delta_iou`, sortValue: ({ deltaIou }) => deltaIou, kind: 'number' },
      UNIT_INDEX: { column: sql`compared.unit_index`, sortValue: ({ unitIndex }) => unitIndex, kind: 'number' },
    },
    defaultOrder: { field: 'IOU_CHANGE', direction: 'DESC' },
    where: (where) => comparedRangeWhere(where),
  };
}
