import type { RangeImageFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';

/** Pictures a row. */
const SHOWN = 3;
/** Twice the size that they are drawn in, for fine screens. */
const OVERLAY_WIDTH = 112;

/** The first pictures of a range, with neuron and formula laid over them. */
export function FoundImages({ samples, words: { t } }: { samples: readonly RangeImageFragment[]; words: Words }) {
  return (
    <span className="found-images">
      {samples.slice(0, SHOWN).map(({ rank, overlayUrl, sample }) => {
        const { key, className, imageUrl } = sample;
        const name = className ?? key;
        return (
          <span key={rank} className="found-image" style={pictureRatio(sample)}>
            {imageUrl && <img src={imageUrl} alt={t('find.imageAlt', { name })} loading="lazy" decoding="async" />}
            <img
              src={`${overlayUrl}?w=${OVERLAY_WIDTH}`}
              alt={imageUrl ? '' : t('find.imageAlt', { name })}
              loading="lazy"
              decoding="async"
            />
          </span>
        );
      })}
    </span>
  );
}
