import type { ImportanceSink, MaskingSink } from '@strata/compute';
import {
  beginLabelMasking,
  type ImportanceRecord,
  type LabelMaskingSettings,
  readImportanceState,
  readRangeImportance,
  readRepeatedExplanations,
  type SpecificationsRecord,
  type Store,
  type StoredExplanation,
  type StoredRange,
  type StoredUnit,
  writeLayerImportance,
  writeMaskingScores,
  writeSpecifications,
  writeUnitImportance,
} from '@strata/db';

/** What setting all units' ranges of one number to zero changes. */
export interface LayerImportance extends Omit<ImportanceRecord, 'controlChanged' | 'bothChanged'> {
  /** When as much is removed at random places, and either way; null in rows that are older: not measured. */
  readonly controlChanged: number | null;
  readonly bothChanged: number | null;
  /** Units that took part. */
  readonly units: number;
}

export interface MaskingKeeper extends MaskingSink {
  /** Whether an explanation is measured already, with the same settings. */
  has(unit: number, clusterIndex: number): boolean;
}

export interface SpecificationKeeper {
  /** In how many specifications an explanation was looked for already; null: in none. */
  totalOf(unit: number, clusterIndex: number): number | null;
  /** Keeps these counts, all or none. */
  writeCounts(counts: readonly SpecificationsRecord[]): Promise<void>;
}

/** Where a run's measurements go that need the model again. */
export interface MeasurementKeeper {
  /** `layerUnits` are to take part at once: what was stored with fewer is measured again. */
  importance(layerUnits: number): Promise<ImportanceSink>;
  masking(settings: LabelMaskingSettings): Promise<MaskingKeeper>;
  specifications(): Promise<SpecificationKeeper>;
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
      (await readRangeImportance(store, [runId])).map(({ runId: _, unitCount: units, ...counts }) => ({
        ...counts,
        units,
      })),
    specifications: async () => {
      const repeated = await readRepeatedExplanations(store, runId);
      const totals = new Map(repeated.map(({ unit, clusterIndex, total }) => [keyOf(unit, clusterIndex), total]));
      return {
        totalOf: (unit, clusterIndex) => totals.get(keyOf(unit, clusterIndex)) ?? null,
        writeCounts: (counts) => writeSpecifications(store, { runId, counts }),
      };
    },
  };
}

/** Keeps measurements in the units that are reported from memory. */
export function measureInMemory(kept: Map<number, StoredUnit>): MeasurementKeeper {
  let layer: LayerImportance[] = [];
  const change = (unit: number, of: (range: StoredRange) => StoredRange): void => {
    const before = kept.get(unit);
    if (before) kept.set(unit, { ...before, ranges: before.ranges.map(of) });
  };
  const explain = (unit: number, clusterIndex: number, of: (found: StoredExplanation) => StoredExplanation): void =>
    change(unit, (range) => {
      const { explanation } = range;
      if (range.clusterIndex !== clusterIndex || !explanation) return range;
      return { ...range, explanation: of(explanation) };
    });
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
        for (const { unit, clusterIndex, labelMasking, strength, floor, samples } of scores) {
          explain(unit, clusterIndex, (explanation) => {
            const measured = { labelMasking, labelMaskingStrength: strength, labelMaskingFloor: floor };
            const metrics = { ...explanation.metrics, ...measured, labelMaskingSamples: samples };
            return { ...explanation, metrics };
          });
        }
      },
    }),
    specifications: async () => ({
      totalOf: () => null,
      writeCounts: async (counts) => {
        for (const { unit, clusterIndex, ...specifications } of counts) {
          explain(unit, clusterIndex, (explanation) => ({ ...explanation, specifications }));
        }
      },
    }),
    readLayerImportance: async () => layer,
  };
}

const keyOf = (unit: number, clusterIndex: number): string => `${unit} ${clusterIndex}`;
