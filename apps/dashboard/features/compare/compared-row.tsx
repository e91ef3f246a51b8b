import { overShuffled } from '../../charts/over-shuffled';
import { OverlapBar } from '../../charts/overlap-bar';
import { rangeColor } from '../../charts/range-color';
import { layerLabel, layerSlug, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { JudgementMark } from '../reviews/judgement-mark';
import { ClassMark } from '../specialization/class-mark';
import { FormulaDiff } from './formula-diff';
import { type PairedSample, pairedSamples } from './paired-samples';
import type { ComparableModel, ComparedSide, ComparedRow as Row } from './read-compare-page';
import { signed } from './signed';
import { changeName } from './status-name';

interface ComparedRowProps {
  readonly row: Row;
  readonly model: ComparableModel;
  readonly versions: { readonly before: string; readonly after: string };
  readonly clusterCount: number;
  /** The overlap at a bar's right end. */
  readonly max: number;
  /** More than one layer is compared. */
  readonly showsLayer: boolean;
  readonly words: Words;
}

/** A neuron's range in both versions: formulas, what became of their concepts, overlaps, and the same images. */
export function ComparedRow({ row, model, versions, clusterCount, max, showsLayer, words }: ComparedRowProps) {
  const { t } = words;
  const { unitIndex, clusterIndex, deltaIou, specializationChange, kept, similarity } = row;
  const samples = pairedSamples(row.before ?? null, row.after ?? null);
  const side = (name: 'before' | 'after') => {
    const place = { model: model.name, version: versions[name], layer: layerSlug(row.layer, model.layerNames) };
    return (
      <Side
        side={row[name] ?? null}
        version={versions[name]}
        href={`${neuronPath(place, unitIndex)}#range-${clusterIndex}`}
        which={name}
        samples={samples}
        clusterIndex={clusterIndex}
        clusterCount={clusterCount}
        max={max}
        words={words}
      />
    );
  };
  const title = `row-${layerSlug(row.layer, model.layerNames)}-${unitIndex}-${clusterIndex}`;
  return (
    <article className="pair" aria-labelledby={title}>
      <header className="pair-head">
        <h3 id={title}>
          {t('neuron.name', { unit: unitIndex })}{' '}
          <RangeMark index={clusterIndex} count={clusterCount} label={t('column.range')} />
        </h3>
        {showsLayer && <span className="text-quiet">{layerLabel(row.layer)}</span>}
        <span className="pair-status">
          {changeName(row, words)}
          {specializationChange && ` · ${t(`compare.special.${specializationChange}`)}`}
        </span>
        {kept != null && similarity != null && (
          <span className="text-quiet" title={t('compare.keptHint')}>
            {t('compare.kept', { kept: words.iou(kept), similarity: words.percent(similarity) })}
          </span>
        )}
        <span className="pair-delta">
          <span className="text-quiet">{t('compare.delta')}</span> <strong>{signed(deltaIou, words)}</strong>
        </span>
      </header>
      {side('before')}
      {side('after')}
      <FormulaDiff row={row} words={words} />
    </article>
  );
}

/** Where the range lies in this version: its bounds are its own. */
function boundsText({ lower, upper }: ComparedSide['cluster'], { t, quantity }: Words): string {
  const bounds = { lower: lower == null ? '−∞' : quantity(lower), upper: upper == null ? '∞' : quantity(upper) };
  return t('compare.bounds', bounds);
}

interface SideProps extends Pick<ComparedRowProps, 'clusterCount' | 'max' | 'words'> {
  readonly side: ComparedSide | null;
  readonly which: 'before' | 'after';
  readonly version: string;
  readonly href: string;
  readonly clusterIndex: number;
  readonly samples: readonly PairedSample[];
}

function Side({ side, which, version, href, clusterIndex, clusterCount, max, samples, words }: SideProps) {
  const { t, iou } = words;
  return (
    <div className="pair-side">
      <div className="pair-which">
        <TextLink className="pair-version" href={href}>
          <span className="sr-only">{which === 'before' ? t('compare.before') : t('compare.after')}: </span>
          {version}
        </TextLink>
        {side && <span className="pair-bounds">{boundsText(side.cluster, words)}</span>}
      </div>
      <div className="pair-formula">
        {side ? (
          <>
            <FormulaChips formula={side.formula} words={words} />{' '}
            <JudgementMark judgement={side.judgement} words={words} />
          </>
        ) : (
          t('compare.noExplanation')
        )}
      </div>
      <div className="pair-scores">
        {side && (
          <>
            <OverlapBar
              iou={side.iou}
              chance={side.chance}
              max={max}
              color={rangeColor(clusterIndex, clusterCount)}
              width={72}
            />
            <strong>{iou(side.iou)}</strong>
            <span>{overShuffled(side.timesShuffled, words)}</span>
            {side.specialization && <ClassMark specialization={side.specialization} words={words} />}
          </>
        )}
      </div>
      <div className="pair-images">
        {samples.map((pair) => (
          <PairImage key={pair.sample.id} pair={pair} which={which} version={version} words={words} />
        ))}
      </div>
    </div>
  );
}

/** Twice the size that they are drawn in, for fine screens. */
const OVERLAY_WIDTH = 152;

interface PairImageProps {
  readonly pair: PairedSample;
  readonly which: 'before' | 'after';
  readonly version: string;
  readonly words: Words;
}

function PairImage({ pair, which, version, words: { t } }: PairImageProps) {
  const { className, key, imageUrl } = pair.sample;
  const name = className ?? key;
  const own = pair[which];
  const alt = own ? t('compare.imageAlt', { name, version }) : t('compare.imageNone', { name, version });
  return (
    <span
      className="pair-image"
      data-own={own ? '' : undefined}
      title={own ? undefined : alt}
      style={pictureRatio(pair.sample)}
    >
      {imageUrl && <img src={imageUrl} alt={alt} loading="lazy" decoding="async" />}
      {own && (
        <img src={`${own.overlayUrl}?w=${OVERLAY_WIDTH}`} alt={imageUrl ? '' : alt} loading="lazy" decoding="async" />
      )}
    </span>
  );
}
