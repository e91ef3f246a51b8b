import type { UnitResult } from '@strata/compute';
import { beginRun, openStore, type RunTimings } from '@strata/db';
import { StrataError } from '@strata/domain';
import { strataHome } from '../home.ts';
import { describeRun, type RunInputs } from './describe-run.ts';

/** Where a run's results go, and how it ends. */
export interface RunKeeper {
  readonly doneUnits: ReadonlySet<number>;
  writeUnit(result: UnitResult): Promise<void>;
  finish(timingsMs: RunTimings): Promise<void>;
  /** Marks the run stopped or failed; what was written stays. */
  fail(error: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing: `--no-store`. */
export function keepNothing(): RunKeeper {
  const nothing = async (): Promise<void> => {};
  return { doneUnits: new Set(), writeUnit: nothing, finish: nothing, fail: nothing, close: nothing };
}

/** Keeps the run in the database: the embedded one, or the server of DATABASE_URL. */
export async function keepInDatabase(inputs: RunInputs): Promise<RunKeeper> {
  const store = await openStore({ databaseUrl: process.env.DATABASE_URL, home: strataHome() });
  try {
    const sink = await beginRun(store, await describeRun(inputs));
    return {
      doneUnits: sink.doneUnits,
      writeUnit: (result) => sink.writeUnit(result),
      finish: (timingsMs) => sink.finish({ timingsMs, peakRssBytes: process.resourceUsage().maxRSS * 1024 }),
      fail: (error) => {
        const interrupted = error instanceof StrataError && error.code === 'INTERRUPTED';
        return sink.fail(error instanceof Error ? error.message : String(error), interrupted);
      },
      close: async () => {
        await sink.release();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
