import type { Metadata } from 'next';
import { ask } from '../../data/ask';
import { isUnderWay } from '../../features/runs/request-entry';
import { RunEntry } from '../../features/runs/run-entry';
import { RUN_REQUESTS } from '../../features/runs/run-requests-query';
import { RUNS } from '../../features/runs/runs-query';
import { StatusRefresher } from '../../features/runs/status-refresher';
import { requestOf, WaitingRequests } from '../../features/runs/waiting-requests';
import { mayRun } from '../../features/session/read-viewer';
import { Shell } from '../../features/shell/shell';
import { Trouble } from '../../features/trouble/trouble';
import { getWords } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { TextLink } from '../../ui/text-link';

interface Props {
  readonly searchParams: Promise<{ after?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords()).t('runs.title') };
}

export default async function RunsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const [answer, asked, canRun, words] = await Promise.all([
    ask(RUNS, { after: typeof after === 'string' ? after : null }),
    ask(RUN_REQUESTS, {}),
    mayRun(),
    getWords(),
  ]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const { t } = words;
  const { nodes, totalCount, pageInfo } = answer.data.runs;
  const requests = asked.kind === 'data' ? asked.data.runRequests.nodes : [];
  const running = nodes.filter(({ status }) => status === 'RUNNING').length;
  const failed = nodes.filter(({ status }) => status === 'FAILED').length;
  const completed = nodes.length > 0 && !pageInfo.hasNextPage && nodes.every(({ status }) => status === 'COMPLETED');
  const isFirstPage = typeof after !== 'string';
  return (
    <Shell current="runs">
      <PageHead
        kicker={t('runs.title')}
        side={
          canRun && (
            <TextLink className="button button-main" href="/runs/new">
              {t('runControl.start')}
            </TextLink>
          )
        }
      >
        {t('runs.sentence', { count: totalCount, running, failed, rest: completed ? 'completed' : 'mixed' })}
      </PageHead>
      {(running > 0 || requests.some(isUnderWay)) && <StatusRefresher />}
      {isFirstPage && <WaitingRequests requests={requests} canRun={canRun} words={words} />}
      <div className="runs">
        {nodes.map((run) => (
          <RunEntry key={run.id} run={run} request={requestOf(run.id, requests)} canRun={canRun} words={words} />
        ))}
        {nodes.length === 0 && (
          <section className="notice">
            <p>{t.rich('models.noneHint', { code: (chunks) => <code>{chunks}</code> })}</p>
          </section>
        )}
      </div>
      {pageInfo.hasNextPage && pageInfo.endCursor && (
        <TextLink className="button justify-self-start" href={`/runs?after=${encodeURIComponent(pageInfo.endCursor)}`}>
          {t('runs.more')}
        </TextLink>
      )}
    </Shell>
  );
}
