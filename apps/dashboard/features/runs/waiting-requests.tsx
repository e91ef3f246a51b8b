import type { Words } from '../../i18n/words';
import { isUnderWay, RequestEntry, type RunRequest } from './request-entry';

interface WaitingRequestsProps {
  readonly requests: readonly RunRequest[];
  readonly canRun: boolean;
  readonly words: Words;
}

/** What was asked for and is no run yet, or never became one; nothing when all requests have become runs. */
export function WaitingRequests({ requests, canRun, words }: WaitingRequestsProps) {
  const shown = requests.filter((request) => request.run == null && request.status !== 'COMPLETED');
  if (shown.length === 0) return null;
  return (
    <section className="runs" aria-label={words.t('runControl.requests')}>
      {shown.map((request) => (
        <RequestEntry key={request.id} request={request} canRun={canRun} words={words} />
      ))}
    </section>
  );
}

/** The request that a run came of and that still goes on. */
export function requestOf(run: string, requests: readonly RunRequest[]): RunRequest | null {
  return requests.find((request) => request.run?.id === run && isUnderWay(request)) ?? null;
}
