import { layerLabel, layerSlug, neuronPath } from '../../data/paths';
import type { ClaimFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { FormulaWords } from '../formula/formula-words';
import { EvidenceImage } from '../neuron/evidence-image';
import type { VersionPageData } from './read-version-page';

/** Pictures beside a claim. */
const PICTURES = 3;

/** What is claimed of a version, each with its pictures and what it rests on. */
export function Claims({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t } = words;
  return (
    <section className="report-part" aria-labelledby="claims">
      <h2 id="claims">{t('version.claims.title')}</h2>
      {page.claims.length === 0 && <p className="panel report-empty">{t('version.claims.none')}</p>}
      <div className="report-claims">
        {page.claims.map((claim) => (
          <Claim key={claim.id} claim={claim} page={page} words={words} />
        ))}
      </div>
    </section>
  );
}

interface ClaimProps {
  readonly claim: ClaimFragment;
  readonly page: VersionPageData;
  readonly words: Words;
}

function Claim({ claim, page: { model, version }, words }: ClaimProps) {
  const { t, percent, lift, iou, count } = words;
  const { clusterIndex, formula, timesShuffled, kept, heldOutP, unit, cluster, metrics } = claim;
  const layer = layerSlug(unit.layer.name, model.layerNames);
  const place = { model: model.name, version: version.label, layer };
  const concepts = formula.concepts.map(({ concept }) => concept.name);
  const { support } = cluster;
  const numbers = [
    ...(timesShuffled == null ? [] : [t('version.claims.times', { times: lift(timesShuffled) })]),
    t('version.claims.doubt', {
      p: heldOutP == null ? '–' : iou(heldOutP),
      kept: kept == null ? '–' : percent(kept),
    }),
    ...(support ? [t('evidence.support', { images: count(support.samples), cells: count(support.mapCells) })] : []),
  ];
  return (
    <article className="panel report-claim">
      <h3>
        {t.rich('version.claims.respondsTo', {
          unit: unit.unitIndex,
          layer: layerLabel(unit.layer.name),
          range: clusterIndex,
          neuron: (chunks) => <TextLink href={neuronPath(place, unit.unitIndex)}>{chunks}</TextLink>,
          formula: () => <FormulaWords {...formula} words={words} />,
        })}
      </h3>
      <p className="report-mark">
        <span aria-hidden="true">◐</span> {t('version.claims.seen')}
      </p>
      <p className="text-small text-soft">
        {metrics.explanationCoverage != null && t('evidence.holds', { share: percent(metrics.explanationCoverage) })}{' '}
        {numbers.join(' · ')}
      </p>
      <div className="report-pictures">
        {cluster.samples.slice(0, PICTURES).map((sample) => (
          <EvidenceImage key={sample.rank} sample={sample} concepts={concepts} words={words} />
        ))}
      </div>
    </article>
  );
}
