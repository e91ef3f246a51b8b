import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { layerPath, runPath } from '../../../../data/paths';
import { atlasPath } from '../../../../features/atlas/atlas-address';
import { comparePath } from '../../../../features/compare/compare-address';
import { unitsOf } from '../../../../features/layer/units-of';
import { Breadcrumb } from '../../../../features/shell/breadcrumb';
import { Shell } from '../../../../features/shell/shell';
import { LeftOutVersions } from '../../../../features/trends/left-out-versions';
import { progressionSentence } from '../../../../features/trends/progression-sentence';
import { readTrendsPage } from '../../../../features/trends/read-trends-page';
import { trendHeadline } from '../../../../features/trends/specialization-sentence';
import { toSeries } from '../../../../features/trends/to-series';
import { TrendFigures } from '../../../../features/trends/trend-figures';
import { readVersionWindow } from '../../../../features/trends/version-window';
import { Trouble } from '../../../../features/trouble/trouble';
import { getWords } from '../../../../i18n/words';
import { PageHead } from '../../../../ui/page-head';
import { shortened } from '../../../../ui/shortened';
import { TextLink } from '../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function load({ params, searchParams }: Props) {
  const [{ name }, { layer }] = await Promise.all([params, searchParams]);
  return readTrendsPage(decodeURIComponent(name), typeof layer === 'string' && layer !== '' ? layer : undefined);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [page, { t }] = await Promise.all([load(props), getWords()]);
  return page?.kind === 'data' ? { title: t('trends.pageTitle', { model: page.model, layer: page.slug }) } : {};
}

export default async function TrendsPage(props: Props) {
  const [page, words, query] = await Promise.all([load(props), getWords(), props.searchParams]);
  if (!page) notFound();
  if (page.kind !== 'data') return <Trouble answer={page} />;
  const { t } = words;
  const { trend, model, layer, slug, place } = page;
  const series = trend && toSeries(trend);
  const last = trend?.versions.at(-1);
  return (
    <Shell
      place={<Breadcrumb place={place} layer={layer} />}
      terms={[
        'range',
        'specialized',
        'weaklySpecialized',
        'unspecialized',
        'progressive',
        'overlap',
        'chance',
        'lift',
        'version',
        'baseline',
        'formula',
        'probe',
      ]}
    >
      {!trend || !series || !last ? (
        <PageHead kicker={t('trends.title')}>{t('trends.sentence.nothing')}</PageHead>
      ) : (
        <>
          <PageHead
            kicker={t('trends.kicker', { model: shortened(model), layer: slug })}
            side={
              <>
                <TextLink className="button" href={atlasPath(model, { layer: slug })}>
                  {t('atlas.title')}
                </TextLink>
                <TextLink className="button" href={comparePath(model)}>
                  {t('compare.title')}
                </TextLink>
                <TextLink className="button" href={layerPath({ model, version: last.modelVersion.label, layer: slug })}>
                  {t('trends.toNeurons', { version: shortened(last.modelVersion.label, 24) })}
                </TextLink>
              </>
            }
            second={progressionSentence(series, words)}
            provenance={t.rich('provenance.trend', {
              images: words.count(trend.probeDataset.sampleCount),
              concepts: words.count(trend.probeDataset.conceptCount),
              dataset: trend.probeDataset.name,
              layer,
              neurons: unitsOf({ done: last.unitCount, all: last.layerUnitCount }, words),
              versions: trend.versions.length,
              date: words.date(last.run.finishedAt ?? last.run.startedAt),
              run: (chunks) => <TextLink href={runPath(last.run.id)}>{chunks}</TextLink>,
            })}
          >
            {trendHeadline(series, words)}
          </PageHead>
          <LeftOutVersions trend={trend} words={words} />
          <TrendFigures
            series={series}
            window={readVersionWindow(query)}
            place={{ model, layer: slug }}
            words={words}
          />
        </>
      )}
    </Shell>
  );
}
