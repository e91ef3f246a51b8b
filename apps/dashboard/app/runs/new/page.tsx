import type { Metadata } from 'next';
import { ask } from '../../../data/ask';
import { RUN_CHOICES } from '../../../features/runs/run-requests-query';
import { StartForm } from '../../../features/runs/start-form';
import { startProps } from '../../../features/runs/start-props';
import { mayRun } from '../../../features/session/read-viewer';
import { Shell } from '../../../features/shell/shell';
import { Trouble } from '../../../features/trouble/trouble';
import { getWords } from '../../../i18n/words';
import { PageHead } from '../../../ui/page-head';
import { TextLink } from '../../../ui/text-link';

interface Props {
  readonly searchParams: Promise<{ version?: string | string[]; layer?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords()).t('runControl.start') };
}

export default async function StartRunPage({ searchParams }: Props) {
  const [answer, canRun, words, asked] = await Promise.all([ask(RUN_CHOICES, {}), mayRun(), getWords(), searchParams]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const { t } = words;
  const props = canRun ? startProps(answer.data, { words, asked }) : null;
  return (
    <Shell current="runs" terms={['version', 'range', 'probe', 'baseline']}>
      <PageHead kicker={<TextLink href="/runs">{t('runs.title')}</TextLink>} second={t('runControl.startHint')}>
        {t('runControl.startTitle')}
      </PageHead>
      {props ? (
        <StartForm {...props} />
      ) : (
        <section className="notice">
          <h2>{canRun ? t('runControl.nothingToRun') : t('runControl.notAllowed')}</h2>
          <p>{canRun ? t('runControl.nothingToRunHint') : t('runControl.notAllowedHint')}</p>
        </section>
      )}
    </Shell>
  );
}
