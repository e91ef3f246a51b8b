import { ModelCard } from '../features/models/model-card';
import { modelsFinding } from '../features/models/models-finding';
import { overlapMax } from '../features/models/overlap-max';
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
  const max = overlapMax(models);
  return (
    <Shell
      current="models"
      terms={['neuron', 'range', 'specialized', 'overlap', 'chance', 'lift', 'version', 'baseline']}
    >
      <PageHead kicker={t('models.title')}>{modelsFinding(answer.data, words)}</PageHead>
      {models.map((overview) => (
        <ModelCard key={overview.model.id} overview={overview} max={max} words={words} />
      ))}
      {nextCursor && (
        <TextLink className="button justify-self-start" href={`/?after=${encodeURIComponent(nextCursor)}`}>
          {t('models.more')}
        </TextLink>
      )}
    </Shell>
  );
}
