import { RANGE_IMAGES } from '@strata/domain';
import { imagePath, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { Breadcrumb } from '../shell/breadcrumb';
import { Shell } from '../shell/shell';
import { EvidenceImage } from './evidence-image';
import { EvidenceTools } from './evidence-tools';
import { LargePictures } from './large-pictures';
import { rangeImagesPath } from './range-images-path';
import { IMAGES_A_PAGE, type RangeImagesAddress, type RangeImagesData } from './read-range-images';

interface RangeImagesViewProps {
  readonly data: RangeImagesData;
  readonly address: RangeImagesAddress;
  readonly words: Words;
}

/** Any image of a range: where neuron and formula agree, some by chance, and those that speak against the formula. */
export function RangeImagesView({ data: { place, cluster, found }, address, words }: RangeImagesViewProps) {
  const { t } = words;
  const { version, unitIndex, which, page } = address;
  const neuron = neuronPath({ model: place.model, version, layer: place.slug }, unitIndex);
  const concepts = cluster.explanation?.formula.concepts.map(({ concept }) => concept.name) ?? [];
  return (
    <Shell
      place={<Breadcrumb place={place.place} layer={place.layer} version={version} unit={unitIndex} />}
      terms={['neuron', 'range', 'formula', 'overlap', 'probe']}
    >
      <PageHead
        kicker={
          <TextLink href={`${neuron}#range-${address.range}`}>
            {t('rangeImages.kicker', { unit: unitIndex, index: address.range, version })}
          </TextLink>
        }
        second={cluster.explanation && <FormulaChips formula={cluster.explanation.formula} words={words} />}
      >
        {t(`rangeImages.found.${which}`, { count: found.total })}
      </PageHead>
      <nav className="range-kinds" aria-label={t('rangeImages.kinds')}>
        <RangeMark index={address.range} count={cluster.run.clusters} label={t('column.range')} />
        {RANGE_IMAGES.map((one) => (
          <TextLink
            key={one}
            className="button"
            href={rangeImagesPath(neuron, { range: address.range, which: one })}
            aria-current={one === which ? 'page' : undefined}
          >
            {t(`rangeImages.which.${one}`)}
          </TextLink>
        ))}
      </nav>
      {found.missing && (
        <p className="notice">{found.missing === 'HITS' ? t('rangeImages.noHits') : t('image.noActivations')}</p>
      )}
      {found.images.length > 0 && (
        <section className="evidence lane-alone" aria-label={t(`rangeImages.which.${which}`)}>
          <div className="evidence-head">
            <EvidenceTools words={words} />
          </div>
          <div className="range-shots lane">
            {found.images.map((image, place) => (
              <EvidenceImage
                key={image.sample.sampleIndex}
                sample={{ ...image, rank: place, conceptMasks: [] }}
                concepts={concepts}
                href={imagePath(address, image.sample.sampleIndex)}
                words={words}
              />
            ))}
          </div>
          <LargePictures words={words} />
        </section>
      )}
      <Pages address={address} neuron={neuron} total={found.total} page={page} words={words} />
    </Shell>
  );
}

interface PagesProps extends Pick<RangeImagesViewProps, 'address' | 'words'> {
  readonly neuron: string;
  readonly total: number;
  readonly page: number;
}

function Pages({ address: { range, which }, neuron, total, page, words: { t } }: PagesProps) {
  const last = Math.ceil(total / IMAGES_A_PAGE);
  if (last < 2) return null;
  return (
    <nav className="neighbours" aria-label={t('rangeImages.pages')}>
      {page > 1 && (
        <TextLink className="button" rel="prev" href={rangeImagesPath(neuron, { range, which, page: page - 1 })}>
          ← {t('image.previous')}
        </TextLink>
      )}
      {page < last && (
        <TextLink className="button" rel="next" href={rangeImagesPath(neuron, { range, which, page: page + 1 })}>
          {t('rangeImages.next', { count: Math.min(IMAGES_A_PAGE, total - page * IMAGES_A_PAGE) })} →
        </TextLink>
      )}
    </nav>
  );
}
