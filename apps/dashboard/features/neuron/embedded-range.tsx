import { notFound } from 'next/navigation';
import { niceScale } from '../../charts/axis-ticks';
import { imagePath, layerPath, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { filterQuery, readFilters } from '../place/layer-filters';
import { StrataGlyph } from '../shell/strata-glyph';
import { EvidenceTools } from './evidence-tools';
import { RangeLane } from './range-lane';
import type { NeuronPageData } from './read-neuron-page';

interface EmbeddedRangeProps {
  readonly page: NeuronPageData;
  /** Default: the strongest range. */
  readonly clusterIndex: number | undefined;
  readonly words: Words;
}

/** One range of a neuron without anything around it, for a frame on another page; its heading leads to the whole neuron. */
export function EmbeddedRange({ page, clusterIndex, words }: EmbeddedRangeProps) {
  const { t } = words;
  const { place, version, unit } = page;
  const address = { model: place.model, version, layer: place.slug };
  const cluster =
    clusterIndex === undefined
      ? unit.clusters.at(-1)
      : unit.clusters.find((candidate) => candidate.clusterIndex === clusterIndex);
  if (!cluster) notFound();
  const here = `${neuronPath(address, unit.unitIndex)}#range-${cluster.clusterIndex}`;
  const { max } = niceScale(cluster.explanation?.iou ?? 0);
  return (
    <main className="embedded evidence">
      <div className="evidence-head">
        <h1>
          <a href={here} target="_blank" rel="noreferrer">
            <StrataGlyph size={16} />
            {t('neuron.embedTitle', {
              index: cluster.clusterIndex,
              unit: unit.unitIndex,
              layer: place.slug,
              model: place.model,
              version,
            })}
          </a>
        </h1>
        <EvidenceTools words={words} />
      </div>
      <div className="lanes">
        <RangeLane
          cluster={cluster}
          max={max}
          words={words}
          clusterCount={Math.max(unit.clusters.length, unit.layer.run?.clusters ?? 0)}
          lengthMax={unit.layer.run?.length ?? 0}
          history={[]}
          heading="h2"
          imageHref={(index) => imagePath(address, index)}
          conceptHref={(name, negated) =>
            `${layerPath(address)}${filterQuery(readFilters({ [negated ? 'not' : 'concept']: name }))}`
          }
        />
      </div>
    </main>
  );
}
