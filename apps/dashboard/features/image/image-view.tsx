import { layerLabel, layerPath, versionPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { TextLink } from '../../ui/text-link';
import { NeighbourKeys } from '../neuron/neighbour-keys';
import { OpacitySlider } from '../neuron/opacity-slider';
import { Breadcrumb } from '../shell/breadcrumb';
import { Shell } from '../shell/shell';
import { type ImageAddress, imageHref } from './image-address';
import { ImageConcepts } from './image-concepts';
import { ImageFrame } from './image-frame';
import { ImageRangeTable } from './image-range-table';
import { imageSentence } from './image-sentence';
import type { ImagePageData } from './read-image-page';

interface ImageViewProps {
  readonly page: ImagePageData;
  readonly address: ImageAddress;
  readonly words: Words;
}

/** An image, large: what lies on it, what the version takes it for, and which neurons fire there, or in an area of it. */
export function ImageView({ page, address, words }: ImageViewProps) {
  const { t } = words;
  const { place, sample, dataset, layer } = page;
  const { model, version } = address;
  const to = {
    previous: sample.previous ? imageHref(address, { sampleIndex: sample.previous.sampleIndex }) : null,
    next: sample.next ? imageHref(address, { sampleIndex: sample.next.sampleIndex }) : null,
  };
  return (
    <Shell
      place={<Breadcrumb place={place.place} version={version} />}
      terms={['neuron', 'range', 'formula', 'concept', 'overlap', 'probe', 'version']}
    >
      <PageHead
        kicker={t('image.kicker', {
          number: sample.sampleIndex + 1,
          count: dataset.sampleCount,
          dataset: dataset.name,
        })}
        provenance={t('image.provenance', { layer: layerLabel(layer), model, version })}
        side={
          <nav className="neighbours" aria-label={t('image.neighbours')}>
            {to.previous && (
              <TextLink className="button" rel="prev" href={to.previous}>
                ← {t('image.previous')}
              </TextLink>
            )}
            {to.next && (
              <TextLink className="button" rel="next" href={to.next}>
                {t('image.next')} →
              </TextLink>
            )}
            <NeighbourKeys previous={to.previous} next={to.next} />
          </nav>
        }
      >
        {imageSentence(page, address, words)}
      </PageHead>
      <form action={imageHref({ ...address, layer: null, squares: [] })} className="image-page evidence">
        <div className="image-side">
          <ImageFrame sample={sample} squares={address.squares} words={words} />
          <p className="image-actions">
            <button type="submit" className="button button-main">
              {t('image.ask')}
            </button>
            {address.squares.length > 0 && (
              <TextLink className="button" href={imageHref(address, { squares: [] })}>
                {t('image.clear')}
              </TextLink>
            )}
            <OpacitySlider label={t('neuron.opacity')} />
          </p>
          <p className="hint-line">{t('image.hint')}</p>
        </div>
        <div className="image-facts">
          <Facts page={page} words={words} />
          <ImageConcepts sample={sample} words={words} />
          <Layers page={page} address={address} words={words} />
        </div>
      </form>
      <ImageRangeTable page={page} address={address} words={words} />
      <p className="text-small text-quiet">
        <TextLink href={layerPath({ model, version, layer: layerLabel(layer) })}>{t('neuron.allNeurons')}</TextLink>{' '}
        <TextLink href={versionPath(model, version)}>{version}</TextLink>
      </p>
    </Shell>
  );
}

function Facts({ page: { sample }, words: { t } }: Pick<ImageViewProps, 'page' | 'words'>) {
  const { key, className, split, prediction } = sample;
  const predicted = prediction && (prediction.className ?? t('image.classNumber', { number: prediction.classIndex }));
  const facts = [
    [t('image.name'), key],
    [t('image.class'), className],
    [t('image.prediction'), predicted],
    [t('image.split'), split],
  ] as const;
  return (
    <dl className="image-list">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** The layers to ask; where there is one, nothing is to be chosen. */
function Layers({ page: { slugs, layer }, address, words: { t } }: ImageViewProps) {
  const current = slugs.find((slug) => slug === layer || slug === layerLabel(layer));
  if (slugs.length < 2)
    return address.layer === null ? null : <input type="hidden" name="layer" value={address.layer} />;
  return (
    <label className="field field-line">
      {t('find.facet.layer')}
      <select name="layer" defaultValue={current}>
        {slugs.map((slug) => (
          <option key={slug} value={slug}>
            {slug}
          </option>
        ))}
      </select>
    </label>
  );
}
