import { overShuffled } from '../../charts/over-shuffled';
import { Sparkline } from '../../charts/sparkline';
import { StrataStack } from '../../charts/strata-stack';
import { pointOf, rangesFromTop, type TrendSeries } from '../../charts/trend-data';
import { layerLabel, layerPath, layerSlug, trendsPath, versionPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { atlasPath } from '../atlas/atlas-address';
import { comparePath } from '../compare/compare-address';
import { Term } from '../glossary/term';
import { measuredVersions, shareOf, trendHeadline } from '../trends/specialization-sentence';
import type { ModelOverview } from './read-models-page';

/** A model: what has changed since its baseline, in words and as layers. */
export function ModelCard({ overview: { model, series }, words }: { overview: ModelOverview; words: Words }) {
  const { t, count } = words;
  const { name, layerNames, latestVersion, baseline } = model;
  const [layer] = layerNames;
  const slug = layer === undefined ? null : layerSlug(layer, layerNames);
  const [first] = latestVersion?.layers.nodes ?? [];
  return (
    <article className="panel model-card" aria-labelledby={`model-${name}`}>
      <div className="model-words">
        <div>
          <h2 id={`model-${name}`}>
            {slug ? (
              <TextLink className="text-ink" href={trendsPath({ model: name, layer: slug })}>
                {name}
              </TextLink>
            ) : (
              name
            )}
          </h2>
          <p className="text-small text-quiet">
            {latestVersion
              ? t('models.latest', { label: latestVersion.label, versions: model.versions.totalCount })
              : t('models.noVersion')}
            {first && ` · ${t('models.neurons', { count: count(first.unitCount), layer: slug ?? '' })}`}
          </p>
        </div>
        <Facts overview={{ model, series }} words={words} />
        <p className="model-finding">{series ? trendHeadline(series, words) : t('trends.sentence.nothing')}</p>
        {slug && latestVersion && (
          <div className="flex flex-wrap gap-2">
            <TextLink className="button button-main" href={versionPath(name, latestVersion.label)}>
              {t('models.toReport', { label: latestVersion.label })}
            </TextLink>
            <TextLink className="button" href={trendsPath({ model: name, layer: slug })}>
              {t('models.toTrends')}
            </TextLink>
            <TextLink className="button" href={layerPath({ model: name, version: latestVersion.label, layer: slug })}>
              {t('models.toNeurons', { label: latestVersion.label })}
            </TextLink>
            <TextLink className="button" href={atlasPath(name, { layer: slug })}>
              {t('atlas.title')}
            </TextLink>
            {model.versions.totalCount > 1 && (
              <TextLink className="button" href={comparePath(name)}>
                {t('compare.title')}
              </TextLink>
            )}
          </div>
        )}
        {layerNames.length > 1 && (
          <ul className="layers-list">
            {layerNames.slice(1).map((other) => (
              <li key={other}>
                <TextLink href={trendsPath({ model: name, layer: layerSlug(other, layerNames) })} title={other}>
                  {layerLabel(other)}
                </TextLink>
              </li>
            ))}
          </ul>
        )}
      </div>
      {series && <Picture series={series} baseline={baseline?.label ?? null} id={`strata-${name}`} words={words} />}
    </article>
  );
}

function Facts({ overview: { model, series }, words }: { overview: ModelOverview; words: Words }) {
  const { t, percent, iou } = words;
  const { latestVersion, baseline, versions } = model;
  const accuracies = versions.nodes.map(({ accuracy }) => accuracy ?? null);
  const top = series?.versions.map((version) => pointOf(version, series.clusterCount)?.median ?? null) ?? [];
  const newest = series ? pointOf(series.versions.at(-1), series.clusterCount) : undefined;
  return (
    <dl className="model-facts">
      {latestVersion?.accuracy != null && (
        <div className="fact">
          <dt>{t('models.accuracy')}</dt>
          <dd>
            {percent(latestVersion.accuracy)}
            {accuracies.length > 1 && <Sparkline values={accuracies} max={1} color="var(--soft)" width={72} />}
          </dd>
          {baseline?.accuracy != null && baseline.label !== latestVersion.label && (
            <dd>{t('models.baselineValue', { label: baseline.label, value: percent(baseline.accuracy) })}</dd>
          )}
        </div>
      )}
      {series && <SpecializedFact series={series} words={words} />}
      {newest && (
        <div className="fact">
          <dt>
            <Term name="overlap" words={words} text={t('models.topOverlap')} />
          </dt>
          <dd>
            {iou(newest.median)}
            {top.length > 1 && <Sparkline values={top} color="var(--soft)" width={72} />}
          </dd>
          {newest.timesShuffled !== null && <dd>{overShuffled(newest.timesShuffled, words)}</dd>}
        </div>
      )}
    </dl>
  );
}

/** The specialized share of the highest range, from the untrained version on; nothing without a baseline. */
function SpecializedFact({ series, words }: { series: TrendSeries; words: Words }) {
  const { t, percent } = words;
  const baseline = series.versions.find(({ isBaseline }) => isBaseline);
  const untrained = shareOf(baseline, series.clusterCount);
  const point = pointOf(measuredVersions(series).at(-1), series.clusterCount);
  if (!point?.specialization) return null;
  return (
    <div className="fact">
      <dt>
        <Term name="specialized" words={words} text={t('models.topSpecialized')} />
      </dt>
      <dd>
        {percent(point.specialization.specialized.share)}
        {series.versions.length > 1 && (
          <Sparkline
            values={series.versions.map((version) => shareOf(version, series.clusterCount))}
            max={1}
            color="var(--soft)"
            width={72}
          />
        )}
      </dd>
      {baseline && untrained !== null && (
        <dd>{t('models.baselineValue', { label: baseline.label, value: percent(untrained) })}</dd>
      )}
    </div>
  );
}

function Picture({
  series,
  baseline,
  id,
  words,
}: {
  series: TrendSeries;
  baseline: string | null;
  id: string;
  words: Words;
}) {
  const { t } = words;
  const last = series.versions.at(-1);
  const before = series.versions.find(({ label }) => label === baseline);
  const compared = before && before !== last ? before : undefined;
  if (!last) return null;
  const strata = rangesFromTop(series.clusterCount).map((clusterIndex) => {
    const now = pointOf(last, clusterIndex);
    return {
      clusterIndex,
      now: now?.median ?? null,
      before: pointOf(compared, clusterIndex)?.median ?? null,
      times: now?.timesShuffled ?? null,
    };
  });
  const caption = compared
    ? t('models.pictureCompared', { version: last.label, baseline: compared.label })
    : t('models.picture', { version: last.label });
  return (
    <figure className="model-picture">
      <figcaption id={id}>{caption}</figcaption>
      <StrataStack strata={strata} words={words} labelledBy={id} />
    </figure>
  );
}
