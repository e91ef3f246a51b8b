import type { GateReport } from '../run-gate.ts';

/** A decision for programs: the outcome first, then every check with its numbers. */
export function toJson({ model, version, baseline, decision, checks }: GateReport): string {
  const report = {
    outcome: decision.outcome,
    model,
    version: version.label,
    versionSha256: version.contentSha256,
    baseline: baseline?.label ?? null,
    baselineSha256: baseline?.contentSha256 ?? null,
    rulesSha256: decision.rulesSha256,
    codeVersion: decision.codeVersion,
    decidedAt: decision.decidedAt,
    checks: checks.map(({ position: _position, ruleIndex, name, ...rest }) => ({ rule: ruleIndex + 1, name, ...rest })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
