import type { ImportanceSink, MaskingSink } from '@strata/compute';
import {
  beginLabelMasking,
  type ImportanceRecord,
  type LabelMaskingSettings,
  readImportanceState,
  readRangeImportance,
  type Store,
  type StoredRange,
  type StoredUnit,
  writeLayerImportance,
  writeMaskingScores,
  writeUnitImportance,
} from '@strata/db';

/** What setting all units' ranges of one number to zero changes. */
export interface LayerImportance extends ImportanceRecord {
  /** Units that took part. */
  readonly units: number;
}

export interface MaskingKeeper extends MaskingSink {
  /** Whether an explanation is measured already, with the same settings. */
  has(unit: number, clusterIndex: number): boolean;
}

/** Where a run's measurements go that need the model again. */
export interface MeasurementKeeper {
  /** `layerUnits` are to take part at once: what was stored with fewer is measured again. */
  importance(layerUnits: number): Promise<ImportanceSink>;
  masking(settings: LabelMaskingSettings): Promise<MaskingKeeper>;
  /** What is known, the lowest range first; empty when nothing was measured. */
  readLayerImportance(): Promise<LayerImportance[]>;
}

/** Keeps measurements with the run in the database. */
export function measureInDatabase(store: Store, runId: number): MeasurementKeeper {
  return {
    importance: async (layerUnits) => {
      const state = await readImportanceState(store, runId);
      return {
        doneUnits: state.doneUnits,
        layerDone: state.layerUnits === layerUnits,
        writeUnit: (importance) => writeUnitImportance(store, { runId, ...importance }),
        writeLayer: (importance) => writeLayerImportance(store, { runId, ...importance }),
      };
    },
    masking: async (settings) => {
      const measured = await beginLabelMasking(store, { runId, ...settings });
      const known = new Set(measured.map(({ unit, clusterIndex }) => keyOf(unit, clusterIndex)));
      return {
        has: (unit, clusterIndex) => known.has(keyOf(unit, clusterIndex)),
        writeScores: (scores) => writeMaskingScores(store, { runId, scores }),
      };
    },
    readLayerImportance: async () =>
      (await readRangeImportance(store, [runId])).map(({ clusterIndex, changed, samples, unitCount: units }) => ({
        clusterIndex,
        changed,
        samples,
        units,
      })),
  };
}

/** Keeps measurements in the units that are reported from memory. */
export function measureInMemory(kept: Map<number, StoredUnit>): MeasurementKeeper {
  let layer: LayerImportance[] = [];
  const change = (unit: number, of: (range: StoredRange) => StoredRange): void => {
    const before = kept.get(unit);
    if (before) kept.set(unit, { ...before, ranges: before.ranges.map(of) });
  };
  return {
    importance: async () => ({
      doneUnits: new Set(),
      layerDone: false,
      writeUnit: async ({ unit, ranges }) => {
        const found = new Map(ranges.map(({ clusterIndex, ...importance }) => [clusterIndex, importance]));
        change(unit, (range) => ({ ...range, importance: found.get(range.clusterIndex) ?? null }));
      },
      writeLayer: async ({ units, ranges }) => {
        layer = ranges.map((range) => ({ ...range, units }));
      },
    }),
    masking: async () => ({
      has: () => false,
      writeScores: async (scores) => {
        for (const { unit, clusterIndex, labelMasking, samples: labelMaskingSamples } of scores) {
          change(unit, (range) => {
            const { explanation } = range;
            if (range.clusterIndex !== clusterIndex || !explanation) return range;
            const metrics = { ...explanation.metrics, labelMasking, labelMaskingSamples };
            return { ...range, explanation: { ...explanation, metrics } };
          });
        }
      },
    }),
    readLayerImportance: async () => layer,
  };
}

const keyOf = (unit: number, clusterIndex: number): string => `${unit} ${clusterIndex}`;
