import { layerLabel, layerSlug, neuronPath } from '../../data/paths';
import { calledAs } from '../../i18n/called-as';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { SaveRows } from '../../ui/save-rows';
import { TextLink } from '../../ui/text-link';
import { FoundImages } from '../find/found-images';
import { FormulaChips } from '../formula/formula-chips';
import type { ImageAddress } from './image-address';
import { imageRangesExport } from './image-ranges-export';
import type { ImagePageData, ImageRanges } from './read-image-page';

interface ImageRangeTableProps {
  readonly page: ImagePageData;
  readonly address: ImageAddress;
  readonly words: Words;
}

/** The ranges that fire in the drawn area and not elsewhere, or in this image far more than in others, with their formulas. */
export function ImageRangeTable({ page, address, words }: ImageRangeTableProps) {
  const { t } = words;
  const { ranges, layer } = page;
  const isDrawn = address.squares.length > 0;
  if (!ranges || ranges.missing) return <Missing missing={ranges?.missing ?? null} address={address} words={words} />;
  if (ranges.ranges.length === 0) return null;
  return (
    <section className="listing" aria-labelledby="ranges-title">
      <div className="listing-head">
        <h2 id="ranges-title">{isDrawn ? t('image.titleArea') : t('image.titleImage')}</h2>
        <SaveRows name="ranges" {...imageRangesExport(page, address, words)} />
      </div>
      <p className="hint-line">
        {isDrawn
          ? t('image.explainArea', { share: words.percent(ranges.areaShare) })
          : t('image.explainImage', { layer: layerLabel(layer) })}
      </p>
      <table className="data-table found">
        <caption className="sr-only">{isDrawn ? t('image.titleArea') : t('image.titleImage')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.neuron')}</th>
            <th scope="col">{t('column.range')}</th>
            {isDrawn && (
              <th scope="col" className="num">
                {t('image.columnArea')}
              </th>
            )}
            <th scope="col" className="num">
              {t('image.columnShare')}
            </th>
            <th scope="col" className="num">
              {t('image.columnMean')}
            </th>
            <th scope="col">{t('column.formula')}</th>
            <th scope="col">{t('column.grade')}</th>
            <th scope="col">{t('image.columnImages')}</th>
          </tr>
        </thead>
        <tbody>
          {ranges.ranges.map((range) => (
            <RangeRow key={range.cluster.id} range={range} isDrawn={isDrawn} {...{ page, address, words }} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RangeRowProps extends ImageRangeTableProps {
  readonly range: ImageRanges['ranges'][number];
  readonly isDrawn: boolean;
}

function RangeRow({ range, isDrawn, page, address: { model, version }, words }: RangeRowProps) {
  const { t, iou, percent } = words;
  const { clusterIndex, run, unit, explanation, samples, sheetUrl } = range.cluster;
  const slug = layerSlug(page.layer, page.place.place.model?.layerNames ?? []);
  const href = `${neuronPath({ model, version, layer: slug }, unit.unitIndex)}#range-${clusterIndex}`;
  return (
    <tr>
      <th scope="row" className="cell-neuron">
        <TextLink href={href}>
          <span className="sr-only">{t('column.neuron')} </span>
          {unit.unitIndex}
        </TextLink>
      </th>
      <td className="cell-range">
        <RangeMark index={clusterIndex} count={run.clusters} label={t('column.range')} />
      </td>
      {isDrawn && (
        <td className="num cell-lift">
          <strong>{iou(range.iou)}</strong>
        </td>
      )}
      <td className="num cell-lift">{percent(range.share)}</td>
      <td className="num cell-lift">{percent(range.meanShare)}</td>
      <td className="cell-formula">
        {explanation ? <FormulaChips formula={explanation.formula} words={words} /> : t('image.nothingNamed')}
      </td>
      <td className="cell-grade">{explanation?.grade ? t(`image.says.${explanation.grade}`) : ''}</td>
      <td className="cell-images">
        <FoundImages samples={samples} sheetUrl={sheetUrl} words={words} />
      </td>
    </tr>
  );
}

/** What this server's machine lacks, and the command that brings it. */
function Missing({
  missing,
  address: { model, version },
  words: { t },
}: Pick<ImageRangeTableProps, 'address' | 'words'> & { readonly missing: ImageRanges['missing'] | null }) {
  return (
    <section className="notice">
      <p>{missing === 'ACTIVATIONS' ? t('image.noActivations') : t('image.noHits')}</p>
      {missing !== 'ACTIVATIONS' && (
        <pre className="code">{`${calledAs()} score "sky" --model "${model}" --version "${version}"`}</pre>
      )}
    </section>
  );
}
