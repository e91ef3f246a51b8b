import { layerLabel, layerSlug, neuronPath } from '../../data/paths';
import type { ReviewItemFragment, ReviewQueueQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { FormulaTree } from '../formula/formula-tree';
import { EvidenceImage } from '../neuron/evidence-image';
import { EvidenceTools } from '../neuron/evidence-tools';

type Queued = ReviewQueueQuery['reviewQueue']['edges'][number]['node'];

interface ReviewItemProps {
  readonly queued: Queued;
  readonly words: Words;
}

/** What is judged: the formula as a question, large pictures that speak for it and against it, numbers last. */
export function ReviewItem({ queued, words }: ReviewItemProps) {
  const { t, percent, iou } = words;
  const { explanation, importance, importanceIsMeasured, doubt } = queued;
  const { unit, clusterIndex, run, cluster, formula } = explanation;
  const { model, label } = unit.layer.modelVersion;
  const place = { model: model.name, version: label, layer: layerSlug(unit.layer.name, model.layerNames) };
  const { examples, counterExamples } = splitSamples(cluster.samples);
  const asked = { importance: percent(importance), doubt: iou(doubt) };
  const pictures = { concepts: formula.concepts.map(({ concept }) => concept.name), words };
  return (
    <section className="review-item evidence" aria-labelledby="review-item-title">
      <h2 id="review-item-title">
        <RangeMark index={clusterIndex} count={run.clusters} label={t('column.range')} />{' '}
        <TextLink href={`${neuronPath(place, unit.unitIndex)}#range-${clusterIndex}`}>
          {t('review.item', { unit: unit.unitIndex, layer: layerLabel(unit.layer.name), version: label })}
        </TextLink>
      </h2>
      <p className="review-formula">
        <FormulaChips formula={formula} words={words} />
      </p>
      <div className="evidence-head">
        <p className="hint-line">{t('review.look')}</p>
        <EvidenceTools words={words} />
      </div>
      <Pictures title={t('review.examples')} samples={examples} {...pictures} />
      <Pictures title={t('review.counterExamples')} samples={counterExamples} {...pictures} />
      <details className="fold">
        <summary className="text-button">{t('review.numbers')}</summary>
        <p>
          {t('review.numbersText', {
            iou: iou(explanation.iou),
            grade: explanation.grade ? t(`grade.${explanation.grade}`) : t('evidence.short'),
          })}{' '}
          {importanceIsMeasured ? t('review.importanceMeasured', asked) : t('review.importanceByShare', asked)}
        </p>
        <FormulaTree formula={formula} words={words} />
      </details>
    </section>
  );
}

type Sample = ReviewItemFragment['cluster']['samples'][number];

/** Counter-examples are images in which less than half of the neuron's pixels, or of the formula's, are the other's, too. */
export function splitSamples<One extends Pick<Sample, 'bitmapPixels' | 'formulaPixels' | 'intersection'>>(
  samples: readonly One[],
): { readonly examples: readonly One[]; readonly counterExamples: readonly One[] } {
  const isAgainst = ({ bitmapPixels, formulaPixels, intersection }: One) =>
    2 * intersection < bitmapPixels || 2 * intersection < formulaPixels;
  return {
    examples: samples.filter((sample) => !isAgainst(sample)),
    counterExamples: samples.filter(isAgainst),
  };
}

interface PicturesProps {
  readonly title: string;
  readonly samples: readonly Sample[];
  readonly concepts: readonly string[];
  readonly words: Words;
}

function Pictures({ title, samples, concepts, words }: PicturesProps) {
  if (samples.length === 0) return null;
  return (
    <div className="review-group">
      <h3>{title}</h3>
      <div className="review-shots">
        {samples.map((sample) => (
          <EvidenceImage key={sample.rank} sample={sample} concepts={concepts} words={words} />
        ))}
      </div>
    </div>
  );
}
