import type { GateOutcome } from '@strata/db';
import { shown } from '../decide/check.ts';
import type { GateReport } from '../run-gate.ts';
import { placeText } from './place-text.ts';

/** What people read of an outcome. */
export const OUTCOME_WORDS: Readonly<Record<GateOutcome, string>> = {
  PASS: 'pass',
  FAIL: 'fail',
  COULD_NOT_JUDGE: 'could not judge',
};

const ORDER: readonly GateOutcome[] = ['FAIL', 'COULD_NOT_JUDGE', 'PASS'];

/** A decision for a pull request: the outcome, then what keeps it from passing, then the rest. */
export function toMarkdown({ model, version, baseline, decision, checks }: GateReport): string {
  const against = baseline ? ` against ${code(baseline.label)}` : '';
  const rows = ORDER.flatMap((outcome) => checks.filter((check) => check.outcome === outcome)).map((check) =>
    [
      OUTCOME_WORDS[check.outcome],
      code(check.name),
      placeText(check) === '' ? '' : code(placeText(check)),
      check.value === null ? '' : shown(check.value),
      check.lower === null || check.upper === null ? '' : `${shown(check.lower)} to ${shown(check.upper)}`,
      cell(check.reason),
    ].join(' | '),
  );
  return [
    `### Gate: ${OUTCOME_WORDS[decision.outcome]}`,
    '',
    `${code(model)} ${code(version.label)}${against}: ${countsText(checks.map(({ outcome }) => outcome))}.`,
    '',
    '| outcome | rule | where | value | 95 % | why |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** How many checks came to what. */
export function countsText(outcomes: readonly GateOutcome[]): string {
  return ORDER.toReversed()
    .map((outcome) => `${outcomes.filter((one) => one === outcome).length} ${OUTCOME_WORDS[outcome]}`)
    .join(', ');
}

function cell(text: string): string {
  return text.replaceAll(/[\\|<>`*_[\]]/gu, (sign) => `\\${sign}`).replaceAll(/\s+/gu, ' ');
}

/** Names are others' texts: shown as they are, whatever signs they hold. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length)) + 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
