import type { Words } from '../../i18n/words';
import { isUnderWay, RequestEntry, type RunRequest } from './request-entry';

interface WaitingRequestsProps {
  readonly requests: readonly RunRequest[];
  readonly canRun: boolean;
  readonly words: Words;
}

/** What was asked for and is no run yet, or never became one; nothing when all requests have become runs. */
export function WaitingRequests({ requests, canRun, words }: WaitingRequestsProps) {
  const shown = requests.filter(
    (request, index) =>
      request.run == null &&
      request.status !== 'COMPLETED' &&
      (isUnderWay(request) || !requests.slice(0, index).some((newer) => isForTheSame(newer, request))),
  );
  if (shown.length === 0) return null;
  return (
    <section className="runs" aria-label={words.t('runControl.requests')}>
      {shown.map((request) => (
        <RequestEntry key={request.id} request={request} canRun={canRun} words={words} />
      ))}
    </section>
  );
}

/** Whether two requests ask for the same: then only the newer one says how it stands. */
function isForTheSame(a: RunRequest, b: RunRequest): boolean {
  const of = ({ modelVersion, layerName, clusters, length, search }: RunRequest) =>
    [modelVersion.model.name, modelVersion.label, layerName, clusters, length, search].join('\n');
  return of(a) === of(b);
}

/** The request that a run came of and that still goes on. */
export function requestOf(run: string, requests: readonly RunRequest[]): RunRequest | null {
  return requests.find((request) => request.run?.id === run && isUnderWay(request)) ?? null;
}
