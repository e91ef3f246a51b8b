import type { ModelVersionRow } from '@strata/db';
import type { ApiContext } from '../context.ts';
import { present } from './present.ts';

/** The training run that a version belongs to: by default, and in rows that are older, the model's name. */
export async function trainingRunOf(
  { trainingRun, modelId }: Pick<ModelVersionRow, 'trainingRun' | 'modelId'>,
  rows: ApiContext['rows'],
): Promise<string> {
  return trainingRun ?? (await present(rows.model.load(modelId))).name;
}
