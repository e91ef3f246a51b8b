import type { EvidenceSampleFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { ConceptStencils } from './concept-toggles';

interface EvidenceImageProps {
  readonly sample: EvidenceSampleFragment;
  /** The formula's concepts in order. */
  readonly concepts: readonly string[];
  readonly words: Words;
}

/** A probe image with what the neuron and its formula cover of it. */
export function EvidenceImage({ sample, concepts, words }: EvidenceImageProps) {
  const { t, percent } = words;
  const { stencilsUrl, bitmapPixels, formulaPixels, intersection } = sample;
  const { key, className, imageUrl } = sample.sample;
  const union = bitmapPixels + formulaPixels - intersection;
  const share = percent(union === 0 ? 0 : intersection / union);
  const alt = className
    ? t('neuron.sampleAlt', { key, class: className, share })
    : t('neuron.sampleAltPlain', { key, share });
  return (
    <figure className="shot">
      <div className="shot-frame" style={pictureRatio(sample.sample)}>
        {imageUrl ? (
          <img src={imageUrl} alt={alt} className="shot-photo" loading="lazy" decoding="async" />
        ) : (
          <span className="shot-blank" role="img" aria-label={alt} />
        )}
        <span className="shot-fills">
          {(['both', 'neuron'] as const).map((mask) => (
            <Stencil key={mask} url={stencilsUrl} mask={mask} />
          ))}
        </span>
        <Stencil url={stencilsUrl} mask="formula" />
        <ConceptStencils masks={sample.conceptMasks} concepts={concepts} />
      </div>
      <figcaption aria-hidden="true">
        <span>{className ?? key.split('/').at(-1)}</span>
        <span>{share}</span>
      </figcaption>
    </figure>
  );
}

/** One of the three masks that lie under each other in one picture, which is fetched and read once. */
function Stencil({ url, mask }: { url: string; mask: 'both' | 'neuron' | 'formula' }) {
  return <img src={url} alt="" className={`shot-mask shot-${mask}`} loading="lazy" decoding="async" />;
}
