import {
  createRunRequest,
  feedRow,
  findSameRequest,
  type NewRunRequest,
  preprocessingOf,
  type RunRequestRow,
  type RunRow,
} from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { OFF_SHARE } from './configuration.ts';
import { AlreadyRequested, NotRetryable, UnknownObject } from './problems.ts';
import { byTypeName, type RequestResult, successOf } from './request-success.ts';
import { findTarget } from './target.ts';

const RetryRunInput = builder.inputType('RetryRunInput', {
  description: 'What to start again.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'A run request that failed or was cancelled, or a run that stopped.' }),
  }),
});

const Success = successOf(
  'RetryRunSuccess',
  'It was asked for again; neurons that are explained are not explained again.',
);
const Result = builder.unionType('RetryRunResult', {
  description: 'What came of retryRun.',
  types: [Success.ref, UnknownObject.ref, NotRetryable.ref, AlreadyRequested.ref],
  resolveType: byTypeName,
});

builder.mutationFields((t) => ({
  retryRun: t.field({
    type: Result,
    description:
      'Starts a run again that failed, was cancelled or interrupted; it goes on where it was. For administrators.',
    args: { input: t.arg({ type: RetryRunInput, required: true, description: 'What to start again.' }) },
    resolve: (_, { input }, context) => retryRun(String(input.id), context),
  }),
}));

async function retryRun(id: string, context: ApiContext): Promise<RequestResult> {
  const target = await findTarget(id, context);
  if (!target) return UnknownObject.of('Expected the id of a run request or a run; there is none of this id.');
  const { status } = target.request ?? target.run;
  if (status === 'COMPLETED') return NotRetryable.of('It is complete: there is nothing left to do.');
  const { writer, caller } = context;
  const again = target.request ? askedBefore(target.request) : await askedAs(target.run, context);
  const asked: NewRunRequest = { ...again, requestedBy: caller.name };
  const same = await findSameRequest(writer, asked);
  if (same) return AlreadyRequested.of(`${same.requestedBy} asked for it at ${same.createdAt}; it is ${same.status}.`);
  return Success.of(await createRunRequest(writer, asked));
}

type RunWish = Omit<NewRunRequest, 'requestedBy'>;

function askedBefore(request: RunRequestRow): RunWish {
  const { modelVersionId, layerName, probeDatasetId, runId } = request;
  return { modelVersionId, layerName, probeDatasetId, runId, ...configOf(request) };
}

/** A run of the command line in a request's words. It names the run, so that workers don't make another in its place. */
async function askedAs(run: RunRow, { rows }: ApiContext): Promise<RunWish> {
  const { modelVersionId, name: layerName } = await present(rows.layer.load(run.layerId));
  return { modelVersionId, layerName, probeDatasetId: run.probeDatasetId, runId: run.id, ...configOf(run) };
}

function configOf(of: RunRow | RunRequestRow) {
  const { clusters, bounds, upsampling, offShare, length, beam, search, grammar } = of;
  const { searchBudgetMs, categories, minConceptShare } = of;
  // Runs from before the rule have none: they take the one of today.
  const rule = 'zerosOff' in of && of.zerosOff === null ? OFF_SHARE : offShare;
  const feed = feedRow({ preprocessing: preprocessingOf(of), layoutRequest: of.layoutRequest });
  return {
    clusters,
    bounds,
    upsampling,
    offShare: rule,
    length,
    beam,
    search,
    grammar,
    searchBudgetMs,
    categories,
    minConceptShare,
    ...feed,
  };
}
