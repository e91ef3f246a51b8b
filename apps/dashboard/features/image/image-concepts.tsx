import type { Words } from '../../i18n/words';
import { CategoryGlyph } from '../formula/category-glyph';
import type { PageSample } from './read-image-page';

/** Concepts whose masks can be shown; the style sheet knows as many. */
const CONCEPTS_MAX = 16;

/** The largest concepts of an image. */
export function conceptsOf({ conceptMasks }: PageSample): PageSample['conceptMasks'] {
  return conceptMasks.slice(0, CONCEPTS_MAX);
}

/** The concepts that lie on the image; those that are chosen show their masks, by the style sheet alone. */
export function ImageConcepts({ sample, words: { t } }: { readonly sample: PageSample; readonly words: Words }) {
  const shown = conceptsOf(sample);
  if (shown.length === 0) return <p className="hint-line">{t('image.noConcepts')}</p>;
  return (
    <fieldset className="alone image-concepts">
      <legend>{t('image.concepts')}</legend>
      {shown.map(({ concept }, index) => (
        <label key={concept.name} className="alone-choice">
          <input type="checkbox" data-mask={index} />
          <CategoryGlyph category={concept.category} name={concept.name} />
          {concept.name}
        </label>
      ))}
    </fieldset>
  );
}
