import type { Metadata } from 'next';
import { ask } from '../../data/ask';
import { RunEntry } from '../../features/runs/run-entry';
import { RUNS } from '../../features/runs/runs-query';
import { Shell } from '../../features/shell/shell';
import { getWords } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { TextLink } from '../../ui/text-link';
import { Trouble } from '../../ui/trouble';

interface Props {
  readonly searchParams: Promise<{ after?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords()).t('runs.title') };
}

export default async function RunsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const [answer, words] = await Promise.all([
    ask(RUNS, { after: typeof after === 'string' ? after : null }),
    getWords(),
  ]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const { t } = words;
  const { nodes, totalCount, pageInfo } = answer.data.runs;
  const running = nodes.filter(({ status }) => status === 'RUNNING').length;
  return (
    <Shell current="runs">
      <PageHead kicker={t('runs.title')}>{t('runs.sentence', { count: totalCount, running })}</PageHead>
      <div className="runs">
        {nodes.map((run) => (
          <RunEntry key={run.id} run={run} words={words} />
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
