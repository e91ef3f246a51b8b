import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { sharedOffShare, zeroRuleText } from '../runs/zero-rule';
import type { Comparison } from './read-compare-page';

/** The layers that cannot be compared, and why; nothing when all can. */
export function SkippedLayers({ comparison, words }: { comparison: Comparison; words: Words }) {
  const { t } = words;
  const { skippedLayers, before, after } = comparison;
  if (skippedLayers.length === 0) return null;
  const versions = { before: before.label, after: after.label };
  return (
    <ul className="hint-line" aria-label={t('compare.skipped')}>
      {skippedLayers.map(({ name, reason, runBefore, runAfter }) => {
        const rules = runBefore && runAfter && [runBefore.zeroRule, runAfter.zeroRule];
        const [ruleBefore, ruleAfter] = rules?.map((rule) => zeroRuleText(rule, words)) ?? [];
        const share = rules?.[0] && rules[1] ? sharedOffShare(rules[0], rules[1]) : '';
        const layer = layerLabel(name);
        const mixed = { ruleBefore: ruleBefore ?? '', ruleAfter: ruleAfter ?? '', share };
        return <li key={name}>{t(`compare.reason.${reason}`, { ...versions, ...mixed, layer })}</li>;
      })}
    </ul>
  );
}
