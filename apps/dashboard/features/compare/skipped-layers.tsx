import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import type { Comparison } from './read-compare-page';

/** The layers that cannot be compared, and why; nothing when all can. */
export function SkippedLayers({ comparison, words: { t } }: { comparison: Comparison; words: Words }) {
  const { skippedLayers, before, after } = comparison;
  if (skippedLayers.length === 0) return null;
  const versions = { before: before.label, after: after.label };
  return (
    <ul className="hint-line" aria-label={t('compare.skipped')}>
      {skippedLayers.map(({ name, reason }) => (
        <li key={name}>{t(`compare.reason.${reason}`, { ...versions, layer: layerLabel(name) })}</li>
      ))}
    </ul>
  );
}
