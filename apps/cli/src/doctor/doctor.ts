import { strataHome } from '../home.ts';
import { EXIT } from '../run-command.ts';
import { type CheckResult, runCheck } from './check.ts';
import { machineChecks } from './checks.ts';

/** Checks the machine, prints a line for each thing, and fails when something necessary is missing. */
export async function doctor({ json }: { readonly json: boolean }): Promise<void> {
  const results: CheckResult[] = [];
  for (const check of machineChecks({ home: strataHome(), environment: process.env })) {
    const result = await runCheck(check);
    results.push(result);
    if (!json) process.stdout.write(line(result));
  }
  const ok = results.every((result) => result.ok || !result.necessary);
  if (json) process.stdout.write(`${JSON.stringify({ version: 1, ok, checks: results }, null, 2)}\n`);
  else process.stdout.write(ok ? 'Ready.\n' : 'Not ready: mend what is marked ✗ and run strata doctor again.\n');
  if (!ok) process.exitCode = EXIT.failed;
}

function line({ name, ok, necessary, detail, toDo }: CheckResult): string {
  const optional = !ok && !necessary ? ' (not needed to explain)' : '';
  return `${ok ? '✓' : '✗'} ${name}: ${detail}${optional}${toDo === null ? '' : `. ${toDo}`}\n`;
}
