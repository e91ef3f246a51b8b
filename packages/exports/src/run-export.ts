import {
  exportedRuns,
  findModel,
  findVersion,
  readTableRows,
  type Snapshot,
  type Store,
  withSnapshot,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { codeVersion } from '@strata/files';
import type { ExportAsked } from './export-asked.ts';
import { writeOut } from './files/write-out.ts';
import type { ListsAsked } from './tables/lists.ts';
import { WRITERS } from './writers.ts';

/** What was written, in words. */
export interface ExportReport {
  readonly lines: readonly string[];
}

/**
 * Writes what is stored of a model for another tool: the file or folder appears whole or not at all, and all of it is from
 * one moment of the database.
 * @throws StrataError BAD_CONFIG when nothing is there to be exported, a run is under way, or the folder is in use;
 * StoreError when the database fails; the system's error; the signal's reason
 */
export function runExport(
  store: Store,
  asked: ExportAsked,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ExportReport> {
  const work = async (snapshot: Snapshot) => {
    const of = await findAsked({ ...store, db: snapshot.db }, asked);
    await refuseNothing(snapshot, { of, asked });
    const { isFolder, write } = WRITERS[asked.format];
    const createdBy = `strata ${codeVersion()}`;
    const lines = await writeOut(asked.out, { isFolder }, (path) => write({ snapshot, path, of, asked, createdBy }));
    return { lines };
  };
  return withSnapshot(store, work, options);
}

/** The rows that are meant, found in the same snapshot. */
export async function findAsked(
  store: Store,
  { model, version, baseline, layer }: Pick<ExportAsked, 'model' | 'version' | 'baseline' | 'layer'>,
): Promise<ListsAsked> {
  const known = await findModel(store, model);
  const idOf = async (word: string | null) => (word === null ? null : (await findVersion(store, known, word)).id);
  return { modelId: known.id, versionId: await idOf(version), baselineId: await idOf(baseline), layer };
}

/** @throws StrataError when there is no run of what was asked for, or one is under way: half of it would look like all */
export async function refuseNothing(
  snapshot: Snapshot,
  { of, asked }: { readonly of: ListsAsked; readonly asked: Pick<ExportAsked, 'model' | 'version' | 'layer'> },
): Promise<void> {
  let runs = 0;
  for await (const run of readTableRows(snapshot, exportedRuns, { of })) {
    runs += 1;
    if (run.status !== 'RUNNING') continue;
    const message = `Expected runs that have ended; layer ${run.layer} of ${run.model} ${run.version} is under way (${run.unitsDone} of ${run.unitsTotal} neurons). Wait for it, or resume it.`;
    throw new StrataError('BAD_CONFIG', message);
  }
  if (runs > 0) return;
  const { model, version, layer } = asked;
  const what = `${layer === null ? 'a layer' : `layer ${layer}`} of ${model}${version === null ? '' : ` ${version}`}`;
  throw new StrataError('BAD_CONFIG', `Expected an explained run of ${what}; none is stored. Explain it first.`);
}
