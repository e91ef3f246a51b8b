import type { ClassEstimates, RangeShares } from '@strata/db';
import { isAbove, type Share, type Verdict } from '@strata/statistics';

const VERDICTS: Readonly<Record<Verdict, string>> = { YES: 'yes', NO: 'no', UNCLEAR: 'not clear' };

/**
 * How specialized a layer's ranges are, highest first, and whether the paper's two findings show, in lines for people;
 * none where nothing is classified. The baseline itself has no findings: it has learnt nothing. The numbers are those
 * that are stored, which API and pages show, too.
 */
export function specializationLines(
  { ranges, rise }: ClassEstimates,
  { isBaseline }: { readonly isBaseline: boolean },
): string[] {
  const [lowest] = ranges;
  if (!lowest) return [];
  const against = isBaseline ? 'its own default formulas' : 'the untrained baseline';
  const lines = [`specialization against ${against} (in brackets 95 % intervals):`, ...ranges.map(rangeLine).reverse()];
  if (isBaseline || !rise) return lines;
  const { UNSPECIALIZED: unspecialized } = lowest.shares;
  return [
    ...lines,
    `  Low ranges are mostly unspecialized: ${VERDICTS[isAbove(unspecialized, 0.5)]}; ` +
      `range ${lowest.clusterIndex} is in ${percent(unspecialized)} of neurons.`,
    `  Specialization rises with the range: ${VERDICTS[isAbove(rise, 0)]}; specialized share of range ${rise.highest} ` +
      `minus that of range ${rise.lowest}, in the ${rise.n} neurons that have both: ${points(rise.difference)} points ` +
      `(${points(rise.lower)} to ${points(rise.upper)}).`,
  ];
}

function rangeLine({ clusterIndex, n, shares }: RangeShares): string {
  const { UNSPECIALIZED, WEAKLY_SPECIALIZED, SPECIALIZED } = shares;
  return (
    `  range ${clusterIndex}: n ${n} · unspecialized ${plain(UNSPECIALIZED)} % · weakly ${plain(WEAKLY_SPECIALIZED)} % · ` +
    `specialized ${percent(SPECIALIZED)}`
  );
}

const hundred = (value: number): string => (100 * value).toFixed(1);

const plain = ({ share }: Share): string => hundred(share);

function percent({ share, lower, upper }: Share): string {
  return `${hundred(share)} % (${hundred(lower)}–${hundred(upper)})`;
}

function points(value: number): string {
  return `${value < 0 ? '−' : '+'}${hundred(Math.abs(value))}`;
}
