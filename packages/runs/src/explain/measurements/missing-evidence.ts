import {
  type EvidenceConfig,
  type ExplainConfig,
  type ExplainedUnit,
  gatherStoredEvidence,
  storedRange,
} from '@strata/compute';
import {
  beginEvidence,
  completeEvidence,
  type LayerGrader,
  readRunUnits,
  type Store,
  type StoredUnit,
  writeEvidence,
} from '@strata/db';
import { formulaToLeftDeep, parseFormula, StrataError } from '@strata/domain';
import type { CellIndex, ProbeConcept } from '@strata/probe';
import type { StartProgress } from '../../progress.ts';
import { boundsOf, ruleOf } from '../stored-rule.ts';

export interface MissingEvidenceInputs {
  readonly runId: number;
  readonly evidence: EvidenceConfig;
  readonly config: ExplainConfig;
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  readonly activationsPath: string;
  /** (sample) group; null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  readonly gradeLayer: LayerGrader;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Gathers the evidence of a run's explanations that have none, from stored ranges and formulas: of those that an older
 * version found, and where it is asked for by other settings. A run that is completed is graded anew.
 * @throws StoreError, what reading the activations throws, the signal's reason. What was finished is kept
 */
export async function gatherMissingEvidence(store: Store, inputs: MissingEvidenceInputs): Promise<void> {
  const { runId, evidence: settings, gradeLayer, progress } = inputs;
  const missing = await beginEvidence(store, { runId, settings });
  if (missing.length === 0) return;
  const units: ExplainedUnit[] = [];
  const positions = new Map(inputs.concepts.map(({ name }, position) => [name, position]));
  for await (const unit of readRunUnits(store, { runId, units: missing })) {
    units.push(explainedUnit(unit, { config: inputs.config, positions }));
  }
  const line = progress('evidence of stored explanations', 'units');
  const sink = {
    writeEvidence: (found: Parameters<typeof writeEvidence>[1]['found']) => writeEvidence(store, { runId, found }),
  };
  await gatherStoredEvidence({ ...inputs, units }, sink, { signal: inputs.signal, onProgress: line.update });
  line.end();
  await completeEvidence(store, { runId, gradeLayer });
}

function explainedUnit(
  unit: StoredUnit,
  { config, positions }: { readonly config: ExplainConfig; readonly positions: ReadonlyMap<string, number> },
): ExplainedUnit {
  const rule = ruleOf(boundsOf(config), unit);
  const positionOf = (name: string): number => {
    const position = positions.get(name);
    if (position === undefined) throw new StrataError('BAD_DATASET', `No concept of the dataset is named "${name}".`);
    return position;
  };
  return {
    unit: unit.unit,
    ranges: unit.ranges.map(({ explanation, ...range }) => ({
      clusterIndex: range.clusterIndex,
      range: storedRange(range, rule),
      terms: explanation && formulaToLeftDeep(parseFormula(explanation.formula), positionOf),
    })),
  };
}
