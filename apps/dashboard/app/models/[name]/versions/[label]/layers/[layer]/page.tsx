import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { errorsPath, layerPath, trendsPath } from '../../../../../../../data/paths';
import { atlasPath } from '../../../../../../../features/atlas/atlas-address';
import { BadFilter } from '../../../../../../../features/layer/bad-filter';
import { ExplanationList } from '../../../../../../../features/layer/explanation-list';
import { FilterBar } from '../../../../../../../features/layer/filter-bar';
import { HeatSection, UNITS_ON_PAGE } from '../../../../../../../features/layer/heat-section';
import { HeatSkeleton } from '../../../../../../../features/layer/heat-skeleton';
import { layerSentence } from '../../../../../../../features/layer/layer-sentence';
import { type LayerPageData, readLayerPage } from '../../../../../../../features/layer/read-layer-page';
import { isFiltered, type LayerFilters, readFilters } from '../../../../../../../features/place/layer-filters';
import { RunProvenance } from '../../../../../../../features/runs/run-provenance';
import { Breadcrumb } from '../../../../../../../features/shell/breadcrumb';
import { Shell } from '../../../../../../../features/shell/shell';
import { versionProgression } from '../../../../../../../features/trends/progression-sentence';
import { Trouble } from '../../../../../../../features/trouble/trouble';
import { getWords, type Words } from '../../../../../../../i18n/words';
import { PageHead } from '../../../../../../../ui/page-head';
import { shortened } from '../../../../../../../ui/shortened';
import { TextLink } from '../../../../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string; label: string; layer: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name, label, layer }, { t }] = await Promise.all([params, getWords()]);
  const [model, version, slug] = [name, label, layer].map(decodeURIComponent) as [string, string, string];
  return { title: t('layer.pageTitle', { model, version, layer: slug }) };
}

export default async function LayerPage({ params, searchParams }: Props) {
  const raw = await params;
  const address = {
    model: decodeURIComponent(raw.name),
    version: decodeURIComponent(raw.label),
    slug: decodeURIComponent(raw.layer),
  };
  const filters = readFilters(await searchParams);
  const [answer, words] = await Promise.all([readLayerPage(address, filters), getWords()]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  return <LayerView page={answer.data} filters={filters} words={words} />;
}

function LayerView({ page, filters, words }: { page: LayerPageData; filters: LayerFilters; words: Words }) {
  const { t } = words;
  const { place, found, refusal, clusterCount, concepts } = page;
  const here = layerPath(place.address);
  const explanations = found?.explanations;
  const hasClasses = found?.run?.baselineRun != null;
  const filtered = isFiltered(filters);
  const heat = { layer: place.layer, place: place.address, clusterCount, hasClasses, filters, words };
  return (
    <Shell
      place={<Breadcrumb place={place.place} layer={place.layer} version={place.address.version} />}
      terms={[
        'neuron',
        'range',
        'formula',
        'concept',
        ...(hasClasses ? (['specialized', 'weaklySpecialized', 'unspecialized', 'baseline'] as const) : []),
        'overlap',
        'chance',
        'lift',
      ]}
    >
      <PageHead
        kicker={t('layer.kicker', {
          model: shortened(place.address.model),
          version: shortened(place.address.version),
          layer: place.address.layer,
        })}
        side={
          <>
            <TextLink className="button" href={errorsPath(place.address)}>
              {t('errors.title')}
            </TextLink>
            <TextLink
              className="button"
              href={atlasPath(place.address.model, { layer: place.address.layer, version: place.address.version })}
            >
              {t('atlas.title')}
            </TextLink>
            <TextLink className="button" href={trendsPath(place.address)}>
              {t('layer.toTrends')}
            </TextLink>
          </>
        }
        second={page.trend && !filtered && versionProgression(page.trend, words)}
        provenance={found?.run && <RunProvenance run={found.run} layer={place.layer} words={words} />}
      >
        {layerSentence({ page, filtered }, words)}
      </PageHead>
      <FilterBar
        filters={filters}
        clusterCount={clusterCount}
        hasClasses={hasClasses}
        concepts={concepts}
        here={here}
        words={words}
        badFormula={refusal !== null && filters.formula !== ''}
      />
      {refusal && <BadFilter refusal={refusal} formula={filters.formula} words={words} />}
      {found && !filtered && found.unitCount > UNITS_ON_PAGE && (
        <Suspense fallback={<HeatSkeleton unitCount={found.unitCount} clusterCount={clusterCount} words={words} />}>
          <HeatSection unitCount={found.unitCount} {...heat} />
        </Suspense>
      )}
      {found && !filtered && found.unitCount <= UNITS_ON_PAGE && <HeatSection unitCount={found.unitCount} {...heat} />}
      {explanations && explanations.nodes.length > 0 && (
        <ExplanationList
          explanations={explanations}
          clusterCount={clusterCount}
          hasClasses={hasClasses}
          filters={filters}
          words={words}
          place={place.address}
        />
      )}
      {explanations?.nodes.length === 0 && (
        <section className="notice">
          <h2>{filtered ? t('layer.noMatch') : t('layer.empty')}</h2>
          <p>{filtered ? t('layer.noMatchHint') : t('layer.emptyHint')}</p>
          {filtered && (
            <TextLink className="button" href={here}>
              {t('filter.clear')}
            </TextLink>
          )}
        </section>
      )}
    </Shell>
  );
}
