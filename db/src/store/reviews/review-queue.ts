import { getTableColumns, sql } from 'drizzle-orm';
import { cluster, explanation } from '../../schema/index.ts';
import { explanationWhere } from '../filters/compile-where.ts';
import { fewFormulas } from '../filters/few-formulas.ts';
import type { ExplanationWhere } from '../filters/filter-types.ts';
import type { List } from '../lists/list.ts';
import type { ExplanationRow } from '../lists/lists.ts';
import { answeredSql } from './carried-sql.ts';
import { DOUBT_SQL, IMPORTANCE, IMPORTANCE_IS_MEASURED, PLACE_DRAWN, PRIORITY } from './priority-sql.ts';

/** An explanation that waits for a reviewer's verdict. */
export interface QueuedRow extends ExplanationRow {
  /** How much depends on the range, above 0. */
  readonly importance: number;
  /** By intervention; else it is the range's share of the neuron's activations. */
  readonly importanceIsMeasured: boolean;
  /** What a person's look would settle, 0–1. */
  readonly doubt: number;
  readonly priority: number;
  /** Its place in the weighted draw, above 0: the least first. */
  readonly placeDrawn: number;
}

const TABLE = sql`(
  select ${explanation}.*, ${IMPORTANCE} as importance, ${IMPORTANCE_IS_MEASURED} as importance_is_measured,
    ${DOUBT_SQL} as doubt, ${PRIORITY} as priority, ${PLACE_DRAWN} as place_drawn
  from ${explanation} join ${cluster} on ${cluster.id} = ${explanation.clusterId}) ${explanation}`;

/** As expressions: the query builder takes columns of tables alone. */
const EXPLAINED = Object.fromEntries(
  Object.entries(getTableColumns(explanation)).map(([name, column]) => [name, sql`${column}`.mapWith(column).as(name)]),
);

const priority = sql<number>`${explanation}.priority`;
const placeDrawn = sql<number>`${explanation}.place_drawn`;

/**
 * The explanations of trained versions' shown runs that a reviewer has not judged, and to which no verdict of theirs has
 * followed. What others say plays no part.
 */
export function reviewQueueOf(reviewer: string): List<QueuedRow, ExplanationWhere> {
  return {
    name: 'reviewQueue',
    table: TABLE,
    columns: {
      ...EXPLAINED,
      importance: sql<number>`${explanation}.importance`.as('importance'),
      importanceIsMeasured: sql<boolean>`${explanation}.importance_is_measured`.as('importance_is_measured'),
      doubt: sql<number>`${explanation}.doubt`.as('doubt'),
      priority: priority.as('priority'),
      placeDrawn: placeDrawn.as('place_drawn'),
    },
    id: explanation.id,
    orders: {
      PRIORITY: { column: priority, sortValue: (row) => row.priority, kind: 'number' },
      DRAW: { column: placeDrawn, sortValue: (row) => row.placeDrawn, kind: 'number' },
    },
    defaultOrder: { field: 'PRIORITY', direction: 'DESC' },
    where: explanationWhere,
    resolvesNames: true,
    narrow: fewFormulas(sql`${explanation.formulaId}`),
    only: sql`${explanation.runId} in (select shown.current_run_id from layer shown
        join model_version trained on trained.id = shown.model_version_id where not trained.is_baseline)
      and ${explanation.id} not in ${answeredSql(reviewer)}`,
  };
}
