import { type Snapshot, type Store, withSnapshot } from '@strata/db';
import type { ExportAsked } from './export-asked.ts';
import { readLayers } from './layers/read-layers.ts';
import { logToServer } from './mlflow/rest.ts';
import { TrackingServer } from './mlflow/tracking-server.ts';
import { findAsked, refuseNothing } from './run-export.ts';

/** Where to, and with what. */
interface LogOptions {
  /** As in MLFLOW_TRACKING_URI. */
  readonly address: string;
  /** Where the server's token or password is looked for. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Logs what is stored of a model on an MLflow tracking server.
 * @returns the runs that were logged, and those that the server had from before
 * @throws StrataError BAD_CONFIG when nothing is there to be logged, or the server can't be reached or refuses it
 */
export function logExport(
  store: Store,
  asked: Pick<ExportAsked, 'model' | 'version' | 'layer' | 'range'>,
  { address, environment, signal }: LogOptions,
): Promise<{ readonly logged: number; readonly known: number }> {
  const server = new TrackingServer(address, environment);
  const work = async (snapshot: Snapshot) => {
    const of = await findAsked({ ...store, db: snapshot.db }, { ...asked, baseline: null });
    await refuseNothing(snapshot, { of, asked });
    return logToServer(server, readLayers(snapshot, of), asked.range);
  };
  return withSnapshot(store, work, { signal });
}
