import { DOUBT, GRADES } from '@strata/domain';
import { type SQL, sql } from 'drizzle-orm';
import { cluster, explanation } from '../../schema/index.ts';

/** 2⁴⁸: as many different numbers are drawn. */
const DRAWN = 281_474_976_710_656;

/**
 * How much depends on a range, above 0. Where it was measured: of the predictions that change when it is set to zero, those
 * that its control does not change, plus one, over the samples plus two (the rule of succession: no range is surely
 * without any). Else its share of the neuron's activations.
 */
export const IMPORTANCE: SQL = sql`case when ${cluster.importanceSamples} > 0
  then (greatest(${cluster.importanceChanged} - coalesce(${cluster.importanceControlChanged}, 0), 0) + 1)::float8
    / (${cluster.importanceSamples} + 2)
  else ${cluster.share} end`;

export const IMPORTANCE_IS_MEASURED: SQL = sql`coalesce(${cluster.importanceSamples} > 0, false)`;

/** What a person's look would settle, by grade: see `DOUBT`. */
export const DOUBT_SQL: SQL = sql`case ${explanation.grade} ${sql.join(
  GRADES.map((grade) => sql`when ${sql.raw(`'${grade}'`)} then ${sql.raw(String(DOUBT[grade]))}`),
  sql` `,
)} else ${sql.raw(String(DOUBT.notGraded))} end::float8`;

/** The one definition of which explanation is judged first: importance × doubt. */
export const PRIORITY: SQL = sql`(${IMPORTANCE}) * ${DOUBT_SQL}`;

/**
 * The place of an explanation in the weighted draw: a number from 0 to 1 that its id alone decides, as good as drawn, over
 * its doubt. The first in this order are a sample from which the whole layer can be estimated, however many they are.
 * Weights differ by a factor of four at most, so that none stands for too many.
 */
export const PLACE_DRAWN: SQL = sql`((('x' || substr(md5(${explanation.id}::text), 1, 12))::bit(48)::bigint + 1)
  / ${sql.raw(DRAWN.toFixed(1))}::float8) / ${DOUBT_SQL}`;
