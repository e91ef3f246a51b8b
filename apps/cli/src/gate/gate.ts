import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { StrataError } from '@strata/domain';
import { calledAs, codeVersion, writeFileWhole } from '@strata/files';
import {
  countsText,
  type GateReport,
  gateJsonSchema,
  OUTCOME_WORDS,
  readRules,
  runGate,
  toJson,
  toJunit,
  toMarkdown,
  toSarif,
} from '@strata/gate';

import { commandLineActor } from '../actor.ts';
import { withHomeStore } from '../home.ts';
import { EXIT } from '../run-command.ts';
import type { GateFlags } from './gate-flags.ts';
import { printChecks } from './print-checks.ts';

/**
 * Does what `strata gate` was asked for; the exit code tells what came of it.
 * @throws StrataError when rules, model or versions can't be read: then nothing was judged
 */
export async function gate(flags: GateFlags): Promise<void> {
  if (flags.schema) return void process.stdout.write(`${JSON.stringify(gateJsonSchema(), null, 2)}\n`);
  const { model, version, rules: file, baseline = null } = flags;
  if (model === undefined || version === undefined || file === undefined) {
    throw new StrataError('BAD_CONFIG', `Expected --model, --version and --rules. See ${calledAs()} gate --help.`);
  }
  const rules = readRules(await readText(file), file);
  const asked = { model, version, baseline, rules, actor: commandLineActor(), codeVersion: codeVersion() };
  const report = await withHomeStore((store) => runGate(store, asked));
  await writeReports(report, flags);
  if (flags.json !== '-') tell(report, flags.explain === true);
  const { outcome } = report.decision;
  if (outcome !== 'PASS') process.exitCode = outcome === 'FAIL' ? EXIT.failed : EXIT.undecided;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (cause as Error).message;
    throw new StrataError('BAD_CONFIG', `--rules ${file}: expected a file of rules; ${why}.`, { cause });
  }
}

async function writeReports(
  report: GateReport,
  { json, junit, sarif, markdown, rules = '' }: GateFlags,
): Promise<void> {
  if (json === '-') process.stdout.write(toJson(report));
  else if (json !== undefined) await writeFileWhole(json, toJson(report));
  if (junit !== undefined) await writeFileWhole(junit, toJunit(report));
  if (sarif !== undefined) await writeFileWhole(sarif, toSarif(report, { rulesFile: relative('.', rules) }));
  if (markdown !== undefined) await writeFileWhole(markdown, toMarkdown(report));
}

function tell({ model, version, baseline, decision, checks }: GateReport, explain: boolean): void {
  printChecks(checks, explain);
  const against = baseline ? ` against ${baseline.label}` : '';
  const counts = countsText(checks.map(({ outcome }) => outcome));
  process.stdout.write(`\n${model} ${version.label}${against}: ${OUTCOME_WORDS[decision.outcome]} (${counts}).\n`);
  if (!explain && decision.outcome !== 'PASS') process.stdout.write('How each was decided: --explain.\n');
}
