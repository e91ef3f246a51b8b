import { RANGE_IMAGES } from '@strata/domain';
import type { Words } from '../../i18n/words';
import { CopyLink } from '../../ui/copy-link';
import { TextLink } from '../../ui/text-link';
import { rangeImagesPath } from './range-images-path';

interface LaneLinksProps {
  /** The neuron's address. */
  readonly here: string;
  readonly clusterIndex: number;
  /** What a frame around the range is called. */
  readonly title: string;
  readonly words: Words;
}

/** The pages of more images of a range: as a fold would hide what one looks for, the kinds stand there at once. */
export function MoreImages({
  here,
  clusterIndex,
  words: { t },
}: Pick<LaneLinksProps, 'here' | 'clusterIndex' | 'words'>) {
  return (
    <p className="lane-more">
      {t('rangeImages.more')}
      {RANGE_IMAGES.map((which) => (
        <TextLink key={which} href={rangeImagesPath(here, { range: clusterIndex, which })}>
          {t(`rangeImages.which.${which}`)}
        </TextLink>
      ))}
    </p>
  );
}

/** The range's own address, the view of it for other pages, and the lines that put it there. */
export function LaneLinks({ here, clusterIndex, title, words: { t } }: LaneLinksProps) {
  const embedded = embedPath(here, clusterIndex);
  const frame = `<iframe src="{origin}${embedded}" width="100%" height="360" title="${title.replaceAll('"', '&quot;')}"></iframe>`;
  return (
    <details className="fold">
      <summary className="text-button">{t('neuron.share')}</summary>
      <p className="lane-links">
        <a className="text-button" href={`#range-${clusterIndex}`}>
          {t('neuron.rangeLink')}
        </a>
        <a className="text-button" href={embedded} target="_blank" rel="noreferrer">
          {t('neuron.embed')}
        </a>
        <CopyLink className="text-button" label={t('neuron.embedCode')} done={t('shell.copied')} text={frame} />
      </p>
    </details>
  );
}

/** The address of one range without anything around it, which other sites may show in a frame. */
export function embedPath(neuronPath: string, clusterIndex: number): string {
  return `${neuronPath}?embed=1&range=${clusterIndex}`;
}
