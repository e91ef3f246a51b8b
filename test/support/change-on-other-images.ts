import {
  explainLayer,
  gradeLayer,
  measureChanges,
  meetRanges,
  type RangeEvidence,
  type RangeResult,
  storedRange,
  type UnitResult,
  ungradedEvidence,
} from '@strata/compute';
import { DEMO_LAYER } from '@strata/demo';
import { MEANING_CHANGES, type PixelOverlap, unitChanged } from '@strata/domain';
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
  /** The file beside which its preprocessing lies. Default: the model. */
  readonly preprocessedAs?: string;
  /** Folder with the cache. */
  readonly home: string;
  /** Units that are explained. Default: the first 32. */
  readonly chosen?: readonly number[];
}

/** Ranges that can be compared, and those of which it is said that their meaning has changed; units alike. */
interface Changed {
  readonly changed: number;
  readonly compared: number;
  /** Units of which it is known, and those that are said to mean something else. */
  readonly units: readonly number[];
  readonly changedUnits: readonly number[];
}

/** One checkpoint on two sets of images, compared as if it were two versions: whatever is said to have changed has not. */
export async function changedOnOtherImages(
  [first, second]: readonly [IndexedWorld, IndexedWorld],
  checkpoint: Checkpoint,
): Promise<Changed> {
  return changedBetween(await explainedOn(first, checkpoint), await explainedOn(second, checkpoint));
}

/** Two checkpoints on the same images: what is said to have changed from the one to the other. */
export async function changedBetweenCheckpoints(
  world: IndexedWorld,
  [before, after]: readonly [Checkpoint, Checkpoint],
): Promise<Changed> {
  return changedBetween(await explainedOn(world, before), await explainedOn(world, after));
}

async function explainedOn(
  { dataset, index }: IndexedWorld,
  { modelPath, preprocessedAs = modelPath, home, chosen = SOME }: Checkpoint,
) {
  const { preprocessing } = await readPreprocessing(preprocessedAs);
  const request = { dataset, index, from: { modelPath, preprocessing }, layers: [DEMO_LAYER], home };
  const [ready] = await readyLayers({ ...request, config: DEFAULT_CONFIG });
  if (!ready) throw new Error('No activations.');
  const { path: activationsPath, zeros } = ready.activations;
  const units: UnitResult[] = [];
  await explainLayer(
    { index, concepts: dataset.concepts, activationsPath, zeros, units: chosen, config: DEFAULT_CONFIG },
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
async function changedBetween(first: Explained, second: Explained): Promise<Changed> {
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
  const beyond = new Map<number, { kept: number; own: number }>();
  const units = second.units.map(({ unit }) => ({
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
    { ...second, units, upsampling: DEFAULT_CONFIG.upsampling },
    {
      write: async (found) => {
        for (const { unit, changes } of found) {
          for (const { clusterIndex, change, kept } of changes) {
            const pair = pairs.find((one) => one.unit === unit && one.own.clusterIndex === clusterIndex);
            addBeyond(beyond, { unit, kept, evidence: pair?.own.explanation?.evidence ?? null });
            const isOther = MEANING_CHANGES.some((one) => one === change);
            if (pair && isOther && sure(first, pair.old) && sure(second, pair.own)) changed += 1;
          }
        }
      },
    },
  );
  const told = [...beyond].flatMap(([unit, sums]) => {
    const isOther = unitChanged(sums);
    return isOther === null ? [] : [{ unit, isOther }];
  });
  return {
    changed,
    compared: pairs.length,
    units: told.map(({ unit }) => unit),
    changedUnits: told.filter(({ isOther }) => isOther).map(({ unit }) => unit),
  };
}

interface KeptOverlap {
  readonly unit: number;
  /** Of the old formula and the new bitmap. */
  readonly kept: PixelOverlap;
  /** Of the new formula. */
  readonly evidence: RangeEvidence | null;
}

/** Adds what a range's formulas overlap beyond shuffled images to its unit, as the database does. */
function addBeyond(sums: Map<number, { kept: number; own: number }>, { unit, kept, evidence }: KeptOverlap): void {
  if (!evidence) return;
  const { overlap, shuffled } = evidence.heldOut;
  const known = sums.get(unit) ?? { kept: 0, own: 0 };
  known.kept += iouOf(kept) - iouOf(shuffled);
  known.own += iouOf(overlap) - iouOf(shuffled);
  sums.set(unit, known);
}

function iouOf({ intersection, union }: PixelOverlap): number {
  return union === 0 ? 0 : intersection / union;
}
