import type { GateLayer, GateLayers, ModelVersionRow, SkipReason } from '@strata/db';
import type { RangeChoice } from '../rules/rules-schema.ts';

/** What a gate decides about, and what with. */
export interface Subject {
  readonly version: ModelVersionRow;
  /** Null: no baseline was named. */
  readonly baseline: ModelVersionRow | null;
}

/** A range of a layer, as it is measured. */
export interface RangePlace {
  readonly layer: string;
  readonly clusterIndex: number;
  readonly runId: number;
  readonly baselineRunId: number | null;
  /** What is said where there is no baseline's run. */
  readonly whyNoBaseline: string;
  readonly sharesUnits: boolean;
}

/** A place to check, or why there is none. */
export type Place = RangePlace | { readonly layer: string | null; readonly why: string };

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  ONLY_BEFORE: 'only the baseline has the layer',
  ONLY_AFTER: 'the baseline has no completed run of the layer',
  NO_EQUAL_RUNS:
    'the baseline was explained with other settings or another preprocessing: explain both with the same flags',
  MIXED_ZERO_RULES: 'zeros stand apart in one of the versions only: explain both with the same --off-share',
};

/** The ranges that a rule means. */
export function placesOf(
  { layer, range }: { readonly layer?: string | undefined; readonly range: RangeChoice },
  { layers, sharesUnits }: GateLayers,
): Place[] {
  const meant = layers.filter((one) => layer === undefined || one.layer === layer);
  if (meant.length === 0) {
    const known = layers.map((one) => one.layer).join(', ');
    const why =
      layer === undefined
        ? 'no layer of the version is explained'
        : `the version has no layer ${layer} (it has: ${known || 'none'})`;
    return [{ layer: layer ?? null, why }];
  }
  return meant.flatMap((one): Place[] => rangesOf(one, { range, sharesUnits }));
}

function rangesOf(
  one: GateLayer,
  { range, sharesUnits }: { readonly range: RangeChoice; readonly sharesUnits: boolean },
): Place[] {
  const { layer, runId, baselineRunId, skipped, ranges, status } = one;
  if (runId === null) return [{ layer, why: incompleteText(status) }];
  const numbers = chosen(range, ranges);
  if (numbers.length === 0) return [{ layer, why: 'no neuron of it has a range' }];
  const whyNoBaseline = skipped ? SKIPPED[skipped] : 'a change needs a baseline (--baseline)';
  return numbers.map((clusterIndex) =>
    ranges.includes(clusterIndex)
      ? { layer, clusterIndex, runId, baselineRunId, whyNoBaseline, sharesUnits }
      : { layer, why: `it has no range ${clusterIndex} (it has: ${ranges.join(', ')})` },
  );
}

function chosen(range: RangeChoice, ranges: readonly number[]): readonly number[] {
  if (range === 'all') return ranges;
  if (range === 'highest') return ranges.slice(-1);
  if (range === 'lowest') return ranges.slice(0, 1);
  return typeof range === 'number' ? [range] : range;
}

function incompleteText(status: GateLayer['status']): string {
  if (status === null) return 'it was never explained';
  return `its run is ${status.toLowerCase()}, not completed: an incomplete run never passes`;
}
