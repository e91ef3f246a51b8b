import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { DrawSquares } from './draw-squares';
import { GRID } from './image-address';
import { conceptsOf } from './image-concepts';
import type { PageSample } from './read-image-page';

interface ImageFrameProps {
  readonly sample: PageSample;
  readonly squares: readonly number[];
  readonly words: Words;
}

/** The image with the masks of its concepts, and a grid over it to draw an area with. */
export function ImageFrame({ sample, squares, words: { t } }: ImageFrameProps) {
  const { className, key, imageUrl } = sample;
  const names = Array.from({ length: GRID * GRID }, (_, square) =>
    t('image.square', { row: Math.floor(square / GRID) + 1, column: (square % GRID) + 1 }),
  );
  const alt = className ? t('image.alt', { key, class: className }) : key;
  return (
    <div className="image-frame" style={pictureRatio(sample)}>
      {imageUrl ? (
        <img src={imageUrl} alt={alt} className="image-photo" />
      ) : (
        <span className="shot-blank" role="img" aria-label={t('image.noPicture', { key })} />
      )}
      {conceptsOf(sample).map(({ concept, maskUrl }, index) => (
        <span
          key={concept.name}
          className="shot-concept"
          data-concept={index}
          style={{ '--stencil': `url("${maskUrl}")` } as Record<string, string>}
        />
      ))}
      <DrawSquares grid={GRID} drawn={squares} label={t('image.grid')} names={names} />
    </div>
  );
}
