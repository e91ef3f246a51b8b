import { failRun, type RunRequestRow, requestOfRun, stepRequest } from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { NotCancellable, UnknownObject } from './problems.ts';
import { byTypeName, type RequestResult, successOf } from './request-success.ts';
import { findTarget } from './target.ts';

const CancelRunInput = builder.inputType('CancelRunInput', {
  description: 'What to cancel.',
  fields: (t) => ({ id: t.id({ required: true, description: 'A run request, or the run that it became.' }) }),
});

const Success = successOf('CancelRunSuccess', 'It was cancelled; what was explained stays.');
const Result = builder.unionType('CancelRunResult', {
  description: 'What came of cancelRun.',
  types: [Success.ref, UnknownObject.ref, NotCancellable.ref],
  resolveType: byTypeName,
});

builder.mutationFields((t) => ({
  cancelRun: t.field({
    type: Result,
    description:
      'Stops a run that was asked for: workers stop within seconds, and what was explained stays. For administrators.',
    args: { input: t.arg({ type: CancelRunInput, required: true, description: 'What to cancel.' }) },
    resolve: (_, { input }, context) => cancelRun(String(input.id), context),
  }),
}));

async function cancelRun(id: string, context: ApiContext): Promise<RequestResult> {
  const { writer, caller } = context;
  const target = await findTarget(id, context);
  if (!target) return UnknownObject.of('Expected the id of a run request or a run; there is none of this id.');
  const request: RunRequestRow | null = target.request ?? (await requestOfRun(writer, target.run.id));
  if (!request)
    return NotCancellable.of(
      'This run was started on the command line. Stop it there, with Ctrl-C; it can go on later.',
    );
  const message = `Cancelled by ${caller.name}.`;
  const ended = await stepRequest(writer, { id: request.id, status: 'CANCELLED', error: message });
  if (!ended) return NotCancellable.of('It has ended already.');
  if (ended.runId !== null) await failRun(writer, { runId: ended.runId, message, interrupted: true });
  return Success.of(ended);
}
