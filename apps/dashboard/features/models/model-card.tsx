import { overShuffled } from '../../charts/over-shuffled';
import { Sparkline } from '../../charts/sparkline';
import { StrataStack } from '../../charts/strata-stack';
import { pointOf, rangesFromTop, type TrendSeries } from '../../charts/trend-data';
import { layerLabel, layerPath, layerSlug, modelPath, trendsPath, versionPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import { atlasPath } from '../atlas/atlas-address';
import { comparePath } from '../compare/compare-address';
import { Term } from '../glossary/term';
import { measuredVersions, shareOf, trendHeadline } from '../trends/specialization-sentence';
import { lightSentence } from '../version/light-sentence';
import { stepsOf } from '../version/next-steps';
import { VersionLight } from '../version/version-light';
import type { ModelOverview } from './read-models-page';

interface ModelCardProps {
  readonly overview: ModelOverview;
  /** The overlap at the right end of every card's axis. */
  readonly max: number;
  readonly words: Words;
}

/** A model: whether its newest version can be trusted, what has changed since its baseline, in words and as layers. */
export function ModelCard({ overview: { model, series, headline }, max, words }: ModelCardProps) {
  const { t, count } = words;
  const { name, layerNames, latestVersion, baseline } = model;
  const [layer] = layerNames;
  const slug = layer === undefined ? null : layerSlug(layer, layerNames);
  const [first] = latestVersion?.layers.nodes ?? [];
  return (
    <article className="panel model-card" aria-labelledby={`model-${name}`}>
      <div className="model-words">
        <div>
          <p className="model-name">
            <TextLink className="text-ink" href={modelPath(name)} title={name}>
              {shortened(name)}
            </TextLink>
          </p>
          <p className="text-small text-quiet">
            {latestVersion
              ? t('models.latest', { label: shortened(latestVersion.label), versions: model.versions.totalCount })
              : t('models.noVersion')}
            {first && ` · ${t('models.neurons', { count: count(first.unitCount), layer: slug ?? '' })}`}
          </p>
        </div>
        <Finding headline={headline} id={`model-${name}`} words={words} />
        {series && <p className="model-trend">{trendHeadline(series, words)}</p>}
        <Facts overview={{ model, series }} words={words} />
        {slug && latestVersion && (
          <div className="flex flex-wrap gap-2">
            <TextLink className="button button-main" href={versionPath(name, latestVersion.label)}>
              {t('models.toReport', { label: shortened(latestVersion.label, 24) })}
            </TextLink>
            <TextLink className="button" href={trendsPath({ model: name, layer: slug })}>
              {t('models.toTrends')}
            </TextLink>
            <TextLink className="button" href={layerPath({ model: name, version: latestVersion.label, layer: slug })}>
              {t('models.toNeurons', { label: shortened(latestVersion.label, 24) })}
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
      {series && (
        <Picture series={series} baseline={baseline?.label ?? null} max={max} id={`strata-${name}`} words={words} />
      )}
    </article>
  );
}

interface FindingProps {
  readonly headline: ModelOverview['headline'];
  readonly id: string;
  readonly words: Words;
}

/** Whether the newest version can be trusted, and how many things are open. */
function Finding({ headline, id, words }: FindingProps) {
  const { t } = words;
  if (!headline)
    return (
      <h2 id={id} className="model-finding">
        {t('trends.sentence.nothing')}
      </h2>
    );
  const { model, version } = headline;
  const open = stepsOf(headline, words).length;
  return (
    <>
      <h2 id={id} className="model-finding">
        <VersionLight color={version.light.color} words={words} /> {lightSentence(headline, words)}
      </h2>
      {open > 0 && (
        <p className="model-open">
          <TextLink href={`${versionPath(model.name, version.label)}#next`}>{t('models.open', { n: open })}</TextLink>
        </p>
      )}
    </>
  );
}

type FactsOf = Pick<ModelOverview, 'model' | 'series'>;

function Facts({ overview: { model, series }, words }: { overview: FactsOf; words: Words }) {
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
            <dd>
              {t('models.baselineValue', { label: shortened(baseline.label), value: percent(baseline.accuracy) })}
            </dd>
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
        <dd>{t('models.baselineValue', { label: shortened(baseline.label), value: percent(untrained) })}</dd>
      )}
    </div>
  );
}

function Picture({
  series,
  baseline,
  max,
  id,
  words,
}: {
  series: TrendSeries;
  baseline: string | null;
  max: number;
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
    ? t('models.pictureCompared', { version: shortened(last.label), baseline: shortened(compared.label) })
    : t('models.picture', { version: shortened(last.label) });
  return (
    <figure className="model-picture">
      <figcaption id={id}>{caption}</figcaption>
      <StrataStack strata={strata} max={max} words={words} labelledBy={id} />
    </figure>
  );
}
