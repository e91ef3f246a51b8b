import { layerSlug, runAnchor, runPath } from '../../data/paths';
import type { RunRequestsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import { LiveProgress } from './live-progress';
import { preprocessingText } from './preprocessing-text';
import { RunControl } from './run-control';

export type RunRequest = RunRequestsQuery['runRequests']['nodes'][number];

const SIGNS = {
  QUEUED: '○',
  PREPARING: '◔',
  RUNNING: '◔',
  COMPLETED: '●',
  FAILED: '✕',
  CANCELLED: '◌',
} as const satisfies Record<RunRequest['status'], string>;

/** Whether it still waits or goes on. */
export function isUnderWay({ status }: Pick<RunRequest, 'status'>): boolean {
  return status === 'QUEUED' || status === 'PREPARING' || status === 'RUNNING';
}

interface RequestEntryProps {
  readonly request: RunRequest;
  readonly canRun: boolean;
  readonly words: Words;
}

/** A run that somebody asked for and that is none yet: what it will be, who asked, what it waits for. */
export function RequestEntry({ request, canRun, words }: RequestEntryProps) {
  const { t, dateTime } = words;
  const { id, status, modelVersion, layerName, error, requestedBy, createdAt, run } = request;
  const layer = layerSlug(layerName, modelVersion.model.layerNames);
  const going = isUnderWay(request);
  return (
    <article className="panel run run-request" id={runAnchor(id)} data-going={going ? '' : undefined}>
      <div className="run-head">
        <h2>
          {shortened(modelVersion.model.name)} · {shortened(modelVersion.label)} · {layer}
        </h2>
        <span className="run-state" data-status={status}>
          <span aria-hidden="true">{SIGNS[status]}</span>
          {t(`runControl.status.${status}`)}
        </span>
      </div>
      {going && (
        <LiveProgress
          ids={run ? [id, run.id] : [id]}
          done={0}
          total={0}
          text={t('runControl.progress', { done: '{done}', total: '{total}' })}
          label={t('runs.progressLabel')}
          locale={words.locale}
          leftText={t('runControl.left', { left: '{left}' })}
        />
      )}
      {error && <p className="alert">{error}</p>}
      <p className="text-small text-quiet">
        {t('runControl.requested', { by: requestedBy, at: dateTime(createdAt) })} ·{' '}
        {t('runControl.settings', { clusters: request.clusters, length: request.length, search: request.search })}
        {request.preprocessing && ` · ${t('runs.input')}: ${preprocessingText(request.preprocessing, words)}`}
        {run && (
          <>
            {' · '}
            <TextLink href={runPath(run.id)}>{t('runControl.toRun')}</TextLink>
          </>
        )}
      </p>
      <RunControl
        id={id}
        cancellable={canRun && going}
        retryable={canRun && !going && status !== 'COMPLETED'}
        words={words}
      />
    </article>
  );
}
