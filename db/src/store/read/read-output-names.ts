import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

/** Which class one of a version's outputs means. */
export interface OutputName {
  readonly modelVersionId: number;
  readonly classIndex: number;
  readonly className: string;
}

/**
 * The classes that these versions' outputs mean, as far as their own predictions show it: an output that more than half of
 * the images of one class, and of no other, get.
 */
export async function readOutputNames({ db }: Store, modelVersionIds: readonly number[]): Promise<OutputName[]> {
  const { rows } = await db.execute(sql`
    with counted as (
      select p.model_version_id, p.class_index, s.class_name, count(*) as n,
        sum(count(*)) over (partition by p.model_version_id, s.class_name) as total
      from prediction p join sample s on s.id = p.sample_id
      where p.model_version_id = any(${sql.param([...modelVersionIds])}::bigint[]) and s.class_name is not null
      group by p.model_version_id, p.class_index, s.class_name
    )
    select model_version_id::float8 as "modelVersionId", class_index as "classIndex", min(class_name) as "className"
    from counted where 2 * n > total group by model_version_id, class_index having count(*) = 1`);
  return rows as unknown as OutputName[];
}
