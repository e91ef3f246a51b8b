import type { LightColor } from '@strata/domain';
import type { Words } from '../../i18n/words';

/** A version's light: its colour by word, too. */
export function VersionLight({ color, words: { t } }: { readonly color: LightColor; readonly words: Words }) {
  return (
    <span className="light" data-light={color}>
      <span className="light-lamp" aria-hidden="true" />
      <span className="light-word">{t(`version.color.${color}`)}</span>
    </span>
  );
}
