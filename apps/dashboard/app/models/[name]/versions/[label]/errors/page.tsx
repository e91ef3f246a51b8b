import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { layerPath } from '../../../../../../data/paths';
import { CollectionSection } from '../../../../../../features/collect/collection-section';
import { ErrorAnswer } from '../../../../../../features/errors/error-answer';
import { errorCounts, errorsHeadline } from '../../../../../../features/errors/error-sentences';
import { HowToAsk, isSame, wantedQuestion } from '../../../../../../features/errors/how-to-ask';
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
  /** A class, and what it is taken for: how to ask about it, where nobody has. */
  readonly searchParams: Promise<{ class?: string | string[]; predicted?: string | string[] }>;
}

async function addressOf(params: Props['params']) {
  const { name, label } = await params;
  return { model: decodeURIComponent(name), version: decodeURIComponent(label) };
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const [address, { t }] = await Promise.all([addressOf(params), getWords()]);
  return { title: t('errors.pageTitle', address) };
}

/** What a version's errors go with. */
export default async function ErrorsPage({ params, searchParams }: Props) {
  const [address, words, search] = await Promise.all([addressOf(params), getWords(), searchParams]);
  const page = await readErrorsPage(address);
  if (page.kind !== 'data') return <Trouble answer={page} />;
  if (!page.data) notFound();
  const { place, version, answers, collection } = page.data;
  const { t } = words;
  const [first] = answers;
  const wanted = wantedQuestion(search);
  const ordered = wanted ? answers.toSorted((a, b) => Number(isSame(b, wanted)) - Number(isSame(a, wanted))) : answers;
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
      {wanted && !answers.some((answer) => isSame(answer, wanted)) && <HowToAsk {...address} wanted={wanted} words={words} />}
      {answers.length === 0 ? (
        !wanted && <HowToAsk {...address} wanted={null} words={words} />
      ) : (
        ordered.map((answer) => (
          <ErrorAnswer
            key={`${answer.className} ${answer.predictedName}`}
            answer={answer}
            {...address}
            layerNames={layerNames}
            words={words}
          />
        ))
      )}
      {collection ? (
        <CollectionSection collection={collection} {...address} words={words} />
      ) : (
        answers.length > 0 && (
          <section className="notice errors-how">
            <p>{t('collect.notAsked')}</p>
            <pre>{`${calledAs()} collect --model ${inShell(address.model)} --version ${inShell(address.version)}`}</pre>
          </section>
        )
      )}
    </Shell>
  );
}
