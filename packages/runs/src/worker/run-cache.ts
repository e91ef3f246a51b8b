import { describeRequest, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { Lru } from '@strata/files';
import { type OpenRequestOptions, openRequest, type RequestedRun } from './open-request.ts';

/** Runs kept open between jobs: opening one reads the dataset's index. */
const OPEN_MAX = 2;

/** The runs that this process works on. One that a job uses stays open, with its lock and its marks, however many others are opened. */
export interface RunCache {
  /**
   * Opens a request's run, or takes it as it is open, and holds it while the work lasts.
   * @throws what opening throws, which the next call tries again; what the work throws
   */
  use<Result>(requestId: number, signal: AbortSignal, work: (run: RequestedRun) => Promise<Result>): Promise<Result>;
  /** Lets go of a request's run, once nobody uses it. */
  drop(requestId: number): Promise<void>;
  close(): Promise<void>;
}

export function createRunCache(store: Store, options: Omit<OpenRequestOptions, 'signal'>): RunCache {
  const runs = new Lru<number, Promise<RequestedRun>>({ max: OPEN_MAX, dispose: closeOpened });
  const open = async (requestId: number, signal: AbortSignal): Promise<RequestedRun> => {
    const described = await describeRequest(store, requestId);
    if (!described) throw new StrataError('BAD_ID', `There is no run request ${requestId}.`);
    return openRequest(store, described, { ...options, signal });
  };
  /** Not another that was opened since. */
  const forget = async (requestId: number, opening: Promise<RequestedRun>): Promise<void> => {
    if (runs.get(requestId) === opening) await runs.delete(requestId);
  };
  return {
    use: async (requestId, signal, work) => {
      const lease = runs.acquire(requestId, () => open(requestId, signal));
      try {
        return await work(await opened(lease.value, () => forget(requestId, lease.value)));
      } finally {
        await lease.release();
      }
    },
    drop: (requestId) => runs.delete(requestId),
    close: () => runs.clear(),
  };
}

/** What could not be opened is not kept. */
async function opened(opening: Promise<RequestedRun>, forget: () => Promise<void>): Promise<RequestedRun> {
  try {
    return await opening;
  } catch (error) {
    await forget();
    throw error;
  }
}

async function closeOpened(opening: Promise<RequestedRun>): Promise<void> {
  const run = await opening.catch(() => null);
  await run?.close();
}
