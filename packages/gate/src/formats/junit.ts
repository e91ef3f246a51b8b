import { create } from 'xmlbuilder2';
import type { GateReport } from '../run-gate.ts';
import { placeText } from './place-text.ts';

/**
 * A decision as JUnit XML, as CI servers read it: a test case a check. What could not be judged is an error, since servers
 * show what is skipped as green.
 */
export function toJunit({ model, version, decision, checks }: GateReport): string {
  const counts = {
    tests: checks.length,
    failures: checks.filter(({ outcome }) => outcome === 'FAIL').length,
    errors: checks.filter(({ outcome }) => outcome === 'COULD_NOT_JUDGE').length,
    skipped: 0,
  };
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  const suites = document.ele('testsuites', { name: 'strata gate', ...counts });
  const suite = suites.ele('testsuite', {
    name: `${model} ${version.label}`,
    timestamp: decision.decidedAt.slice(0, 19),
    ...counts,
  });
  for (const check of checks) {
    const name = `${check.name} (${check.bound}${placeText(check, ', ')})`;
    const test = suite.ele('testcase', { classname: `${model}.${version.label}`, name, time: '0' });
    if (check.outcome === 'FAIL') test.ele('failure', { message: check.reason, type: 'FAIL' }).txt(check.reason);
    else if (check.outcome === 'COULD_NOT_JUDGE') {
      test.ele('error', { message: check.reason, type: 'COULD_NOT_JUDGE' }).txt(check.reason);
    } else test.ele('system-out').txt(check.reason);
  }
  return `${document.end({ prettyPrint: true })}\n`;
}
