import { ModelCard } from '../features/models/model-card';
import { readModelsPage } from '../features/models/read-models-page';
import { Shell } from '../features/shell/shell';
import { Trouble } from '../features/trouble/trouble';
import { getWords } from '../i18n/words';
import { PageHead } from '../ui/page-head';
import { TextLink } from '../ui/text-link';

interface Props {
  readonly searchParams: Promise<{ after?: string | string[] }>;
}

export default async function ModelsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const [answer, words] = await Promise.all([readModelsPage(typeof after === 'string' ? after : null), getWords()]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const { t } = words;
  const { models, totalCount, nextCursor } = answer.data;
  if (totalCount === 0)
    return (
      <Shell current="models">
        <section className="notice">
          <h1>{t('models.none')}</h1>
          <p>{t.rich('models.noneHint', { code: (chunks) => <code>{chunks}</code> })}</p>
        </section>
      </Shell>
    );
  const versions = models.reduce((sum, { model }) => sum + model.versions.totalCount, 0);
  return (
    <Shell
      current="models"
      terms={['neuron', 'range', 'specialized', 'overlap', 'chance', 'lift', 'version', 'baseline']}
    >
      <PageHead kicker={t('models.title')}>{t('models.sentence', { count: totalCount, versions })}</PageHead>
      {models.map((overview) => (
        <ModelCard key={overview.model.id} overview={overview} words={words} />
      ))}
      {nextCursor && (
        <TextLink className="button justify-self-start" href={`/?after=${encodeURIComponent(nextCursor)}`}>
          {t('models.more')}
        </TextLink>
      )}
    </Shell>
  );
}
