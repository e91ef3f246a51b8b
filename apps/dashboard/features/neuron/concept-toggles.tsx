import type { EvidenceSampleFragment, RangeLaneFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { CategoryGlyph } from '../formula/category-glyph';
import { conceptName } from '../formula/concept-words';

interface ConceptTogglesProps {
  readonly cluster: RangeLaneFragment;
  readonly words: Words;
}

/** More concepts than a formula has; the style sheet knows as many. */
const CONCEPTS_MAX = 10;

/** The formula's concepts to choose from: one chosen shows its mask alone over the range's images, by the style sheet alone. */
export function ConceptToggles({ cluster: { clusterIndex, explanation, samples }, words }: ConceptTogglesProps) {
  const { t } = words;
  if (!explanation || samples.every(({ conceptMasks }) => conceptMasks.length === 0)) return null;
  const name = `alone-${clusterIndex}`;
  return (
    <fieldset className="alone">
      <legend>{t('neuron.alone')}</legend>
      <label className="alone-choice">
        <input type="radio" name={name} defaultChecked className="alone-none" />
        {t('neuron.aloneNone')}
      </label>
      {explanation.formula.concepts.slice(0, CONCEPTS_MAX).map(({ concept }, index) => (
        <label key={concept.name} className="alone-choice">
          <input type="radio" name={name} data-alone={index} />
          <CategoryGlyph category={concept.category} name={concept.name} />
          {conceptName(concept, words)}
        </label>
      ))}
    </fieldset>
  );
}

interface ConceptStencilsProps {
  readonly masks: EvidenceSampleFragment['conceptMasks'];
  /** The formula's concepts in order. */
  readonly concepts: readonly string[];
}

/** Where each concept lies on an image; fetched when it is chosen. */
export function ConceptStencils({ masks, concepts }: ConceptStencilsProps) {
  return masks.map(({ concept, maskUrl }) => (
    <span
      key={concept.name}
      className="shot-concept"
      data-concept={concepts.indexOf(concept.name)}
      style={{ '--stencil': `url("${maskUrl}")` } as Record<string, string>}
    />
  ));
}
