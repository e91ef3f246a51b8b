import { hostname } from 'node:os';
import { failRun, isRequestOpen, readFailureOf, type Store, stepRequest, writeRunEvent } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { JobHelpers } from 'graphile-worker';
import type { RunCache } from './run-cache.ts';

/** How often a job looks whether its request was cancelled. */
const LOOK_MS = 1_000;
/** Attempts at inputs that are not there, or a run that a command holds, before that is final: about five minutes. */
const WAITING_ATTEMPTS_MAX = 6;

export interface JobParts {
  readonly store: Store;
  readonly runs: RunCache;
  readonly requestId: number;
  readonly helpers: JobHelpers;
}

/**
 * Does a job's work while its request goes on, and decides what a failure means: a database that is away is waited for;
 * inputs that this machine lacks may lie on another, which then takes the job; anything else ends the request and says
 * why. The queue hears only of what is to be tried again.
 */
export async function whileOpen(parts: JobParts, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { store, runs, requestId, helpers } = parts;
  if (!(await isRequestOpen(store, requestId))) return runs.drop(requestId);
  const cancelled = new AbortController();
  const looking = setInterval(() => {
    isRequestOpen(store, requestId).then(
      (open) => open || cancelled.abort(new StrataError('INTERRUPTED', 'The run was cancelled.')),
      () => undefined,
    );
  }, LOOK_MS);
  const stopping = helpers.abortSignal;
  try {
    await work(stopping ? AbortSignal.any([cancelled.signal, stopping]) : cancelled.signal);
  } catch (error) {
    if (cancelled.signal.aborted) return await runs.drop(requestId);
    if (stopping?.aborted || isAway(error)) throw error;
    if (await isWaitedFor(parts, error)) throw error;
    await fail(parts, error);
  } finally {
    clearInterval(looking);
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof StrataError) return error.code === 'STORE_UNAVAILABLE' || error.code === 'INTERRUPTED';
  return readFailureOf(error) === 'UNREACHABLE';
}

/** Whether another attempt, here or elsewhere, may go better; says in the run's events what it waits for. */
async function isWaitedFor({ store, requestId, helpers }: JobParts, error: unknown): Promise<boolean> {
  if (!(error instanceof StrataError) || !['SETUP_FAILED', 'STORE_CONFLICT'].includes(error.code)) return false;
  if (helpers.job.attempts >= WAITING_ATTEMPTS_MAX) return false;
  const message = `${hostname()}: ${error.message} Trying again.`;
  await writeRunEvent(store, { runRequestId: requestId, kind: 'NOTE', message });
  return true;
}

async function fail({ store, runs, requestId }: JobParts, error: unknown): Promise<void> {
  const message =
    error instanceof StrataError ? error.message : 'The worker met an unexpected error; its log has more.';
  if (!(error instanceof StrataError)) {
    process.stderr.write(`Run request ${requestId}: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
  const request = await stepRequest(store, { id: requestId, status: 'FAILED', error: message });
  if (request?.runId) await failRun(store, { runId: request.runId, message, interrupted: false });
  await runs.drop(requestId);
}
