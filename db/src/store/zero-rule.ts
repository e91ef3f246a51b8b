import type { RunRow } from './lists/lists.ts';

/** By which rule a run's zeros are off, and what it came to. */
export type ZeroRule = Pick<RunRow, 'offShare' | 'zerosOff'>;

/** Whether ranges of the same number mean the same in both: by one rule, with one outcome. */
export function sameZeroRule(a: ZeroRule, b: ZeroRule): boolean {
  return a.offShare === b.offShare && a.zerosOff === b.zerosOff;
}

/** The rule in words, for messages. */
export function zeroRuleText({ offShare, zerosOff }: ZeroRule): string {
  if (zerosOff === null) return 'zeros left out neuron by neuron, as before --off-share';
  if (offShare === null) return '--off-share never';
  return `--off-share ${offShare}, by which zeros are ${zerosOff ? 'off' : 'values like any other'}`;
}

/** What to do where two runs differ: the flags that make them one. */
export function zeroRuleRemedy(a: ZeroRule, b: ZeroRule): string {
  const share = b.zerosOff === null ? a : b;
  if (share.zerosOff === null || a.offShare !== b.offShare || a.zerosOff === null || b.zerosOff === null) {
    const flag = share.zerosOff === null ? '0.05' : (share.offShare ?? 'never');
    return `Explain both by one rule: strata explain … --off-share ${flag}`;
  }
  return 'Their layers lie on both sides of that share. Explain both with --off-share never, or with a share below or above both';
}
