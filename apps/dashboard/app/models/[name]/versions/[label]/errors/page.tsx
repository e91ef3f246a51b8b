import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { layerPath } from '../../../../../../data/paths';
import { ErrorAnswer } from '../../../../../../features/errors/error-answer';
import { errorCounts, errorsHeadline } from '../../../../../../features/errors/error-sentences';
import { readErrorsPage } from '../../../../../../features/errors/read-errors-page';
import { Breadcrumb } from '../../../../../../features/shell/breadcrumb';
import { Shell } from '../../../../../../features/shell/shell';
import { Trouble } from '../../../../../../features/trouble/trouble';
import { inShell } from '../../../../../../features/version/in-shell';
import { calledAs } from '../../../../../../i18n/called-as';
import { getWords } from '../../../../../../i18n/words';
import { PageHead } from '../../../../../../ui/page-head';
import { shortened } from '../../../../../../ui/shortened';
import { TextLink } from '../../../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string; label: string }>;
}

async function addressOf(params: Props['params']) {
  const { name, label } = await params;
  return { model: decodeURIComponent(name), version: decodeURIComponent(label) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [address, { t }] = await Promise.all([addressOf(params), getWords()]);
  return { title: t('errors.pageTitle', address) };
}

/** What a version's errors go with. */
export default async function ErrorsPage({ params }: Props) {
  const [address, words] = await Promise.all([addressOf(params), getWords()]);
  const page = await readErrorsPage(address);
  if (page.kind !== 'data') return <Trouble answer={page} />;
  if (!page.data) notFound();
  const { place, version, answers } = page.data;
  const { t } = words;
  const [first] = answers;
  const layerNames = place.place.model?.layerNames ?? [];
  return (
    <Shell place={<Breadcrumb place={place.place} version={version} />} terms={['formula', 'version']}>
      <PageHead
        kicker={t('errors.kicker', { model: shortened(address.model), version: shortened(address.version) })}
        second={first && errorCounts(first, words)}
        side={
          <TextLink className="button" href={layerPath({ ...address, layer: place.slug })}>
            {t('errors.toLayer')}
          </TextLink>
        }
      >
        {errorsHeadline(answers, words)}
      </PageHead>
      {answers.length === 0 ? (
        <section className="notice errors-how">
          <p>{t('errors.howTo')}</p>
          <pre>{`${calledAs()} errors --model ${inShell(address.model)} --version ${inShell(address.version)}`}</pre>
        </section>
      ) : (
        answers.map((answer) => (
          <ErrorAnswer
            key={`${answer.className} ${answer.predictedName}`}
            answer={answer}
            {...address}
            layerNames={layerNames}
            words={words}
          />
        ))
      )}
    </Shell>
  );
}
