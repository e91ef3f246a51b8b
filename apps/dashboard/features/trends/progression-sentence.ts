import type { SpecializationRise, TrendSeries, TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import type { ShareEstimate } from './share-difference';
import { measuredVersions } from './specialization-sentence';

/** A range of the newest version with its specialized share. */
interface Step extends ShareEstimate {
  readonly clusterIndex: number;
}

/** Whether specialization rises with the range in the newest trained version; null when there is none. */
export function progressionSentence(series: TrendSeries, words: Words): string | null {
  const version = measuredVersions(series).at(-1);
  return version ? versionProgression(version, words) : null;
}

/**
 * Whether specialization rises with the range in a version (progressive specialization), with numbers, and whether lowest
 * and highest range differ by more than chance makes them: by the stored interval, which the command prints, too. Null
 * with fewer than two measured ranges, and of a baseline, which has learnt nothing.
 */
export function versionProgression(version: TrendVersion, words: Words): string | null {
  const { t, percent } = words;
  if (version.isBaseline) return null;
  const points = version.points.toSorted((a, b) => a.clusterIndex - b.clusterIndex);
  const steps = points.flatMap(({ clusterIndex, specialization }): Step[] =>
    specialization ? [{ clusterIndex, ...specialization.specialized }] : [],
  );
  const [low, high] = [steps[0], steps.at(-1)];
  if (!low || !high || low === high) return null;
  const values = {
    version: version.label,
    lowest: low.clusterIndex,
    highest: high.clusterIndex,
    low: percent(low.share),
    high: percent(high.share),
    difference: version.rise ? differenceOf(version.rise, words) : '',
  };
  if (values.low === values.high) return t('trends.progression.same', values);
  const doubt = version.rise?.rises === 'UNCLEAR' ? doubtOf(version.rise, words) : '';
  if (high.share < low.share) return `${t('trends.progression.fall', values)}${doubt}`;
  const step = unevenStep(steps, words);
  if (!step) return `${t('trends.progression.rise', values)}${doubt}`;
  const at = { ...values, range: step.clusterIndex, share: percent(step.share) };
  const uneven = step.share > high.share ? t('trends.progression.peak', at) : t('trends.progression.dip', at);
  return `${uneven}${doubt}`;
}

function differenceOf({ difference, lower, upper }: SpecializationRise, { t, points }: Words): string {
  return t('trends.progression.difference', {
    difference: points(difference),
    lower: points(lower),
    upper: points(upper),
  });
}

function doubtOf({ n, lowest, highest }: SpecializationRise, { t, count }: Words): string {
  return t('trends.progression.doubt', { n: count(n), lowest, highest });
}

/** Where the rise is not even: the range above the highest range's share, else the one furthest under its lower neighbour. */
function unevenStep(steps: readonly Step[], { percent }: Words): Step | undefined {
  const most = steps.reduce((a, b) => (b.share > a.share ? b : a));
  if (percent(most.share) !== percent(steps.at(-1)?.share ?? 0)) return most;
  const fallOf = (index: number) => (steps[index - 1]?.share ?? 0) - (steps[index]?.share ?? 0);
  return steps
    .map((step, index) => ({ step, index }))
    .filter(({ step, index }) => fallOf(index) > 0 && percent(steps[index - 1]?.share ?? 0) !== percent(step.share))
    .toSorted((a, b) => fallOf(b.index) - fallOf(a.index))[0]?.step;
}
