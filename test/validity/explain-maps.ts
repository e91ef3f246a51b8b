import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEFAULT_CONFIG,
  type ExplainConfig,
  explainLayer,
  type Graded,
  gradeLayer,
  type RangeResult,
  type UnitResult,
  ungradedEvidence,
} from '@strata/compute';
import { npyHeader } from '@strata/domain';
import type { CellIndex, ProbeConcept } from '@strata/probe';

/** A dataset whose cells are counted, and the shape of the maps laid over it. */
export interface ValidityWorld {
  readonly name: string;
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  /** (sample) the group of the image; null: each is its own. */
  readonly groups: Uint32Array | null;
  readonly height: number;
  readonly width: number;
  /** For files of this run. */
  readonly folder: string;
}

export interface GradedRange {
  readonly unit: number;
  readonly range: RangeResult;
  /** Null where the range has no explanation. */
  readonly graded: Graded | null;
}

let written = 0;

/** Writes maps as activations that are handed in: of each unit (sample, height, width). Returns the file. */
export function writeMaps(
  { index, height, width, folder }: Pick<ValidityWorld, 'index' | 'height' | 'width' | 'folder'>,
  maps: readonly Float32Array[],
): string {
  const path = join(folder, `maps-${written++}.npy`);
  const header = npyHeader('<f4', [maps.length, index.sampleCount, height, width]);
  writeFileSync(
    path,
    Buffer.concat([header, ...maps.map((map) => Buffer.from(map.buffer, map.byteOffset, map.byteLength))]),
  );
  return path;
}

/** Explains maps as a run does, and grades them as one layer: of each unit (sample, height, width). */
export async function explainMaps(
  world: ValidityWorld,
  maps: readonly Float32Array[],
  config: Partial<ExplainConfig> = {},
): Promise<GradedRange[]> {
  const { index, concepts, groups } = world;
  const activationsPath = writeMaps(world, maps);
  const results: UnitResult[] = [];
  await explainLayer(
    { index, concepts, groups, activationsPath, units: [...maps.keys()], config: { ...DEFAULT_CONFIG, ...config } },
    { doneUnits: new Set(), writeUnits: async (block) => void results.push(...block) },
    { threads: 2 },
  );
  const ranges = results
    .sort((a, b) => a.unit - b.unit)
    .flatMap(({ unit, ranges: own }) => own.map((range) => ({ unit, range, evidence: ungradedEvidence(range) })));
  const graded = gradeLayer(ranges.flatMap(({ evidence }) => evidence ?? []));
  let place = 0;
  return ranges.map(({ unit, range, evidence }) => ({
    unit,
    range,
    graded: evidence ? (graded[place++] as Graded) : null,
  }));
}

/** Units of which a range is said to respond to something. */
export function unitsThatRespond(ranges: readonly GradedRange[]): Set<number> {
  return new Set(ranges.filter(({ graded }) => graded?.grade === 'CLEAR').map(({ unit }) => unit));
}
