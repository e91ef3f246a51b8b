import type { Grade } from '@strata/domain';
import type { ExplainedLayer } from '@strata/runs';
import type { PilotTally } from './pilot-tally.ts';

const WORDS: Readonly<Record<Grade, string>> = {
  CLEAR: 'clear',
  PARTLY: 'partly',
  UNCLEAR: 'unclear',
  NONE: 'nothing nameable',
};

type Piloted = Pick<ExplainedLayer, 'units' | 'unitCount' | 'timingsMs'>;

/** What a sample says of the whole layer, and what the rest would cost, in lines for people. */
export function pilotLines(tally: PilotTally, { units, unitCount, timingsMs }: Piloted): string[] {
  const sampled = units.length;
  const rest = unitCount - sampled;
  const ranges = tally.ranges({ sampled, unitCount }).map(({ clusterIndex, shares }) => {
    const parts = (Object.keys(WORDS) as Grade[]).map((grade) => {
      const { share, lower, upper } = shares[grade];
      return `${WORDS[grade]} ${percent(share)} (${percent(lower)}–${percent(upper)}) %`;
    });
    return `  range ${clusterIndex}: ${parts.join(', ')}`;
  });
  const head = `\nPilot: ${sampled} of ${unitCount} neurons. Of the whole layer, with 95 % intervals:`;
  if (ranges.length === 0) ranges.push('  nothing is graded in the sample');
  return [head, ...ranges, ...costLines({ sampled, rest, unitCount, timingsMs })];
}

interface Cost extends Pick<Piloted, 'unitCount' | 'timingsMs'> {
  readonly sampled: number;
  readonly rest: number;
}

/** Activations are recorded by then, and kept: what is left is the work per neuron. */
function costLines({ sampled, rest, unitCount, timingsMs }: Cost): string[] {
  if (rest === 0) return ['All neurons are explained.'];
  const spent = timingsMs.total - timingsMs.activations;
  const eta =
    spent > 0 && sampled > 0 ? `about ${duration((spent / sampled) * rest)}, since activations are kept` : null;
  return [
    `The other ${rest} neurons: ${eta ?? 'not known, as nothing was computed this time'}; ${unitCount} neurons in all.`,
    'To go on with all of them: the same command with "explain" in place of "pilot".',
  ];
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 100) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function percent(share: number): string {
  return String(Math.round(100 * share));
}
