'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import { runPath } from '../../data/paths';
import { CANCEL_RUN, RETRY_RUN, START_RUN } from './run-requests-query';
import { readStartForm, type StartFields } from './start-fields';

/** What a form shows after it was sent: why nothing was done, and what had been filled in. */
export interface StartState {
  readonly problem: string | null;
  readonly fields: StartFields | null;
}

/** Asks for the run that the form describes, then shows it among the runs. */
export async function startRun(_: StartState, form: FormData): Promise<StartState> {
  const { fields, input } = readStartForm(form);
  if (!input) return { problem: 'incomplete', fields };
  const answer = await ask(START_RUN, { input });
  const result = answer.kind === 'data' ? answer.data.startRun : null;
  if (result?.__typename !== 'StartRunSuccess') return { problem: problemOf(answer, result), fields };
  redirect(runPath(result.request.id));
}

/** Stops a run that was asked for; null when it was done, else why not. */
export async function cancelRun(_: string | null, form: FormData): Promise<string | null> {
  const answer = await ask(CANCEL_RUN, { input: { id: idOf(form) } });
  revalidatePath('/runs');
  return problemOf(answer, answer.kind === 'data' ? answer.data.cancelRun : null);
}

/** Starts a run again that stopped; null when it was done, else why not. */
export async function retryRun(_: string | null, form: FormData): Promise<string | null> {
  const answer = await ask(RETRY_RUN, { input: { id: idOf(form) } });
  revalidatePath('/runs');
  return problemOf(answer, answer.kind === 'data' ? answer.data.retryRun : null);
}

function idOf(form: FormData): string {
  const id = form.get('id');
  return typeof id === 'string' ? id : '';
}

/** The API's own words, which are written for people. */
function problemOf(answer: Answer<unknown>, result: { __typename: string; message?: string } | null): string | null {
  if (answer.kind === 'refused') return answer.message;
  if (answer.kind === 'unreachable') return answer.detail;
  return result?.message ?? null;
}
