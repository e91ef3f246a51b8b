import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { strataHome } from '../home.ts';
import { EXIT } from '../run-command.ts';
import { type CheckResult, runCheck } from './check.ts';
import { machineChecks } from './checks.ts';

/**
 * Checks the machine, prints a line for each thing, and fails when something necessary is missing.
 * @throws StrataError BAD_CONFIG for a picture without a model to see it
 */
export async function doctor({
  json = false,
  image,
}: {
  readonly json?: boolean;
  readonly image?: string | undefined;
}): Promise<void> {
  if (image !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--image: expected a model that sees it: ${calledAs()} doctor model.onnx --image …`,
    );
  }
  const results: CheckResult[] = [];
  for (const check of machineChecks({ home: strataHome(), environment: process.env })) {
    results.push(show(await runCheck(check), { json }));
  }
  conclude(results, { json, again: `${calledAs()} doctor` });
}

/** Prints the line of a check, unless all is printed at the end. */
export function show(result: CheckResult, { json }: { readonly json: boolean }): CheckResult {
  if (!json) process.stdout.write(line(result));
  return result;
}

/** Says whether all that is necessary is there, and sets the exit code. */
export function conclude(
  results: readonly CheckResult[],
  { json, again }: { readonly json: boolean; readonly again: string },
): void {
  const ok = results.every((result) => result.ok || !result.necessary);
  if (json) process.stdout.write(`${JSON.stringify({ version: 1, ok, checks: results }, null, 2)}\n`);
  else process.stdout.write(ok ? 'Ready.\n' : `Not ready: mend what is marked ✗ and run ${again} again.\n`);
  if (!ok) process.exitCode = EXIT.failed;
}

function line({ name, ok, necessary, detail, toDo }: CheckResult): string {
  const optional = !ok && !necessary ? ' (not needed to explain)' : '';
  return `${ok ? '✓' : '✗'} ${name}: ${detail}${optional}${toDo === null ? '' : `. ${toDo}`}\n`;
}
