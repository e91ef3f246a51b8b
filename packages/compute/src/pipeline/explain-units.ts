import { findRanges, givenRanges } from '../ranges/find-ranges.ts';
import { histogram } from '../ranges/histogram.ts';
import { describeRanges, searchRanges } from './explain-ranges.ts';
import type { UnitContext } from './unit-context.ts';
import type { StageTimings, UnitResult } from './unit-result.ts';

/**
 * Explains a block of units: ranges, cell hits, formulas, top samples. Each image's cell map is read once for the block.
 * @throws StrataError when activations or cell maps cannot be read.
 */
export function explainUnits(
  context: UnitContext,
  units: readonly number[],
): { results: UnitResult[]; timings: StageTimings } {
  const started = processorMs();
  const described = units.map((unit) => describeUnit(context, unit));
  const ranged = processorMs();
  const hits = context.countHits(described.map(({ unit, found, values }) => ({ unit, values, ranges: found.ranges })));
  const counted = processorMs();
  const counts = described.map(({ unit, found, values }, position) => {
    const unitHits = hits[position];
    if (!unitHits) throw new Error(`No hits for unit ${unit}.`);
    return { found, values, unitHits };
  });
  const formulas = counts.map((unit) => searchRanges(context, unit));
  const searched = processorMs();
  const evidence = context.gatherEvidence?.(
    described.map(({ unit, found, values }, i) => ({
      unit,
      values,
      ranges: found.ranges,
      hits: hits[i]?.hits ?? new Uint32Array(0),
      formulas: formulas[i] ?? [],
    })),
  );
  const gathered = processorMs();
  const explained = counts.map((unit, i) =>
    describeRanges(context, unit, { formulas: formulas[i] ?? [], evidence: evidence?.[i] ?? [] }),
  );
  const results = described.map(({ unit, found, bins }, position): UnitResult => {
    return {
      unit,
      outcome: found.outcome,
      problem: found.problem,
      summary: found.summary,
      cells: found.cells,
      histogram: bins,
      ranges: explained[position] ?? [],
    };
  });
  return {
    results,
    timings: {
      ranges: ranged - started,
      hits: counted - ranged,
      search: searched - counted,
      evidence: gathered - searched,
      samples: processorMs() - gathered,
    },
  };
}

/** Processor time of this thread: on a busy machine, elapsed time says nothing about a stage. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function describeUnit({ source, config, scratch, zerosOff }: UnitContext, unit: number) {
  const values = source.readUnit(unit);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  const given = config.ranges?.get(unit);
  const found = given
    ? givenRanges(values, given, { shape, zerosOff })
    : findRanges(values, { ...config, shape, zerosOff, scratch });
  const withoutZeros = (found.cells?.off ?? null) !== null;
  const bins = found.outcome === 'NON_FINITE' ? null : histogram(values, { extent: found.summary, withoutZeros });
  return { unit, found, values, bins: bins && { ...bins, counts: Array.from(bins.counts) } };
}
