import type { RunEventRow } from '@strata/db';
import { withoutPaths } from '../auth/without-paths.ts';
import { badInput } from '../errors/bad-input.ts';
import { followRunEvents } from '../live/follow-run-events.ts';
import { builder } from './builder.ts';
import { rowIdOf } from './global-ids.ts';
import { present } from './present.ts';
import { Run, RunRequest } from './refs.ts';

const RunEventKind = builder.enumType('RunEventKind', {
  description: 'What an event is about.',
  values: {
    STATUS: { description: 'The status changed.' },
    PROGRESS: { description: 'More neurons are explained; at most about two a second.' },
    NOTE: { description: 'A message of a worker, such as what it is waiting for.' },
  } satisfies Record<RunEventRow['kind'], unknown>,
});

const RunEvent = builder.objectRef<RunEventRow>('RunEvent').implement({
  description: 'Something that happened to a run.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Its place among all events: pass it as `after` to go on behind it.',
      resolve: ({ id }) => String(id),
    }),
    kind: t.expose('kind', { type: RunEventKind, description: 'What it is about.' }),
    status: t.exposeString('status', {
      nullable: true,
      description: 'The status after the event, of the run or of its request: a RunStatus or a RunRequestStatus.',
    }),
    unitsDone: t.exposeInt('unitsDone', { nullable: true, description: 'How many neurons were explained then.' }),
    unitsTotal: t.exposeInt('unitsTotal', { nullable: true, description: 'How many neurons there are to explain.' }),
    message: t.string({
      nullable: true,
      description: 'What is to be said about it, in words.',
      resolve: ({ message }, _, context) => withoutPaths(message, context),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    run: t.field({
      type: Run,
      nullable: true,
      description: 'The run as it is now, with its timings; null while a request has no run yet.',
      resolve: ({ runId }, _, { rows }) => (runId === null ? null : rows.run.load(runId)),
    }),
    request: t.field({
      type: RunRequest,
      nullable: true,
      description: 'The request that it happened to, if it is about one.',
      resolve: ({ runRequestId }, _, { rows }) =>
        runRequestId === null ? null : present(rows.runRequest.load(runRequestId)),
    }),
  }),
});

builder.subscriptionFields((t) => ({
  runEvents: t.field({
    type: RunEvent,
    description:
      'What happens to runs, as it happens, also to those of the command line. Each event comes once and in order; a client that lost its connection goes on with the last `cursor` it saw, as `after` or as Last-Event-ID.',
    args: {
      run: t.arg.id({ description: 'Only events of this run.' }),
      request: t.arg.id({ description: 'Only events of this request and of the run that it becomes.' }),
      after: t.arg.string({
        description: 'Only events behind this cursor; default those from now on. "0": all there are.',
      }),
    },
    subscribe: (_, { run, request, after }, { store, live }) => {
      if (!live) throw notAsStream();
      return followRunEvents(
        { store, listener: live.listener },
        {
          after: live.after ?? cursorOf(after),
          runId: run == null ? undefined : rowIdOf('Run', String(run)),
          runRequestId: request == null ? undefined : rowIdOf('RunRequest', String(request)),
          signal: live.signal,
        },
      );
    },
    resolve: (event, _, { live }) => {
      if (!live) throw notAsStream();
      return event;
    },
  }),
}));

/** What came by the way of queries. */
function notAsStream() {
  return badInput(
    'Expected a request that accepts text/event-stream: subscriptions are answered as a stream of events.',
  );
}

function cursorOf(after: string | null | undefined): number | null {
  if (after == null) return null;
  if (!/^\d{1,15}$/.test(after)) throw badInput('Expected after to be the cursor of an event, such as "12".');
  return Number(after);
}
