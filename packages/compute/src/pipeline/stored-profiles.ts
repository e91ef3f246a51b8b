import type { Upsampling } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import { profileOf } from '../atlas/profile.ts';
import { recountUnits } from '../hits/recount-units.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { conceptTables } from '../search/concept-tables.ts';

export interface StoredProfileInputs {
  readonly index: CellIndex;
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  /** How mask pixels get values from the map. */
  readonly upsampling: Upsampling;
  readonly units: readonly {
    readonly unit: number;
    readonly ranges: readonly { readonly clusterIndex: number; readonly range: ActivationRange }[];
  }[];
}

/** What a range fires on, packed. */
export interface FoundProfile {
  readonly unit: number;
  readonly clusterIndex: number;
  readonly profile: Uint8Array;
}

export interface StoredProfileOptions {
  /** Keeps the profiles of some units, whole. */
  readonly write: (found: readonly FoundProfile[]) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Finds what ranges fire on that were explained before: the same profiles as where they are explained.
 * @throws ShapeError or DatasetError when activations or cell maps can't be read, what `write` throws, or the signal's reason
 */
export async function findStoredProfiles(
  { index, activationsPath, upsampling, units }: StoredProfileInputs,
  { write, signal, onProgress }: StoredProfileOptions,
): Promise<void> {
  const tables = conceptTables(index);
  await recountUnits(
    { index, activationsPath, upsampling, units },
    {
      signal,
      onProgress,
      rangesOf: ({ ranges }) => ranges.map(({ range }) => range),
      take: (block, hits) =>
        write(
          block.flatMap(({ unit, ranges }) =>
            ranges.flatMap(({ clusterIndex }, range): FoundProfile[] => {
              const own = hits.get(unit)?.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
              const profile = own ? profileOf(tables, own) : null;
              return profile ? [{ unit, clusterIndex, profile }] : [];
            }),
          ),
        ),
    },
  );
}
