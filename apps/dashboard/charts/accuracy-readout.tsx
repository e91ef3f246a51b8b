import type { Words } from '../i18n/words';
import { ReadoutText } from './readout-text';
import type { TrendVersion } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface AccuracyReadoutProps {
  readonly versions: readonly TrendVersion[];
  readonly layout: TrendLayout;
  readonly words: Words;
  /** Where the numbers begin, and which version shows while none is read. */
  readonly at: { readonly x: number; readonly newest: number };
}

/** The number beside the row of accuracies. */
export function AccuracyReadout({ versions, layout, words, at }: AccuracyReadoutProps) {
  if (!layout.hasAccuracy) return null;
  return (
    <ReadoutText
      {...at}
      className="chart-value"
      y={layout.accuracyTop + layout.accuracyHeight / 2 + 5}
      says={versions.map(({ accuracy }) => (accuracy === null ? '' : words.percent(accuracy)))}
    />
  );
}
