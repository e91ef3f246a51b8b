import { type ExplainConfig, type FindingRepeater, openRepeater, storedRange } from '@strata/compute';
import { type CellIndex, numberGroups, type ProbeDataset } from '@strata/probe';
import type { StartProgress } from '../../progress.ts';
import { type FormulaReader, formulaReader } from '../concept-positions.ts';
import type { ReportedUnit } from '../reported-unit.ts';
import { boundsOf, ruleOf } from '../stored-rule.ts';
import type { MeasurementKeeper } from './measurement-keeper.ts';

export interface RepeatInputs {
  readonly keeper: MeasurementKeeper;
  readonly activationsPath: string;
  /** Whether the layer's zeros stand on their own. */
  readonly zerosOff: boolean;
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  readonly config: ExplainConfig;
  readonly units: readonly number[];
  readUnits(units: readonly number[]): AsyncGenerator<ReportedUnit>;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Looks for a run's explanations again in all specifications, as far as that was not done; a unit's counts are kept together.
 * Returns the milliseconds that this took.
 * @throws StoreError; the signal's reason
 */
export async function repeatExplanations(inputs: RepeatInputs): Promise<number> {
  const { dataset, index, config, activationsPath, zerosOff, units, signal } = inputs;
  const started = performance.now();
  const keeper = await inputs.keeper.specifications();
  const groups = numberGroups(dataset.samples)?.numbers ?? null;
  const { concepts } = dataset;
  const read = formulaReader(concepts);
  const repeater = await openRepeater({ index, concepts, config, activationsPath, groups, zerosOff });
  const line = inputs.progress('specifications', 'units');
  let [done, already] = [0, 0];
  try {
    for await (const unit of inputs.readUnits(units)) {
      signal?.throwIfAborted();
      const explained = unit.ranges.filter(({ explanation }) => explanation !== null);
      const isDone = explained.every(({ clusterIndex }) => keeper.totalOf(unit.unit, clusterIndex) === repeater.total);
      if (isDone) already += 1;
      else await keeper.writeCounts(repeatUnit(unit, { repeater, config, read }));
      done += 1;
      line.update(done, units.length);
      // Lets a signal, and the progress line, come through.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    repeater.close();
  }
  line.end(already > 0 ? `${already} of ${units.length} units were repeated already` : undefined);
  return performance.now() - started;
}

interface Repeating {
  readonly repeater: FindingRepeater;
  readonly config: ExplainConfig;
  readonly read: FormulaReader;
}

function repeatUnit(unit: ReportedUnit, { repeater, config, read }: Repeating) {
  const rule = ruleOf(boundsOf(config), unit);
  const ranges = unit.ranges.flatMap(({ explanation, ...range }) => {
    if (!explanation) return [];
    return [{ clusterIndex: range.clusterIndex, range: storedRange(range, rule), terms: read(explanation.formula) }];
  });
  return repeater.repeat({ unit: unit.unit, ranges });
}
