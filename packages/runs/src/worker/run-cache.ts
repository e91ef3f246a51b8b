import { describeRequest, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { type OpenedRun, type OpenRunOptions, openRun } from './open-run.ts';

/** Runs kept open between jobs: opening one reads the dataset's index. */
const OPEN_MAX = 2;

/** The runs that this process works on. */
export interface RunCache {
  /** @throws what opening throws; the next call tries again */
  open(requestId: number, signal: AbortSignal): Promise<OpenedRun>;
  /** Lets go of a request's run. */
  drop(requestId: number): Promise<void>;
  close(): Promise<void>;
}

export function createRunCache(store: Store, options: Omit<OpenRunOptions, 'signal'>): RunCache {
  const runs = new Map<number, Promise<OpenedRun>>();
  const drop = async (requestId: number): Promise<void> => {
    const run = runs.get(requestId);
    runs.delete(requestId);
    await run?.then(
      (opened) => opened.close(),
      () => undefined,
    );
  };
  const openNew = async (requestId: number, signal: AbortSignal): Promise<OpenedRun> => {
    const described = await describeRequest(store, requestId);
    if (!described) throw new StrataError('BAD_ID', `There is no run request ${requestId}.`);
    return openRun(store, described, { ...options, signal });
  };
  return {
    open: async (requestId, signal) => {
      const opening = runs.get(requestId) ?? openNew(requestId, signal);
      // Set anew, it is the youngest.
      runs.delete(requestId);
      runs.set(requestId, opening);
      opening.catch(() => runs.get(requestId) === opening && runs.delete(requestId));
      const [oldest] = runs.keys();
      if (runs.size > OPEN_MAX && oldest !== undefined) await drop(oldest);
      return opening;
    },
    drop,
    close: async () => {
      await Promise.all([...runs.keys()].map(drop));
    },
  };
}
