import { addTimings, type Store, stepRequest, unitsLeft } from '@strata/db';
import type { JobHelpers, TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { RequestedRun } from './open-request.ts';
import type { RunCache } from './run-cache.ts';
import { whileOpen } from './while-open.ts';

/**
 * Units of one job. Each image's cell map is read once for all units of a block, so single units would read all of them
 * eight times as often; a larger block would be more to do again after a crash.
 */
const UNITS_PER_JOB = 8;
/** A worker that is killed has used up an attempt of the job it was at; what fails for a reason ends the request. */
const ATTEMPTS_MAX = 1_000;

const requestPayload = z.object({ requestId: z.number() });
const unitsPayload = requestPayload.extend({ units: z.array(z.number()) });

export const PREPARE_RUN = 'strata_prepare_run';
const EXPLAIN_UNITS = 'strata_explain_units';
const FINISH_RUN = 'strata_finish_run';

/** How a request is put into the queue; putting it there again changes nothing. */
export function prepareSpec(requestId: number) {
  return { jobKey: `prepare ${requestId}`, maxAttempts: ATTEMPTS_MAX };
}

/**
 * The jobs of a run: one prepares it and makes the others, one for each block of units; whichever finds no unit left
 * makes the last. Every one can be done again from its start without changing what is there.
 */
export function runTasks(store: Store, runs: RunCache): TaskList {
  const prepare = async (requestId: number, helpers: JobHelpers, signal: AbortSignal) => {
    if (!(await stepRequest(store, { id: requestId, status: 'PREPARING' }))) return;
    await runs.use(requestId, signal, async ({ runId, unitsLeft: left }) => {
      if (!(await stepRequest(store, { id: requestId, status: 'RUNNING', runId }))) return;
      for (let start = 0; start < left.length; start += UNITS_PER_JOB) {
        const units = left.slice(start, start + UNITS_PER_JOB);
        const spec = { jobKey: `units ${requestId} ${units[0]}`, maxAttempts: ATTEMPTS_MAX };
        await helpers.addJob(EXPLAIN_UNITS, { requestId, units }, spec);
      }
      if (left.length === 0) await finishLater(requestId, helpers);
    });
  };
  return {
    [PREPARE_RUN]: async (payload, helpers) => {
      const { requestId } = requestPayload.parse(payload);
      await whileOpen({ store, runs, requestId, helpers }, (signal) => prepare(requestId, helpers, signal));
    },
    [EXPLAIN_UNITS]: async (payload, helpers) => {
      const { requestId, units } = unitsPayload.parse(payload);
      const explain = async ({ runId, explain: explainUnits }: RequestedRun, signal: AbortSignal) => {
        const { ranges, hits, search, evidence, samples } = await explainUnits(units, { signal });
        await addTimings(store, { runId, ranges, hits, search, evidence, samples });
        if ((await unitsLeft(store, runId)) === 0) await finishLater(requestId, helpers);
      };
      await whileOpen({ store, runs, requestId, helpers }, (signal) =>
        runs.use(requestId, signal, (run) => explain(run, signal)),
      );
    },
    [FINISH_RUN]: async (payload, helpers) => {
      const { requestId } = requestPayload.parse(payload);
      await whileOpen({ store, runs, requestId, helpers }, async (signal) => {
        await runs.use(requestId, signal, (run) => run.finish(signal));
        await stepRequest(store, { id: requestId, status: 'COMPLETED' });
        await runs.drop(requestId);
      });
    },
  };
}

async function finishLater(requestId: number, helpers: JobHelpers): Promise<void> {
  await helpers.addJob(FINISH_RUN, { requestId }, { jobKey: `finish ${requestId}`, maxAttempts: ATTEMPTS_MAX });
}
