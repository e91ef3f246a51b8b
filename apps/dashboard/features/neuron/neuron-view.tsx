import { niceScale } from '../../charts/axis-ticks';
import { imagePath, layerPath, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import { filterQuery, readFilters } from '../place/layer-filters';
import { RunProvenance } from '../runs/run-provenance';
import { Breadcrumb } from '../shell/breadcrumb';
import { Shell } from '../shell/shell';
import { EvidenceTools } from './evidence-tools';
import { FlowFigure } from './flow-figure';
import { HistogramFigure } from './histogram-figure';
import { LargePictures } from './large-pictures';
import { NeighbourKeys } from './neighbour-keys';
import { neuronHeadline } from './neuron-headline';
import { RangeLane } from './range-lane';
import type { NeuronPageData } from './read-neuron-page';
import { SlopeFigure } from './slope-figure';
import { UnitCells } from './unit-cells';

interface NeuronViewProps {
  readonly page: NeuronPageData;
  /** Whose drafts of judgements are kept; null for who may not judge. */
  readonly reviewer: string | null;
  readonly words: Words;
}

/** A neuron: headline, lanes from the strongest range down, its activations, its history. */
export function NeuronView({ page, reviewer, words }: NeuronViewProps) {
  const { t } = words;
  const { place, version, unit } = page;
  const address = { model: place.model, version, layer: place.slug };
  const { clusters, history, histogram, problem } = unit;
  const run = unit.layer.run;
  const clusterCount = Math.max(clusters.length, run?.clusters ?? 0);
  const isMeasured = clusters.some(({ explanation }) => explanation?.specialization);
  const { max } = niceScale(Math.max(...clusters.map(({ explanation }) => explanation?.iou ?? 0)));
  const conceptHref = (name: string, negated: boolean) =>
    `${layerPath(address)}${filterQuery(readFilters({ [negated ? 'not' : 'concept']: name }))}`;
  const rangeTitle = (index: number) =>
    t('neuron.embedTitle', { index, unit: unit.unitIndex, layer: place.slug, model: place.model, version });
  const historyOf = (clusterIndex: number) =>
    history.map(
      (other) => other.clusters.find((cluster) => cluster.clusterIndex === clusterIndex)?.explanation?.iou ?? null,
    );
  return (
    <Shell
      place={<Breadcrumb place={place.place} layer={place.layer} version={version} unit={unit.unitIndex} />}
      terms={[
        ...(['neuron', 'range', 'formula', 'overlap', 'chance', 'lift'] as const),
        ...(isMeasured ? (['specialized', 'weaklySpecialized', 'unspecialized', 'baseline'] as const) : []),
        'probe',
      ]}
    >
      <PageHead
        kicker={t('neuron.kicker', {
          unit: unit.unitIndex,
          count: unit.layer.unitCount,
          layer: place.slug,
          version: shortened(version),
        })}
        side={<Neighbours unit={unit} href={(index) => neuronPath(address, index)} words={words} />}
        provenance={run && <RunProvenance run={run} layer={place.layer} words={words} />}
      >
        {neuronHeadline(unit, words)}
      </PageHead>
      {problem && <p className="notice">{problem}</p>}
      {clusters.length > 0 && (
        <section className="evidence" aria-labelledby="lanes-title">
          <div className="evidence-head">
            <h2 id="lanes-title">{t('neuron.lanesTitle')}</h2>
            <EvidenceTools words={words} />
          </div>
          <div className="lanes">
            {clusters.toReversed().map((cluster) => (
              <RangeLane
                key={cluster.id}
                cluster={cluster}
                clusterCount={clusterCount}
                max={max}
                conceptHref={conceptHref}
                imageHref={(index) => imagePath(address, index)}
                words={words}
                lengthMax={run?.length ?? 0}
                reviewer={reviewer}
                history={historyOf(cluster.clusterIndex)}
                links={{ here: neuronPath(address, unit.unitIndex), title: rangeTitle(cluster.clusterIndex) }}
              />
            ))}
          </div>
          <LargePictures words={words} />
        </section>
      )}
      <UnitCells unit={unit} words={words} />
      {histogram && (
        <HistogramFigure histogram={histogram} clusters={clusters} offShare={leftOutShare(unit)} words={words} />
      )}
      {history.length > 1 && clusterCount > 0 && (
        <>
          <FlowFigure
            history={history}
            clusterCount={clusterCount}
            version={version}
            words={words}
            unitIndex={unit.unitIndex}
            place={{ model: place.model, layer: place.slug }}
          />
          <div className="figure-pair">
            <SlopeFigure measure="iou" history={history} clusterCount={clusterCount} version={version} words={words} />
            <SlopeFigure
              measure="timesShuffled"
              history={history}
              clusterCount={clusterCount}
              version={version}
              words={words}
            />
          </div>
        </>
      )}
      <p className="text-small text-quiet">
        <TextLink href={layerPath(address)}>{t('neuron.allNeurons')}</TextLink>
      </p>
    </Shell>
  );
}

/** The share of values that the histogram leaves out as zeros: those off; in older runs those of a neuron without negative ones. */
function leftOutShare({ cells, min, zeroShare }: NeuronPageData['unit']): number | null {
  if (cells) return cells.offShare ?? null;
  return (min ?? 0) >= 0 ? (zeroShare ?? null) : null;
}

interface NeighboursProps {
  readonly unit: NeuronPageData['unit'];
  readonly href: (unitIndex: number) => string;
  readonly words: Words;
}

function Neighbours({ unit: { previous, next }, href, words: { t } }: NeighboursProps) {
  const to = { previous: previous ? href(previous.unitIndex) : null, next: next ? href(next.unitIndex) : null };
  return (
    <nav className="neighbours" aria-label={t('neuron.neighbours')}>
      {previous && to.previous && (
        <TextLink
          className="button"
          rel="prev"
          href={to.previous}
          aria-label={t('neuron.previous', { unit: previous.unitIndex })}
        >
          ← {previous.unitIndex}
        </TextLink>
      )}
      {next && to.next && (
        <TextLink className="button" rel="next" href={to.next} aria-label={t('neuron.next', { unit: next.unitIndex })}>
          {next.unitIndex} →
        </TextLink>
      )}
      <NeighbourKeys previous={to.previous} next={to.next} />
    </nav>
  );
}
