import { CATEGORIES } from '@strata/domain';
import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { type FindAddress, findPath } from './find-address';
import type { FindPageData, KnownConcepts } from './read-find-page';

interface KnownPlacesProps {
  readonly page: FindPageData;
  readonly known: KnownConcepts;
  readonly address: FindAddress;
  readonly words: Words;
}

/** Whose concepts are listed: model, version, layer, category. */
export function KnownPlaces({ page: { places }, known, address, words: { t } }: KnownPlacesProps) {
  const models = places.models.nodes;
  const versions = models.find(({ name }) => name === known.model)?.versions.nodes ?? [];
  return (
    <form action={findPath({})} className="known-places">
      {models.length > 1 ? (
        <Choice
          name="model"
          label={t('find.facet.model')}
          value={known.model}
          values={models.map(({ name }) => [name])}
        />
      ) : null}
      <Choice
        name="version"
        label={t('find.facet.version')}
        value={known.version}
        values={versions.toReversed().map(({ label }) => [label])}
      />
      {known.layerNames.length > 1 && (
        <Choice
          name="layer"
          label={t('find.facet.layer')}
          value={address.layer ?? ''}
          values={[['', t('find.anyLayer')], ...known.layerNames.map((name): Option => [name, layerLabel(name)])]}
        />
      )}
      <Choice
        name="category"
        label={t('find.facet.category')}
        value={address.category ?? ''}
        values={[['', t('find.anyCategory')], ...CATEGORIES.map((name): Option => [name, t(`category.${name}`)])]}
      />
      <button type="submit" className="button">
        {t('find.showKnown')}
      </button>
    </form>
  );
}

/** A value, and its name where that is another. */
type Option = readonly [value: string, name?: string];

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly values: readonly Option[];
}

function Choice({ name, label, value, values }: ChoiceProps) {
  return (
    <label className="field">
      {label}
      <select name={name} defaultValue={value}>
        {values.map(([one, text = one]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
