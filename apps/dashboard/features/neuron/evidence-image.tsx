import type { ReactNode } from 'react';
import type { EvidenceSampleFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { type Sheet, sheetCell } from '../../ui/sheet-cell';
import { ConceptStencils } from './concept-toggles';

interface EvidenceImageProps {
  readonly sample: EvidenceSampleFragment;
  /** The formula's concepts in order. */
  readonly concepts: readonly string[];
  /** Where photograph and masks are taken from. Default: each is a picture of its own. */
  readonly sheet?: Sheet;
  /** The image's own page, which a script opens over this one. Default none. */
  readonly href?: string;
  readonly words: Words;
}

/** A probe image with what the neuron and its formula cover of it. */
export function EvidenceImage({ sample, concepts, sheet, href, words }: EvidenceImageProps) {
  const { t, percent } = words;
  const { bitmapPixels, formulaPixels, intersection } = sample;
  const { key, className } = sample.sample;
  const union = bitmapPixels + formulaPixels - intersection;
  const share = percent(union === 0 ? 0 : intersection / union);
  const alt = className
    ? t('neuron.sampleAlt', { key, class: className, share })
    : t('neuron.sampleAltPlain', { key, share });
  const frame = (
    <div className="shot-frame" style={pictureRatio(sample.sample)}>
      <Photo sample={sample} sheet={sheet} alt={alt} />
      <span className="shot-fills">
        {(['both', 'neuron'] as const).map((mask) => (
          <Stencil key={mask} url={sample.stencilsUrl} sheet={sheet} mask={mask} />
        ))}
      </span>
      <Stencil url={sample.stencilsUrl} sheet={sheet} mask="formula" />
      <ConceptStencils masks={sample.conceptMasks} concepts={concepts} />
    </div>
  );
  return (
    <figure className="shot">
      {href === undefined ? (
        frame
      ) : (
        <ShotLink sample={sample} href={href} words={words}>
          {frame}
        </ShotLink>
      )}
      <figcaption aria-hidden="true">
        <span>{className ?? key.split('/').at(-1)}</span>
        <span>{share}</span>
      </figcaption>
    </figure>
  );
}

interface ShotLinkProps extends Pick<EvidenceImageProps, 'sample' | 'words'> {
  readonly href: string;
  readonly children: ReactNode;
}

/** Leads to the image's page, and tells a script what it needs to show the image large on this one. */
function ShotLink({ sample, href, words: { t }, children }: ShotLinkProps) {
  const { prediction, stencilsUrl } = sample;
  const { key, className, imageUrl } = sample.sample;
  const predicted = prediction && (prediction.className ?? t('image.classNumber', { number: prediction.classIndex }));
  const said = [className, predicted && t('image.takenFor', { class: predicted })].filter(Boolean).join(' · ');
  return (
    <a
      href={href}
      className="shot-open"
      data-photo={imageUrl ?? undefined}
      data-stencils={stencilsUrl}
      data-said={said === '' ? key : `${key} · ${said}`}
    >
      {children}
    </a>
  );
}

interface PhotoProps extends Pick<EvidenceImageProps, 'sample'> {
  readonly sheet: Sheet | undefined;
  readonly alt: string;
}

function Photo({ sample: { sample }, sheet, alt }: PhotoProps) {
  const { imageUrl } = sample;
  if (!imageUrl) return <span className="shot-blank" role="img" aria-label={alt} />;
  if (sheet)
    return <span className="shot-photo shot-sheet" role="img" aria-label={alt} style={sheetCell(sheet, 'photo')} />;
  return <img src={imageUrl} alt={alt} className="shot-photo" loading="lazy" decoding="async" />;
}

interface StencilProps {
  readonly url: string;
  readonly sheet: Sheet | undefined;
  readonly mask: 'both' | 'neuron' | 'formula';
}

/** One of the three masks that lie under each other in one picture, which is fetched and read once. */
function Stencil({ url, sheet, mask }: StencilProps) {
  if (sheet) return <span className={`shot-mask shot-sheet shot-${mask}`} style={sheetCell(sheet, mask)} />;
  return <img src={url} alt="" className={`shot-mask shot-${mask}`} loading="lazy" decoding="async" />;
}
