import { GRADES } from '@strata/domain';
import { GradeBar } from '../../charts/grade-bar';
import { ShareBand } from '../../charts/share-band';
import { layerLabel, layerPath, layerSlug } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';
import { TextLink } from '../../ui/text-link';
import { preprocessingText } from '../runs/preprocessing-text';
import { RunProvenance } from '../runs/run-provenance';
import type { VersionLayer, VersionPageData } from './read-version-page';

/** What the ranges of each layer are worth, the strongest first, beside untrained networks. */
export function RangeTables({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t } = words;
  return (
    <section className="report-part" aria-labelledby="ranges">
      <h2 id="ranges">{t('version.ranges.title')}</h2>
      {page.version.layers.nodes.map((layer) => (
        <LayerRanges key={layer.name} layer={layer} page={page} words={words} />
      ))}
    </section>
  );
}

interface LayerRangesProps {
  readonly layer: VersionLayer;
  readonly page: VersionPageData;
  readonly words: Words;
}

function LayerRanges({ layer, page: { model, version }, words }: LayerRangesProps) {
  const { t, count } = words;
  const { name, run, unitCount } = layer;
  const slug = layerSlug(name, model.layerNames);
  const place = { model: model.name, version: version.label, layer: slug };
  return (
    <article className="panel report-layer">
      <h3>
        <TextLink href={layerPath(place)} title={name}>
          {layerLabel(name)}
        </TextLink>{' '}
        <span className="text-small text-quiet">
          {t('version.ranges.neurons', { done: count(run?.unitsDone ?? 0), all: count(unitCount) })}
        </span>
      </h3>
      {run && run.points.length > 0 ? (
        <Ranges run={run} layer={slug} words={words} />
      ) : (
        <p>{t('version.ranges.none')}</p>
      )}
      {run && (
        <p className="provenance">
          <RunProvenance run={run} layer={name} words={words} /> {t('runs.input')}:{' '}
          {preprocessingText(run.preprocessing, words)}
        </p>
      )}
    </article>
  );
}

type Run = NonNullable<VersionLayer['run']>;

interface RangesProps {
  readonly run: Run;
  /** As people call it. */
  readonly layer: string;
  readonly words: Words;
}

function Ranges({ run, layer, words }: RangesProps) {
  const { t } = words;
  return (
    <TableScroll label={`${t('version.ranges.title')}: ${layer}`}>
      <table className="data-table text-1">
        <caption className="sr-only">{t('version.ranges.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.range')}</th>
            <th scope="col">{t('column.grade')}</th>
            {GRADES.map((grade) => (
              <th key={grade} scope="col">
                {t(`grade.${grade}`)}
              </th>
            ))}
            <th scope="col">{t('version.ranges.times')}</th>
            <th scope="col">{t('version.ranges.untrained')}</th>
            <th scope="col">{t('version.ranges.excess')}</th>
            <th scope="col">{t('version.ranges.beyond')}</th>
          </tr>
        </thead>
        <tbody>
          {run.points.toReversed().map((point) => (
            <RangeRow key={point.clusterIndex} point={point} run={run} words={words} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

interface RangeRowProps {
  readonly point: Run['points'][number];
  readonly run: Run;
  readonly words: Words;
}

function RangeRow({ point, run, words }: RangeRowProps) {
  const { t, count, lift, points } = words;
  const { clusterIndex, grades, timesShuffled } = point;
  const excess = run.excess?.ranges.find((one) => one.clusterIndex === clusterIndex);
  const share = excess?.share.excess;
  return (
    <tr>
      <th scope="row">{clusterIndex}</th>
      <td>{grades && <GradeBar grades={grades} />}</td>
      {GRADES.map((grade) => (
        <td key={grade}>{grades ? count(grades.find((one) => one.grade === grade)?.n ?? 0) : '–'}</td>
      ))}
      <td>
        {timesShuffled
          ? t('version.ranges.between', {
              value: lift(timesShuffled.mean),
              lower: lift(timesShuffled.meanLower),
              upper: lift(timesShuffled.meanUpper),
            })
          : '–'}
      </td>
      <td>
        {excess && (
          <ShareBand
            share={excess.share.baseline.value + excess.share.excess.value}
            untrained={excess.share.baseline}
          />
        )}
      </td>
      <td>
        {share
          ? t('version.ranges.between', {
              value: points(share.value),
              lower: points(share.lower),
              upper: points(share.upper),
            })
          : '–'}
      </td>
      <td>{excess ? t(`version.verdict.${excess.isSpecialized}`) : t('version.verdict.unknown')}</td>
    </tr>
  );
}
