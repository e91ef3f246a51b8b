import { type CauseRun, readCauseRuns, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';

export interface ChosenRunOptions {
  readonly modelVersionId: number;
  readonly probeDatasetId: number;
  /** Null: the version's only layer on the dataset. */
  readonly layer: string | null;
  /** How a layer is named on the command line. */
  readonly flag: string;
}

/**
 * The newest completed run of a version's layer on a dataset.
 * @throws StrataError BAD_CONFIG when the layer is not explained on the dataset, or which of several is meant isn't said
 */
export async function chosenRun(store: Store, { layer, flag, ...version }: ChosenRunOptions): Promise<CauseRun> {
  const runs = await readCauseRuns(store, version);
  const found = layer === null && runs.length === 1 ? runs[0] : runs.find((run) => run.layer === layer);
  if (found) return found;
  const known = runs.map((run) => run.layer).join(', ');
  throw new StrataError(
    'BAD_CONFIG',
    runs.length === 0
      ? 'This needs a completed run of a layer of this version; there is none.'
      : `${flag}: expected one of the layers explained (${known})${layer === null ? '' : `; came ${layer}`}.`,
  );
}
