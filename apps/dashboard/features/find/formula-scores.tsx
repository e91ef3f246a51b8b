import { niceScale } from '../../charts/axis-ticks';
import { OverlapBar } from '../../charts/overlap-bar';
import { rangeColor } from '../../charts/range-color';
import { layerLabel, layerSlug, neuronPath } from '../../data/paths';
import type { UnitPlaceFragment } from '../../gql/graphql';
import { calledAs } from '../../i18n/called-as';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { SaveRows } from '../../ui/save-rows';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { FoundImages } from './found-images';
import type { Scores } from './read-scores';
import { scoresExport } from './scores-export';

interface FormulaScoresProps {
  readonly scores: Scores;
  readonly words: Words;
}

export type ScoredRow = Scores['scores']['ranges'][number];

/** A formula that need be nobody's best, against every neuron and range of a version: what overlaps it most, beside shuffled images. */
export function FormulaScores({ scores, words }: FormulaScoresProps) {
  const { t } = words;
  const { scored, ranges, unknown, layers } = scores.scores;
  // What is not known is said above.
  if (unknown.length > 0) return null;
  const overlapping = ranges.filter(({ iou }) => iou > 0);
  const notKept = layers.filter(({ isKept }) => !isKept);
  return (
    <section className="listing" aria-labelledby="scores-title" id="scores">
      <div className="listing-head">
        <h2 id="scores-title">{t('score.title', { version: scores.version })}</h2>
        {overlapping.length > 0 && <SaveRows name="scores" {...scoresExport(scores, words)} />}
      </div>
      {scored > 0 && <p className="hint-line">{sentenceOf(scores, words)}</p>}
      {notKept.length > 0 && <NotKept scores={scores} names={notKept.map(({ layer }) => layer.name)} words={words} />}
      {layers
        .filter(({ isKept, unitsDone, unitsTotal }) => isKept && unitsDone < unitsTotal)
        .map(({ layer, unitsDone, unitsTotal }) => (
          <p key={layer.name} className="hint-line">
            {t('score.partial', { layer: layerLabel(layer.name), done: unitsDone, total: unitsTotal })}
          </p>
        ))}
      {overlapping.length > 0 && <ScoreTable rows={overlapping} words={words} />}
    </section>
  );
}

function sentenceOf({ scores: { scored, significant, coverage, ranges } }: Scores, { t, percent }: Words): string {
  const head = t('score.covers', { count: scored, share: percent(coverage ?? 0) });
  if ((ranges[0]?.iou ?? 0) === 0) return `${head} ${t('score.nowhere')}`;
  return `${head} ${significant == null ? t('score.noNull') : t('score.significant', { count: significant })}`;
}

interface NotKeptProps extends Pick<FormulaScoresProps, 'scores' | 'words'> {
  readonly names: readonly string[];
}

function NotKept({ scores: { model, version, scores }, names, words: { t } }: NotKeptProps) {
  const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return (
    <div className="notice">
      <p>{t('score.notKept', { layers: names.map(layerLabel).join(', ') })}</p>
      <pre className="code">{`${calledAs()} score ${shell(scores.formula)} --model ${shell(model)} --version ${shell(version)}`}</pre>
    </div>
  );
}

function ScoreTable({ rows, words }: { readonly rows: readonly ScoredRow[]; readonly words: Words }) {
  const { t } = words;
  const { max } = niceScale(Math.max(...rows.map(({ iou }) => iou)));
  return (
    <table className="data-table found">
      <caption className="sr-only">{t('score.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.neuron')}</th>
          <th scope="col">{t('column.range')}</th>
          <th scope="col">{t('column.overlap')}</th>
          <th scope="col" className="num">
            {t('column.timesShuffled')}
          </th>
          <th scope="col" className="num">
            q
          </th>
          <th scope="col">{t('score.ownFormula')}</th>
          <th scope="col">{t('find.images')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ScoreRow key={row.cluster.id} row={row} max={max} words={words} />
        ))}
      </tbody>
    </table>
  );
}

function ScoreRow({ row, max, words }: { readonly row: ScoredRow; readonly max: number; readonly words: Words }) {
  const { t, iou, times, quantity } = words;
  const { clusterIndex, run, unit, explanation, samples, sheetUrl } = row.cluster;
  return (
    <tr>
      <th scope="row" className="cell-neuron">
        <TextLink href={`${neuronPath(placeOf(unit), unit.unitIndex)}#range-${clusterIndex}`}>
          <span className="sr-only">{t('column.neuron')} </span>
          {unit.unitIndex}
        </TextLink>
        <span className="found-place">{layerLabel(unit.layer.name)}</span>
      </th>
      <td className="cell-range">
        <RangeMark index={clusterIndex} count={run.clusters} label={t('column.range')} />
      </td>
      <td className="cell-overlap">
        <OverlapBar
          iou={row.iou}
          chance={row.shuffledIou ?? 0}
          max={max}
          color={rangeColor(clusterIndex, run.clusters)}
          width={72}
        />
        <strong>{iou(row.iou)}</strong>
      </td>
      <td className="num cell-lift">{times(row.timesShuffled)}</td>
      <td className="num cell-lift">{row.q == null ? '–' : quantity(row.q)}</td>
      <td className="cell-formula">
        {explanation ? <FormulaChips formula={explanation.formula} words={words} /> : t('grade.NONE')}
      </td>
      <td className="cell-images">
        <FoundImages samples={samples} sheetUrl={sheetUrl} words={words} />
      </td>
    </tr>
  );
}

function placeOf({ layer }: UnitPlaceFragment) {
  const { label, model } = layer.modelVersion;
  return { model: model.name, version: label, layer: layerSlug(layer.name, model.layerNames) };
}
