import type { Words } from '../../i18n/words';

/** How a run treats activations that are exactly 0, as the API tells it. */
export interface RunZeroRule {
  readonly kind: 'LAYER_SHARE' | 'NEVER' | 'UNIT';
  readonly offShare?: number | null;
  readonly zerosOff?: boolean | null;
}

/** The word that the messages choose by. */
export function zeroRuleWord({ kind, zerosOff }: RunZeroRule): 'off' | 'values' | 'never' | 'unit' {
  if (kind === 'NEVER') return 'never';
  if (kind === 'UNIT') return 'unit';
  return zerosOff ? 'off' : 'values';
}

/** The rule in words, within a sentence. */
export function zeroRuleText(rule: RunZeroRule, { t }: Words): string {
  return t('zeroRule', { rule: zeroRuleWord(rule), share: String(rule.offShare ?? '') });
}

/** What `--off-share` makes two runs comparable: the later one's, the earlier one's where that has none; never where one share has come out both ways. */
export function sharedOffShare(before: RunZeroRule, after: RunZeroRule): string {
  const kept = after.kind === 'UNIT' ? before : after;
  const split = before.kind === after.kind && before.offShare === after.offShare;
  return split || kept.kind === 'NEVER' ? 'never' : String(kept.offShare ?? 0.05);
}
