import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { layerPath, trendsPath } from '../../../../data/paths';
import { type AtlasAddress, readAtlasAddress } from '../../../../features/atlas/atlas-address';
import { AtlasChoices } from '../../../../features/atlas/atlas-choices';
import { AtlasFigure } from '../../../../features/atlas/atlas-figure';
import { AtlasList } from '../../../../features/atlas/atlas-list';
import { atlasHeadline } from '../../../../features/atlas/atlas-sentence';
import { type AtlasPage, readAtlas } from '../../../../features/atlas/read-atlas';
import { RunProvenance } from '../../../../features/runs/run-provenance';
import { Breadcrumb } from '../../../../features/shell/breadcrumb';
import { Shell } from '../../../../features/shell/shell';
import { Trouble } from '../../../../features/trouble/trouble';
import { calledAs } from '../../../../i18n/called-as';
import { getWords, type Words } from '../../../../i18n/words';
import { PageHead } from '../../../../ui/page-head';
import { TextLink } from '../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function load({ params, searchParams }: Props) {
  const address = readAtlasAddress(await searchParams);
  return { address, answer: await readAtlas(decodeURIComponent((await params).name), address) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getWords()]);
  return { title: t('atlas.pageTitle', { model: decodeURIComponent(name) }) };
}

export default async function Atlas(props: Props) {
  const [{ address, answer }, words] = await Promise.all([load(props), getWords()]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  return <AtlasView page={answer.data} address={address} words={words} />;
}

interface ViewProps {
  readonly page: AtlasPage;
  readonly address: AtlasAddress;
  readonly words: Words;
}

function AtlasView({ page, address, words }: ViewProps) {
  const { t } = words;
  const { place, version, map } = page;
  const here = { model: place.model, version: version.label, layer: place.slug };
  const run = map?.head.run;
  return (
    <Shell
      place={<Breadcrumb place={place.place} layer={place.layer} />}
      terms={['neuron', 'range', 'formula', 'concept', 'overlap', 'grade', 'version', 'probe']}
    >
      <PageHead
        kicker={t('atlas.kicker', { model: place.model, version: version.label, layer: place.slug })}
        side={
          <>
            <TextLink className="button" href={layerPath(here)}>
              {t('trends.toNeurons', { version: version.label })}
            </TextLink>
            <TextLink className="button" href={trendsPath(here)}>
              {t('layer.toTrends')}
            </TextLink>
          </>
        }
        second={map && t('atlas.meaning')}
        provenance={run && <RunProvenance run={run} layer={place.layer} words={words} />}
      >
        {map ? atlasHeadline(map, version.label, words) : t('atlas.missing', { version: version.label })}
      </PageHead>
      <AtlasChoices page={page} address={address} words={words} />
      {!map && (
        <section className="notice">
          <h2>{t('atlas.missingTitle')}</h2>
          <p>{t.rich('atlas.missingHint', { code: (chunks) => <code>{chunks}</code> })}</p>
          <p>
            <code>{`${calledAs()} atlas --model ${quoted(place.model)}`}</code>
          </p>
        </section>
      )}
      {map && <AtlasFigure page={{ ...page, map }} address={address} words={words} />}
      {map && <AtlasList page={{ ...page, map }} address={address} words={words} />}
    </Shell>
  );
}

function quoted(name: string): string {
  return /^[\w.-]+$/u.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
