import {
  type ChangeQuestion,
  measureChanges,
  meetRanges,
  storedRange,
  type UnitChanges,
  type UnitQuestions,
  type Upsampling,
} from '@strata/compute';
import {
  type ChangedRuns,
  type RangeChangeRecord,
  readRunUnits,
  readUnitsToCompare,
  type Store,
  type UnitChangeRecord,
  writeRangeChanges,
} from '@strata/db';
import type { CellIndex, ProbeConcept } from '@strata/probe';
import type { StartProgress } from '../../progress.ts';
import { type FormulaReader, formulaReader } from '../concept-positions.ts';
import type { ReportedUnit } from '../reported-unit.ts';
import { type BoundsConfig, ruleOf } from '../stored-rule.ts';

export interface ChangesRequest extends ChangedRuns {
  /** Of the dataset that both runs are about. */
  readonly index: CellIndex;
  /** By their position in the index. */
  readonly concepts: readonly ProbeConcept[];
  /** The newer run's layer. */
  readonly activationsPath: string;
  /** How the newer run's maps were laid on the masks. */
  readonly upsampling: Upsampling;
  /** How the newer run's ranges were bounded. */
  readonly config: BoundsConfig;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Computes and stores what has become of the ranges of a run since another one, as far as that is missing; what is done is
 * kept block by block.
 * @throws StrataError when activations or cell maps can't be read; StoreError when the database fails; the signal's reason
 * @returns how many units were compared now
 */
export async function keepChanges(store: Store, request: ChangesRequest): Promise<number> {
  const { runId, fromRunId, concepts, config } = request;
  const units = await readUnitsToCompare(store, { runId, fromRunId });
  if (units.length === 0) return 0;
  const before = new Map<number, ReportedUnit>();
  for await (const unit of readRunUnits(store, { runId: fromRunId, units })) before.set(unit.unit, unit);
  const read = formulaReader(concepts);
  const met: MetUnit[] = [];
  for await (const unit of readRunUnits(store, { runId, units })) {
    const old = before.get(unit.unit);
    if (old) met.push(meetUnit({ before: old, after: unit }, { config, read }));
  }
  const line = request.progress('changes', 'units');
  const byUnit = new Map(met.map((unit) => [unit.unit, unit]));
  await measureChanges(
    { ...request, units: met },
    {
      ...request,
      onProgress: line.update,
      write: (found) =>
        writeRangeChanges(store, {
          runId,
          fromRunId,
          units: found.map((one) => recordOf(byUnit.get(one.unit) as MetUnit, one)),
        }),
    },
  );
  line.end();
  return met.length;
}

/** A unit's ranges that are explained after, with the old ranges that they meet. */
interface MetUnit extends UnitQuestions {
  readonly ranges: readonly { readonly clusterIndex: number; readonly fromClusterIndex: number | null }[];
}

function meetUnit(
  { before, after }: { readonly before: ReportedUnit; readonly after: ReportedUnit },
  { config, read }: { readonly config: BoundsConfig; readonly read: FormulaReader },
): MetUnit {
  const indexes = meetRanges({ before: before.ranges, after: after.ranges });
  const old = new Map(before.ranges.map((range) => [range.clusterIndex, range.explanation]));
  const explained = after.ranges.flatMap((range, place) =>
    range.explanation ? [{ range, own: range.explanation, fromClusterIndex: indexes[place] ?? null }] : [],
  );
  return {
    unit: after.unit,
    ranges: explained.map(({ range: { clusterIndex }, fromClusterIndex }) => ({ clusterIndex, fromClusterIndex })),
    questions: explained.flatMap(({ range, own, fromClusterIndex }): ChangeQuestion[] => {
      const former = fromClusterIndex === null ? null : (old.get(fromClusterIndex) ?? null);
      if (!former) return [];
      return [
        {
          clusterIndex: range.clusterIndex,
          range: storedRange(range, ruleOf(config, after)),
          before: read(former.formula),
          after: read(own.formula),
        },
      ];
    }),
  };
}

function recordOf({ unit, ranges }: MetUnit, { changes }: UnitChanges): UnitChangeRecord {
  const found = new Map(changes.map((change) => [change.clusterIndex, change]));
  return {
    unit,
    ranges: ranges.map((range): RangeChangeRecord => {
      const own = found.get(range.clusterIndex);
      if (!own) return { ...range, kept: null, similarity: null, change: null };
      const iou = ({ intersection, union }: typeof own.kept): number => (union === 0 ? 0 : intersection / union);
      return { ...range, kept: iou(own.kept), similarity: iou(own.similarity), change: own.change };
    }),
  };
}
