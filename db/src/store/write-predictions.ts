import { sql } from 'drizzle-orm';
import { inBatches } from './batches.ts';
import type { Store } from './open-store.ts';
import { orStoreError } from './store-failure.ts';

export interface Predictions {
  /** A run of the version that predicted. */
  readonly runId: number;
  /** (sample) the predicted class of every sample of the run's dataset. */
  readonly classIndices: Int32Array;
}

/** Stores what a run's model version predicts, all or nothing, in place of earlier predictions; repeating it changes nothing. */
export async function writePredictions(store: Store, { runId, classIndices }: Predictions): Promise<void> {
  const rows = Array.from(classIndices, (classIndex, sampleIndex) => ({ classIndex, sampleIndex }));
  await orStoreError(`Writing the predictions of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      for (const batch of inBatches(rows)) {
        // One order for everybody: versions that write at once wait for each other instead of deadlocking.
        await tx.execute(sql`
          insert into prediction (sample_id, model_version_id, class_index)
          select s.id, l.model_version_id, p.class_index
          from run r join layer l on l.id = r.layer_id join sample s on s.probe_dataset_id = r.probe_dataset_id
          join unnest(${sql.param(batch.map((row) => row.sampleIndex))}::int[], ${sql.param(batch.map((row) => row.classIndex))}::int[])
            as p (sample_index, class_index) on p.sample_index = s.sample_index
          where r.id = ${runId} order by s.id
          on conflict (sample_id, model_version_id) do update set class_index = excluded.class_index`);
      }
    }),
  );
}
