import { StrataError } from '@strata/domain';
import type { SampleCells } from '../hits/sample-cells.ts';
import { type EvidencePlan, planEvidence } from '../nulls/evidence-plan.ts';

/** Shuffles of each fold, most first: six give 16,807 arrangements of five folds, three 1,024. */
const SHUFFLES = [6, 4, 3] as const;
const FOLDS = 5;
/** What a count takes, on average, before it is known: most take one byte or two. */
const BYTES_A_COUNT = 2;
/** A run's kept hits take no more of the disk. */
export const KEPT_BYTES_MAX = 512 * 2 ** 20;

/** One part of the images that is shuffled by itself. */
export interface KeptFold {
  readonly samples: Uint32Array;
  /** Of each shuffle: the images whose labels are taken, as many. */
  readonly shuffles: readonly Uint32Array[];
  /** Cells of its images, ascending. */
  readonly cells: Uint32Array;
  /** (cell of these) pixels. */
  readonly areas: Float64Array;
}

export interface KeptPlanQuestion {
  readonly rows: number;
  readonly cellCount: number;
  /** (sample) group; null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Default `KEPT_BYTES_MAX`. */
  readonly bytesMax?: number | undefined;
}

/**
 * Which images are laid over which: five folds with as many shuffles as fit, drawn from a fixed seed, so that a formula's
 * null is the same whenever it is asked for. Where not even the fewest fit, or images of fewer than two groups leave
 * nothing to shuffle, one fold with none.
 * @throws StrataError BAD_CONFIG when the hits alone are too large to keep
 */
export function planKept(cells: SampleCells, { rows, cellCount, groups, bytesMax = KEPT_BYTES_MAX }: KeptPlanQuestion) {
  const sampleCount = cells.offsets.length - 1;
  for (const shuffles of SHUFFLES) {
    const plan = planEvidence({ folds: FOLDS, shuffles, nullSearches: 0, seed: 1 }, { sampleCount, groups });
    if (!plan) break;
    const folds = foldsOf(plan, cells, cellCount);
    const counts = folds.reduce((sum, fold) => sum + fold.cells.length * (1 + fold.shuffles.length), 0);
    if (counts * rows * BYTES_A_COUNT <= bytesMax) return folds;
  }
  const bytes = rows * cellCount * BYTES_A_COUNT;
  if (bytes > bytesMax) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected ranges and cells whose hits take at most ${megabytes(bytesMax)}; ${rows} ranges over ${cellCount} cells take about ${megabytes(bytes)}. They are not kept: explain fewer units, or a dataset with fewer concepts, to score formulas.`,
    );
  }
  const samples = Uint32Array.from({ length: sampleCount }, (_, sample) => sample);
  return [foldOf(samples, { shuffles: [], cells, cellCount })];
}

function foldsOf({ foldCount, foldOf: numbers, shuffles }: EvidencePlan, cells: SampleCells, cellCount: number) {
  return Array.from({ length: foldCount }, (_, fold): KeptFold => {
    const samples = Uint32Array.from([...numbers.keys()].filter((sample) => numbers[sample] === fold));
    const laid = shuffles.map((labelsOf) => samples.map((sample) => labelsOf[sample] as number));
    return foldOf(samples, { shuffles: laid, cells, cellCount });
  });
}

function foldOf(
  samples: Uint32Array,
  {
    shuffles,
    cells: { offsets, cells, pixels },
    cellCount,
  }: { readonly shuffles: readonly Uint32Array[]; readonly cells: SampleCells; readonly cellCount: number },
): KeptFold {
  const areas = new Float64Array(cellCount);
  for (const sample of samples) {
    for (let i = offsets[sample] as number; i < (offsets[sample + 1] as number); i += 1) {
      areas[cells[i] as number] = (areas[cells[i] as number] as number) + (pixels[i] as number);
    }
  }
  const own = Uint32Array.from([...areas.keys()].filter((cell) => (areas[cell] as number) > 0));
  return { samples, shuffles, cells: own, areas: Float64Array.from(own, (cell) => areas[cell] as number) };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
