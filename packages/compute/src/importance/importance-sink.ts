/** How many predictions change when a range's activations are set to zero, and when as much is removed elsewhere. */
export interface RangeImportance {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Samples whose prediction is another one then. */
  readonly changed: number;
  /** Samples whose prediction is another one when as much activation is removed at random places of the same unit. */
  readonly controlChanged: number;
  /** Samples whose prediction is another one either way. */
  readonly bothChanged: number;
  /** Samples tried: all. */
  readonly samples: number;
}

/** Of one unit's ranges, each alone. */
export interface UnitImportance {
  readonly unit: number;
  readonly ranges: readonly RangeImportance[];
}

/** Where importance goes. The measurement awaits every call. */
export interface ImportanceSink {
  /** Units that are there already. */
  readonly doneUnits: ReadonlySet<number>;
  /** What all units' ranges of one number do together is there already. */
  readonly layerDone: boolean;
  /** Keeps a unit's importance, whole or not at all. */
  writeUnit(importance: UnitImportance): Promise<void>;
  /** Keeps what happens when all units' ranges of one number are zero at once, whole or not at all. `units` have ranges. */
  writeLayer(importance: { readonly units: number; readonly ranges: readonly RangeImportance[] }): Promise<void>;
}
