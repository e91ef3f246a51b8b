import {
  explainLayer,
  gradeLayer,
  measureChanges,
  meetRanges,
  type RangeResult,
  storedRange,
  type UnitResult,
  ungradedEvidence,
} from '@strata/compute';
import { DEMO_LAYER } from '@strata/demo';
import { MEANING_CHANGES } from '@strata/domain';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import { DEFAULT_CONFIG, readPreprocessing, readyLayers } from '@strata/runs';

const SOME = [...Array(32).keys()];

/** A dataset with its cells. */
interface IndexedWorld {
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
}

interface Checkpoint {
  readonly modelPath: string;
  /** Folder with the cache. */
  readonly home: string;
}

/** Ranges that can be compared, and those of which it is said that their meaning has changed. */
interface ChangedRanges {
  readonly changed: number;
  readonly compared: number;
}

/** One checkpoint on two sets of images, compared as if it were two versions: whatever is said to have changed has not. */
export async function changedOnOtherImages(
  [first, second]: readonly [IndexedWorld, IndexedWorld],
  checkpoint: Checkpoint,
): Promise<ChangedRanges> {
  return surelyChanged(await explainedOn(first, checkpoint), await explainedOn(second, checkpoint));
}

async function explainedOn({ dataset, index }: IndexedWorld, { modelPath, home }: Checkpoint) {
  const { preprocessing } = await readPreprocessing(modelPath);
  const request = { dataset, index, from: { modelPath, preprocessing }, layers: [DEMO_LAYER], home };
  const [ready] = await readyLayers({ ...request, config: DEFAULT_CONFIG });
  if (!ready) throw new Error('No activations.');
  const { path: activationsPath, zeros } = ready.activations;
  const units: UnitResult[] = [];
  await explainLayer(
    { index, concepts: dataset.concepts, activationsPath, zeros, units: SOME, config: DEFAULT_CONFIG },
    { doneUnits: new Set(), writeUnits: async (block) => void units.push(...block) },
    { threads: 2 },
  );
  units.sort((a, b) => a.unit - b.unit);
  const ranges = units.flatMap((unit) => unit.ranges);
  const judged = ranges.filter((range) => ungradedEvidence(range) !== null);
  const grades = gradeLayer(judged.flatMap((range) => ungradedEvidence(range) ?? []));
  const holds = new Set(judged.filter((_, place) => ['CLEAR', 'PARTLY'].includes(grades[place]?.grade ?? 'NONE')));
  return { dataset, index, activationsPath, units, holds };
}

type Explained = Awaited<ReturnType<typeof explainedOn>>;

/** What the database says of two versions, here of two datasets: another meaning, every fold the same, grades that hold. */
async function surelyChanged(first: Explained, second: Explained): Promise<ChangedRanges> {
  const places = first.dataset.concepts.map(({ name }) =>
    second.dataset.concepts.findIndex((one) => one.name === name),
  );
  const sure = ({ holds }: Explained, range: RangeResult): boolean =>
    holds.has(range) && range.explanation?.evidence?.foldChanges.changed === 0;
  const pairs = second.units.flatMap((after, at) => {
    const before = first.units[at] as UnitResult;
    return meetRanges({ before: before.ranges, after: after.ranges }).flatMap((index, place) => {
      const [old, own] = [before.ranges.find((one) => one.clusterIndex === index), after.ranges[place]];
      if (!old?.explanation || !own?.explanation) return [];
      const terms = old.explanation.terms.map((term) => ({ ...term, concept: places[term.concept] as number }));
      return [{ unit: after.unit, zerosOff: (after.cells?.off ?? null) !== null, old, own, terms }];
    });
  });
  let changed = 0;
  const units = SOME.map((unit) => ({
    unit,
    questions: pairs
      .filter((pair) => pair.unit === unit)
      .map(({ own, terms, zerosOff }) => ({
        clusterIndex: own.clusterIndex,
        range: storedRange(own, { bounds: 'contiguous', zerosOff }),
        before: terms,
        after: own.explanation?.terms ?? [],
      })),
  }));
  await measureChanges(
    { ...second, units },
    {
      write: async (found) => {
        for (const { unit, changes } of found) {
          for (const { clusterIndex, change } of changes) {
            const pair = pairs.find((one) => one.unit === unit && one.own.clusterIndex === clusterIndex);
            const isOther = MEANING_CHANGES.some((one) => one === change);
            if (pair && isOther && sure(first, pair.old) && sure(second, pair.own)) changed += 1;
          }
        }
      },
    },
  );
  return { changed, compared: pairs.length };
}
