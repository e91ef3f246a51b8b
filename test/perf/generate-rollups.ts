import type { Store } from '@strata/db';

const METRICS = {
  IOU: 'iou',
  LIFT: 'lift',
  CHANCE: 'chance',
  LENGTH: 'length',
  DETECTION_ACCURACY: 'detection_accuracy',
  ACTIVATION_COVERAGE: 'activation_coverage',
  SAMPLE_COVERAGE: 'sample_coverage',
  EXPLANATION_COVERAGE: 'explanation_coverage',
  HELD_OUT_IOU: '(held_out_intersection::float8 / held_out_union)',
  SHUFFLED_IOU: '(shuffled_intersection::float8 / shuffled_union)',
  TIMES_SHUFFLED: 'times_shuffled',
};

/**
 * The rollups of generated runs, set by set: the application's own, run by run, would take longer than all the rest. Their
 * intervals come from the standard error; nothing here asks for more than that they are there.
 */
export async function generateRollups({ pool }: Store): Promise<void> {
  for (const [metric, column] of Object.entries(METRICS))
    await pool.query(`
      insert into metric_point (run_id, cluster_index, metric, n, mean, mean_lower, mean_upper, lower_quartile, median, upper_quartile)
      select run_id, cluster_index, '${metric}', n, mean, mean - 1.96 * error, mean + 1.96 * error, quartiles[1], quartiles[2], quartiles[3]
      from (
        select run_id, cluster_index, count(${column}) as n, avg(${column}::float8) as mean,
          coalesce(stddev_samp(${column}::float8) / sqrt(count(${column})), 0) as error,
          percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${column}::float8) as quartiles
        from explanation group by run_id, cluster_index having count(${column}) > 0
      ) counted`);
  await pool.query(`
    insert into class_point (run_id, cluster_index, length, specialization, n)
    select run_id, cluster_index, length, specialization, count(*) from explanation group by 1, 2, 3, 4`);
  await pool.query(`
    insert into class_estimate (run_id, measure, specialization, cluster_index, n, value, lower, upper)
    select ranges.run_id, 'SHARE', classes.specialization, ranges.cluster_index, total, share, greatest(0, share - 1.96 * error), least(1, share + 1.96 * error)
    from (select run_id, cluster_index, sum(n) as total from class_point where specialization is not null group by 1, 2) ranges
    cross join unnest(array['UNSPECIALIZED', 'WEAKLY_SPECIALIZED', 'SPECIALIZED']) as classes (specialization)
    cross join lateral (
      select coalesce(sum(p.n), 0)::float8 / total as share from class_point p where p.run_id = ranges.run_id
        and p.cluster_index = ranges.cluster_index and p.specialization = classes.specialization
    ) counted
    cross join lateral (select sqrt(share * (1 - share) / total) as error) spread`);
  await pool.query(`
    insert into concept_point (run_id, concept_id, negated, cluster_index, n, iou_sum, best_iou, best_explanation_id)
    select e.run_id, u.concept_id, u.negated, e.cluster_index, count(*), sum(e.iou), max(e.iou),
      (array_agg(e.id order by e.iou desc, e.unit_index))[1]
    from explanation e join formula_concept u on u.formula_id = e.formula_id group by 1, 2, 3, 4`);
  await pool.query(`
    insert into grade_point (run_id, cluster_index, grade, n)
    select run_id, cluster_index, grade, count(*) from explanation where grade is not null group by 1, 2, 3`);
  await pool.query('update run set rolled_up = true');
  await pool.query('vacuum analyze metric_point, class_point, class_estimate, grade_point, concept_point, run');
}
