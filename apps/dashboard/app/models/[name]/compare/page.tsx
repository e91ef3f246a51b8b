import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { layerSlug, trendsPath } from '../../../../data/paths';
import { type CompareAddress, readCompareAddress } from '../../../../features/compare/compare-address';
import { accuracyOf, compareSentence } from '../../../../features/compare/compare-sentence';
import { ComparedList } from '../../../../features/compare/compared-list';
import { ConceptChanges } from '../../../../features/compare/concept-changes';
import { CountTiles } from '../../../../features/compare/count-tiles';
import { FormulaCounts } from '../../../../features/compare/formula-counts';
import { RangeChanges } from '../../../../features/compare/range-changes';
import { type ComparePageData, readComparePage } from '../../../../features/compare/read-compare-page';
import { readSeveral } from '../../../../features/compare/several/read-several';
import { severalVersions } from '../../../../features/compare/several/several-address';
import { SeveralView } from '../../../../features/compare/several/several-view';
import { SkippedLayers } from '../../../../features/compare/skipped-layers';
import { VersionPicker } from '../../../../features/compare/version-picker';
import { readPlace } from '../../../../features/place/read-place';
import { RunProvenance } from '../../../../features/runs/run-provenance';
import { Breadcrumb } from '../../../../features/shell/breadcrumb';
import { Shell } from '../../../../features/shell/shell';
import { Trouble } from '../../../../features/trouble/trouble';
import { getWords, type Words } from '../../../../i18n/words';
import { PageHead } from '../../../../ui/page-head';
import { shortened } from '../../../../ui/shortened';
import { TextLink } from '../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getWords()]);
  return { title: t('compare.pageTitle', { model: decodeURIComponent(name) }) };
}

export default async function ComparePage({ params, searchParams }: Props) {
  const [{ name }, query, words] = await Promise.all([params, searchParams, getWords()]);
  const address = readCompareAddress(query);
  const labels = severalVersions(query);
  if (labels) return <Several name={decodeURIComponent(name)} layer={address.layer} labels={labels} />;
  const [answer, place] = await Promise.all([
    readComparePage(decodeURIComponent(name), address),
    readPlace(decodeURIComponent(name), address.layer ?? undefined),
  ]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  const page = answer.data;
  const { t } = words;
  const { model, comparison } = page;
  const [layer] = model.layerNames;
  const [compared] = comparison?.layers ?? [];
  return (
    <Shell
      place={place.kind === 'data' && place.data && <Breadcrumb place={place.data.place} layer={place.data.layer} />}
      terms={['neuron', 'range', 'formula', 'specialized', 'overlap', 'chance', 'version', 'baseline']}
    >
      <PageHead
        kicker={t('compare.kicker', { model: shortened(model.name) })}
        second={comparison && accuracyOf(comparison, words)}
        provenance={compared && <RunProvenance run={compared.runAfter} layer={compared.name} words={words} />}
        side={
          layer !== undefined && (
            <TextLink
              className="button"
              href={trendsPath({ model: model.name, layer: layerSlug(layer, model.layerNames) })}
            >
              {t('trends.title')}
            </TextLink>
          )
        }
      >
        {comparison ? compareSentence(comparison, words) : t('compare.sentence.alone')}
      </PageHead>
      {comparison ? (
        <Compared page={page} address={page.address} words={words} />
      ) : (
        <section className="notice">
          <p>{t('compare.aloneHint')}</p>
        </section>
      )}
    </Shell>
  );
}

interface SeveralProps {
  readonly name: string;
  readonly layer: string | null;
  readonly labels: readonly string[];
}

async function Several({ name, layer, labels }: SeveralProps) {
  const asked = { name, layer: layer ?? undefined, labels };
  const [answer, place, words] = await Promise.all([readSeveral(asked), readPlace(name, asked.layer), getWords()]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  return (
    <Shell
      place={place.kind === 'data' && place.data && <Breadcrumb place={place.data.place} layer={place.data.layer} />}
      terms={['range', 'specialized', 'overlap', 'version', 'baseline']}
    >
      <SeveralView page={answer.data} words={words} />
    </Shell>
  );
}

function Compared({ page, address, words }: { page: ComparePageData; address: CompareAddress; words: Words }) {
  const { model, comparison } = page;
  if (!comparison) return null;
  const shared = { address, comparison, words };
  return (
    <>
      <VersionPicker page={page} words={words} />
      <SkippedLayers comparison={comparison} words={words} />
      {comparison.pairing === 'DISTRIBUTIONS' && (
        <div className="compare-overview">
          <FormulaCounts comparison={comparison} words={words} />
          <ConceptChanges model={model} {...shared} />
        </div>
      )}
      {comparison.summary.n > 0 && (
        <>
          <CountTiles model={model.name} {...shared} />
          <div className="compare-overview">
            <RangeChanges model={model.name} {...shared} />
            <ConceptChanges model={model} {...shared} />
          </div>
          <ComparedList model={model} {...shared} />
        </>
      )}
    </>
  );
}
