import type { Words } from '../../../i18n/words';
import { shortened } from '../../../ui/shortened';
import { VERSIONS_MAX } from './several-address';

interface SeveralFormProps {
  readonly model: string;
  /** The layer as addresses say it. */
  readonly layer: string | null;
  /** All that can be chosen, in the model's order. */
  readonly labels: readonly string[];
  /** Chosen now, the pinned one first. */
  readonly chosen: readonly string[];
  readonly words: Words;
}

/** Chooses the versions that stand side by side: the pinned one, then up to five others. */
export function SeveralForm({ model, layer, labels, chosen, words: { t } }: SeveralFormProps) {
  const places = Array.from({ length: VERSIONS_MAX }, (_, at) => ({ at, value: chosen[at] ?? '' }));
  return (
    <form action={`/models/${encodeURIComponent(model)}/compare`} className="compare-form">
      {layer !== null && <input type="hidden" name="layer" value={layer} />}
      {places.map(({ at, value }) => (
        <label key={at} className="field">
          {at === 0 ? t('compare.several.first') : t('compare.several.version', { n: at + 1 })}
          <select name="v" defaultValue={value}>
            <option value="">–</option>
            {labels.toReversed().map((label) => (
              <option key={label} value={label}>
                {shortened(label)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className="button button-main">
        {t('compare.several.submit')}
      </button>
    </form>
  );
}
