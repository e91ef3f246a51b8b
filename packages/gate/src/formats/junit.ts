import { plainLine } from '@strata/domain';
import { create } from 'xmlbuilder2';
import type { GateReport } from '../run-gate.ts';
import { placeText } from './place-text.ts';

type Check = GateReport['checks'][number];

/**
 * A decision as JUnit XML, as CI servers read it: a test case a check. What could not be judged is an error, since servers
 * show what is skipped as green; so is a decision without a check, since an empty report is green, too.
 */
export function toJunit({ model, version, decision, checks }: GateReport): string {
  const counts = {
    tests: Math.max(1, checks.length),
    failures: checks.filter(({ outcome }) => outcome === 'FAIL').length,
    errors: checks.length === 0 ? 1 : checks.filter(({ outcome }) => outcome === 'COULD_NOT_JUDGE').length,
    skipped: 0,
    time: '0',
  };
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  const suites = document.ele('testsuites', { name: 'strata gate', ...counts });
  const name = plainLine(`${model} ${version.label}`);
  const suite = suites.ele('testsuite', { name, timestamp: decision.decidedAt.slice(0, 19), ...counts });
  const classname = plainLine(`${model}.${version.label}`);
  const names = namesOf(checks);
  for (const [at, { outcome, reason }] of checks.entries()) {
    const test = suite.ele('testcase', { classname, name: names[at] ?? '', time: '0' });
    // A line end in an attribute is read as a blank, and a control character is the end of the file.
    const [message, text] = [plainLine(reason), reason.toWellFormed()];
    if (outcome === 'FAIL') test.ele('failure', { message, type: 'FAIL' }).txt(text);
    else if (outcome === 'COULD_NOT_JUDGE') test.ele('error', { message, type: 'COULD_NOT_JUDGE' }).txt(text);
    else test.ele('system-out').txt(text);
  }
  if (checks.length === 0) {
    const test = suite.ele('testcase', { classname, name: 'rules', time: '0' });
    test.ele('error', { message: 'The rules led to no check.', type: 'COULD_NOT_JUDGE' });
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

/** What people read of each, and no two alike: servers keep one of those that have one name. */
function namesOf(checks: readonly Check[]): string[] {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const name = plainLine(`${check.name} (${check.bound}${placeText(check, ', ')})`);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}
