import { layerSlug, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import { findPath } from '../find/find-address';
import { quoted } from '../find/quoted';
import { ConceptChip } from '../formula/concept-chip';
import type { ComparableModel, Comparison } from './read-compare-page';

type Change = Comparison['conceptsGained'][number];

interface ConceptChangesProps {
  readonly model: ComparableModel;
  readonly comparison: Comparison;
  readonly words: Words;
}

/** The concepts that only one of the two versions knows. */
export function ConceptChanges({ model, comparison, words }: ConceptChangesProps) {
  const { t } = words;
  const { conceptsGained, conceptsLost, before, after } = comparison;
  return (
    <section className="concept-changes" aria-label={t('compare.concepts')}>
      <ConceptList
        title={t('compare.gained', { count: conceptsGained.length })}
        none={t('compare.noneGained', { version: shortened(after.label) })}
        sign="+"
        changes={conceptsGained}
        version={after.label}
        model={model}
        words={words}
      />
      <ConceptList
        title={t('compare.lost', { count: conceptsLost.length })}
        none={t('compare.noneLost', { version: shortened(before.label) })}
        sign="−"
        changes={conceptsLost}
        version={before.label}
        model={model}
        words={words}
      />
    </section>
  );
}

interface ConceptListProps {
  readonly title: string;
  readonly none: string;
  readonly sign: string;
  readonly changes: readonly Change[];
  /** The version that knows them. */
  readonly version: string;
  readonly model: ComparableModel;
  readonly words: Words;
}

/** The best stand open, the others fold away. */
const OPEN = 6;

function ConceptList({ title, none, sign, changes, version, model, words }: ConceptListProps) {
  const { t, iou } = words;
  const items = changes.map(({ concept, bestIou, bestExplanation: { clusterIndex, unit } }) => {
    const place = { model: model.name, version, layer: layerSlug(unit.layer.name, model.layerNames) };
    return (
      <li key={`${concept.category} ${concept.name}`}>
        <ConceptChip
          {...concept}
          negated={false}
          words={words}
          href={findPath({ q: quoted(concept.name), model: model.name, version })}
        />
        <TextLink className="concept-best" href={`${neuronPath(place, unit.unitIndex)}#range-${clusterIndex}`}>
          {t('compare.best', { iou: iou(bestIou), unit: unit.unitIndex, index: clusterIndex })}
        </TextLink>
      </li>
    );
  });
  return (
    <div className="concept-list">
      <h2>
        <span aria-hidden="true">{sign} </span>
        {title}
      </h2>
      {changes.length === 0 && <p className="hint-line">{none}</p>}
      <ul>{items.slice(0, OPEN)}</ul>
      {items.length > OPEN && (
        <details>
          <summary className="text-button">{t('compare.moreConcepts', { count: items.length - OPEN })}</summary>
          <ul>{items.slice(OPEN)}</ul>
        </details>
      )}
    </div>
  );
}
