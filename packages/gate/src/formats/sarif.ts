import { createHash } from 'node:crypto';
import { plainLine } from '@strata/domain';
import { lineOfRule } from '../rules/line-of-rule.ts';
import type { GateReport } from '../run-gate.ts';
import { OUTCOME_WORDS } from './markdown.ts';
import { placeText } from './place-text.ts';

type Check = GateReport['checks'][number];

/**
 * A decision as SARIF 2.1.0, as code scanning shows it: a result for each check that fails or could not be judged, both of
 * them errors, at the line of its rule. What passes is no result: servers show each as a fault.
 * @param rulesFile the file of rules as the repository names it
 */
export function toSarif(
  { model, version, baseline, decision, checks }: GateReport,
  { rulesFile }: { readonly rulesFile: string },
): string {
  const kept = checks.filter(({ outcome }) => outcome !== 'PASS');
  const rules = [...new Map(kept.map((check) => [ruleId(check), check])).values()];
  const uri = encodeURI(rulesFile.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F');
  const run = {
    tool: {
      driver: {
        name: 'Strata gate',
        semanticVersion: decision.codeVersion,
        rules: rules.map((check) => ({
          id: ruleId(check),
          shortDescription: { text: plainLine(check.name) },
          defaultConfiguration: { level: 'error' },
        })),
      },
    },
    // Whether it could be decided, not what came of it.
    invocations: [{ executionSuccessful: decision.outcome !== 'COULD_NOT_JUDGE', endTimeUtc: decision.decidedAt }],
    properties: {
      outcome: decision.outcome,
      model,
      version: version.label,
      baseline: baseline?.label ?? null,
      rulesSha256: decision.rulesSha256,
      passed: checks.length - kept.length,
    },
    results: kept.map((check) => ({
      ruleId: ruleId(check),
      ruleIndex: rules.findIndex((one) => ruleId(one) === ruleId(check)),
      level: 'error',
      message: { text: messageOf(check) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri },
            region: { startLine: lineOfRule(decision.rules, check.ruleIndex) },
          },
        },
      ],
      partialFingerprints: { 'strataCheck/v1': fingerprint(check, model) },
      properties: propertiesOf(check),
    })),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2).toWellFormed()}\n`;
}

function ruleId({ ruleIndex, subject, bound }: Check): string {
  return plainLine(`rule-${ruleIndex + 1}/${subject}/${bound}`);
}

function messageOf(check: Check): string {
  const where = placeText(check);
  return plainLine(
    `${OUTCOME_WORDS[check.outcome]}: ${check.name}${where === '' ? '' : `, ${where}`}. ${check.reason}`,
  );
}

function propertiesOf({ outcome, layer, clusterIndex, value, lower, upper, required, n }: Check): object {
  return { outcome, layer, clusterIndex, value, lower, upper, required, n };
}

/** The same for the same check of the next version: servers tell by it what is new. */
function fingerprint({ name, subject, bound, layer, clusterIndex }: Check, model: string): string {
  const identity = JSON.stringify([model, name, subject, bound, layer, clusterIndex]);
  return createHash('sha256').update(identity).digest('hex');
}
