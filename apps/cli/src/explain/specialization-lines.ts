import {
  type ClassEstimates,
  type Estimated,
  excessRises,
  isSpecialized,
  type RangeExcess,
  type RangeShares,
  type RunExcess,
} from '@strata/db';
import { calledAs } from '@strata/files';
import { SEEDS_MIN, type Share, type Verdict } from '@strata/statistics';

const VERDICTS: Readonly<Record<Verdict, string>> = { YES: 'yes', NO: 'no', UNCLEAR: 'not clear' };

/**
 * How specialized a layer's ranges are, highest first, beside untrained networks, and what lies above these, in lines for
 * people; none where nothing is classified. Of an untrained network nothing is concluded, nor against fewer than three.
 * The numbers are those that are stored, which API and pages show, too.
 */
export function specializationLines(
  { ranges, excess }: ClassEstimates,
  { isBaseline }: { readonly isBaseline: boolean },
): string[] {
  if (ranges.length === 0) return [];
  const seeds = excess?.seeds ?? 1;
  const against = seeds === 1 && isBaseline ? 'its own default formulas' : networks(seeds);
  const lines = [
    `specialization against ${against} (in brackets 95 % intervals):`,
    ...ranges.map((range) => rangeLine(range, excess)).reverse(),
  ];
  return isBaseline || !excess ? lines : [...lines, ...findings(excess)];
}

function networks(seeds: number): string {
  return seeds === 1 ? 'one untrained network' : `${seeds} untrained networks`;
}

function rangeLine({ clusterIndex, n, shares }: RangeShares, excess: RunExcess | null): string {
  const { UNSPECIALIZED, WEAKLY_SPECIALIZED, NOT_NAMEABLE, SPECIALIZED } = shares;
  const own = excess?.ranges.find((range) => range.clusterIndex === clusterIndex);
  return (
    `  range ${clusterIndex}: n ${n} · unspecialized ${plain(UNSPECIALIZED)} % · weakly ${plain(WEAKLY_SPECIALIZED)} % · ` +
    `not nameable ${plain(NOT_NAMEABLE)} % · specialized ${percent(SPECIALIZED)}${own ? excessText(own) : ''}`
  );
}

function excessText({ n, share, timesShuffled }: RangeExcess): string {
  const { value, lower, upper } = share.baseline;
  const band = `untrained ${percent({ share: value, lower: Math.max(0, lower), upper: Math.min(1, upper) })}`;
  const times = timesShuffled ? ` · times shuffled ${factor(timesShuffled.excess)} that of untrained networks` : '';
  return ` · ${band} · excess ${difference(share.excess)} with ${n} neurons each${times}`;
}

function findings(excess: RunExcess): string[] {
  const { seeds, ranges, rise } = excess;
  if (ranges.length === 0)
    return [
      seeds < SEEDS_MIN
        ? `  Nothing is concluded from ${networks(seeds)}: another untrained network looks specialized against it as well. ` +
          `With ${SEEDS_MIN} and more it can be: ${calledAs()} randomize model.onnx --seeds 5, then ${calledAs()} explain each with --baseline.`
        : `  Nothing is concluded: no range is in the network and in all of ${networks(seeds)}.`,
    ];
  const above = ranges.filter((range) => isSpecialized(range) === 'YES').map(({ clusterIndex }) => clusterIndex);
  const unknown = ranges.every(({ timesShuffled }) => timesShuffled === null);
  const verdict = excessRises(excess);
  return [
    `  Specialized beyond untrained networks: ${above.length > 0 ? `${above.length > 1 ? 'ranges' : 'range'} ${above.join(', ')}` : 'no range'}` +
      `${unknown ? ' (times shuffled is not computed, and has to be above theirs, too)' : ''}.`,
    ...(rise && verdict
      ? [
          `  Specialization rises with the range beyond untrained networks: ${VERDICTS[verdict]}; excess of range ${rise.highest} ` +
            `minus that of range ${rise.lowest}, ${rise.n} neurons, ${seeds} seeds: ${difference(rise)}.`,
        ]
      : []),
  ];
}

const hundred = (value: number): string => (100 * value).toFixed(1);

const plain = ({ share }: Share): string => hundred(share);

function percent({ share, lower, upper }: Share): string {
  return `${hundred(share)} % (${hundred(lower)}–${hundred(upper)})`;
}

function difference({ value, lower, upper }: Estimated): string {
  return `${points(value)} points (${points(lower)} to ${points(upper)})`;
}

/** Of a logarithm: how many times as high. */
function factor({ value, lower, upper }: Estimated): string {
  const [middle, low, high] = [value, lower, upper].map((one) => Math.exp(one).toFixed(2));
  return `${middle} times (${low}–${high})`;
}

function points(value: number): string {
  const text = hundred(Math.abs(value));
  return `${value < 0 && text !== '0.0' ? '−' : '+'}${text}`;
}
