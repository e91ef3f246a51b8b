import type { TrendSeries } from '../../charts/trend-data';
import { LINE_FROM } from '../../charts/trend-layout';
import { trendsPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import type { VersionWindow } from './version-window';

interface WindowFormProps {
  /** All versions. */
  readonly series: TrendSeries;
  readonly window: VersionWindow;
  readonly place: { readonly model: string; readonly layer: string };
  readonly words: Words;
}

/** Which versions the charts show; nothing where all can be told apart. */
export function WindowForm({ series: { versions }, window, place, words: { t } }: WindowFormProps) {
  if (versions.length < LINE_FROM) return null;
  const ends = [
    { name: 'from', label: t('trends.window.from'), value: window.from ?? versions[0]?.label },
    { name: 'to', label: t('trends.window.to'), value: window.to ?? versions.at(-1)?.label },
  ] as const;
  return (
    <form className="compare-form" action={`/models/${encodeURIComponent(place.model)}/trends`}>
      <input type="hidden" name="layer" value={place.layer} />
      {ends.map(({ name, label, value }) => (
        <label key={name} className="field">
          {label}
          <select name={name} defaultValue={value}>
            {versions.map((version) => (
              <option key={version.label} value={version.label}>
                {shortened(version.label)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className="button">
        {t('trends.window.show')}
      </button>
      {(window.from !== null || window.to !== null) && (
        <TextLink className="button" href={trendsPath(place)}>
          {t('trends.window.all', { n: versions.length })}
        </TextLink>
      )}
    </form>
  );
}
