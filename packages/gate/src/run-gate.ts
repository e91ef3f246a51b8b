import {
  findModel,
  findVersion,
  type GateCheckRow,
  type GateRunRow,
  type ModelVersionRow,
  type Store,
  writeGateRun,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { decideGate } from './decide/decide-gate.ts';
import type { ReadRules } from './rules/read-rules.ts';

export interface GateAsked {
  readonly model: string;
  /** The version's label, or its tag. */
  readonly version: string;
  /** The same of the version to compare with; null: none. */
  readonly baseline: string | null;
  readonly rules: ReadRules;
  /** Who asks. */
  readonly actor: string;
  readonly codeVersion: string;
}

/** A decision as it is kept and told. */
export interface GateReport {
  readonly model: string;
  readonly version: ModelVersionRow;
  readonly baseline: ModelVersionRow | null;
  readonly decision: GateRunRow;
  readonly checks: readonly Omit<GateCheckRow, 'gateRunId'>[];
}

/**
 * Decides about a version by rules and keeps the decision.
 * @throws StrataError BAD_CONFIG when model or version are not stored; StoreError when the database fails
 * @example
 * const report = await runGate(store, { model: 'resnet', version: 'epoch 30', baseline: 'epoch 20',
 *   rules: readRules(text, 'gate.yaml'), actor: 'ci', codeVersion: '0.1.0' });
 * report.decision.outcome // 'PASS', 'FAIL' or 'COULD_NOT_JUDGE'
 */
export async function runGate(store: Store, asked: GateAsked): Promise<GateReport> {
  const model = await findModel(store, asked.model);
  const version = await findVersion(store, model, asked.version);
  const baseline = asked.baseline === null ? null : await findVersion(store, model, asked.baseline);
  if (baseline?.id === version.id) {
    throw new StrataError('BAD_CONFIG', `Expected a baseline other than the version itself, "${version.label}".`);
  }
  const { outcome, checks } = await decideGate(store, { version, baseline }, asked.rules.rules);
  const { text, sha256 } = asked.rules;
  const decision = await writeGateRun(store, {
    decision: {
      modelVersionId: version.id,
      baselineVersionId: baseline?.id ?? null,
      outcome,
      rules: text,
      rulesSha256: sha256,
      codeVersion: asked.codeVersion,
      actor: asked.actor,
    },
    checks,
  });
  return {
    model: model.name,
    version,
    baseline,
    decision,
    checks: checks.map((check, position) => ({ ...check, position })),
  };
}
