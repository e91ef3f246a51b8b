import {
  type BootstrapShare,
  type ClassifiedUnit,
  type Finding,
  findingsOf,
  type RangeProgress,
  specializationByRange,
} from '@strata/compute';

/** Intervals are drawn by chance; the same every time. */
const SEED = 1;

const VERDICTS: Readonly<Record<Finding, string>> = { YES: 'yes', NO: 'no', UNCLEAR: 'not clear' };

/**
 * How specialized a layer's ranges are, highest first, and whether the paper's two findings show, in lines for people;
 * none where nothing is classified. The baseline itself has no findings: it has learnt nothing.
 */
export function specializationLines(
  units: readonly ClassifiedUnit[],
  { isBaseline }: { readonly isBaseline: boolean },
): string[] {
  const progression = specializationByRange(units, { seed: SEED });
  const { ranges, rise } = progression;
  const [lowest] = ranges;
  const highest = ranges.at(-1);
  if (!lowest || !highest) return [];
  const against = isBaseline ? 'its own default formulas' : 'the untrained baseline';
  const lines = [
    `specialization against ${against} (in brackets 95 % bootstrap intervals over ${units.length} neurons):`,
    ...ranges.map(rangeLine).reverse(),
  ];
  const { lowIsUnspecialized, specializationRises } = findingsOf(progression);
  if (isBaseline || !lowIsUnspecialized || !specializationRises || !rise) return lines;
  const unspecialized = percent(lowest.shares.UNSPECIALIZED);
  return [
    ...lines,
    `  Low ranges are mostly unspecialized: ${VERDICTS[lowIsUnspecialized]}; range ${lowest.clusterIndex} is in ${unspecialized} of neurons.`,
    `  Specialization rises with the range: ${VERDICTS[specializationRises]}; specialized share of range ${highest.clusterIndex} ` +
      `minus that of range ${lowest.clusterIndex}: ${points(rise)}.`,
  ];
}

function rangeLine({ clusterIndex, n, shares }: RangeProgress): string {
  const { UNSPECIALIZED, WEAKLY_SPECIALIZED, SPECIALIZED } = shares;
  return (
    `  range ${clusterIndex}: n ${n} · unspecialized ${plain(UNSPECIALIZED)} % · weakly ${plain(WEAKLY_SPECIALIZED)} % · ` +
    `specialized ${percent(SPECIALIZED)}`
  );
}

const plain = ({ share }: BootstrapShare): string => (100 * share).toFixed(1);

function percent({ share, lower, upper }: BootstrapShare): string {
  return `${(100 * share).toFixed(1)} % (${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)})`;
}

function points({ share, lower, upper }: BootstrapShare): string {
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
  return `${signed(share)} points (${signed(lower)} to ${signed(upper)})`;
}
