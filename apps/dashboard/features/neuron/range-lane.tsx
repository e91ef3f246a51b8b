import { OverlapBar } from '../../charts/overlap-bar';
import { onRangeColor, rangeColor } from '../../charts/range-color';
import { Sparkline } from '../../charts/sparkline';
import type { RangeLaneFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { FormulaChips } from '../formula/formula-chips';
import { FormulaTree } from '../formula/formula-tree';
import { FormulaWords } from '../formula/formula-words';
import { Term } from '../glossary/term';
import { LaneJudgement } from '../reviews/lane-judgement';
import { ConceptToggles } from './concept-toggles';
import { EvidenceImage } from './evidence-image';
import { LaneClass } from './lane-class';
import { LaneEvidence } from './lane-evidence';
import { LaneLinks, MoreImages } from './lane-links';
import { LaneNumbers } from './lane-numbers';

interface RangeLaneProps {
  readonly cluster: RangeLaneFragment;
  readonly clusterCount: number;
  /** How many concepts the run's formulas may have. */
  readonly lengthMax: number;
  /** The overlap at the right end of every lane's bar. */
  readonly max: number;
  /** This range's overlap in every version, null where there was none. */
  readonly history: readonly (number | null)[];
  readonly conceptHref: (name: string, negated: boolean) => string;
  /** The page of an image, by its number in the dataset. */
  readonly imageHref: (sampleIndex: number) => string;
  /** The neuron's address and name, for links to exactly this range; without them there are none. */
  readonly links?: { readonly here: string; readonly title: string };
  /** Whose drafts of judgements are kept. Default null: who may not judge. */
  readonly reviewer?: string | null;
  /** Default h3, under the heading of all lanes. */
  readonly heading?: 'h2' | 'h3';
  readonly words: Words;
}

/** One layer of the neuron: what it responds to in this range, how well that matches, and the images that show it. */
export function RangeLane(props: RangeLaneProps) {
  const {
    cluster,
    clusterCount,
    lengthMax,
    max,
    history,
    conceptHref,
    imageHref,
    links,
    reviewer = null,
    heading: Heading = 'h3',
    words,
  } = props;
  const { t, iou, percent } = words;
  const { clusterIndex, explanation, samples } = cluster;
  const concepts = explanation?.formula.concepts.map(({ concept }) => concept.name) ?? [];
  const color = rangeColor(clusterIndex, clusterCount);
  return (
    <section className="lane" id={`range-${clusterIndex}`} aria-labelledby={`range-${clusterIndex}-title`}>
      <div className="lane-core" style={{ background: color, color: onRangeColor(clusterIndex, clusterCount) }}>
        <Heading id={`range-${clusterIndex}-title`}>
          <a href={`#range-${clusterIndex}`} title={t('neuron.rangeLink')}>
            <span className="sr-only">{t('range.name', { index: clusterIndex })}</span>
            <span aria-hidden="true">{clusterIndex}</span>
          </a>
        </Heading>
      </div>
      <div className="lane-words">
        {explanation ? (
          <>
            {concepts.length > 1 && (
              <p className="lane-said">
                <FormulaWords {...explanation.formula} words={words} />
              </p>
            )}
            <p className="lane-formula">
              <FormulaChips
                formula={explanation.formula}
                words={words}
                conceptHref={conceptHref}
                replication={explanation.replication}
              />
            </p>
            <div className="lane-scores figures">
              <OverlapBar iou={explanation.iou} chance={explanation.chance} max={max} color={color} width={104} />
              <span>
                <Term name="overlap" words={words} text={t('neuron.overlap')} /> <strong>{iou(explanation.iou)}</strong>
              </span>
              {history.length > 1 && (
                <Sparkline
                  values={history}
                  color="var(--soft)"
                  width={56}
                  height={20}
                  label={t('neuron.historySpark', { count: history.length })}
                />
              )}
            </div>
            <LaneEvidence cluster={cluster} words={words} />
            <LaneClass explanation={explanation} words={words} />
            <LaneJudgement explanation={explanation} reviewer={reviewer} words={words} />
            <p className="lane-meaning">
              {t('neuron.meaning', { fires: percent(cluster.share) })}
              <Labelled cluster={cluster} words={words} />
            </p>
            <div className="lane-folds">
              <details className="fold">
                <summary className="text-button">{t('tree.title')}</summary>
                <FormulaTree formula={explanation.formula} words={words} />
              </details>
              <LaneNumbers cluster={cluster} lengthMax={lengthMax} words={words} />
              {links && <LaneLinks {...links} clusterIndex={clusterIndex} words={words} />}
            </div>
          </>
        ) : (
          <p>
            {cluster.outcome === 'NOTHING_NAMED' ? t('neuron.nothingNamed') : t('neuron.noExplanation')}
            <Labelled cluster={cluster} words={words} />
          </p>
        )}
      </div>
      <div className="lane-shots">
        <ConceptToggles cluster={cluster} words={words} />
        {samples.map((sample, column) => (
          <EvidenceImage
            key={sample.rank}
            sample={sample}
            concepts={concepts}
            sheet={{ url: cluster.sheetUrl, columns: samples.length, column }}
            href={imageHref(sample.sample.sampleIndex)}
            words={words}
          />
        ))}
        {links && samples.length > 0 && <MoreImages {...links} clusterIndex={clusterIndex} words={words} />}
        {samples.length === 0 && <p className="lane-empty">{t('neuron.noSamples')}</p>}
      </div>
    </section>
  );
}

/** How much of where the neuron fires carries any label; nothing where it was not counted, or nothing fires. */
function Labelled({ cluster: { labelledShare }, words: { t, percent } }: Pick<RangeLaneProps, 'cluster' | 'words'>) {
  return labelledShare == null ? null : ` ${t('neuron.labelled', { share: percent(labelledShare) })}`;
}
