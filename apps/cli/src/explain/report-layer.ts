import type { ExplainConfig } from '@strata/compute';
import type { CellIndex } from '@strata/probe';
import type { ExplainedLayer, ReportedUnit } from '@strata/runs';
import { pilotLines } from '../pilot/pilot-lines.ts';
import { PilotTally } from '../pilot/pilot-tally.ts';
import { EXIT } from '../run-command.ts';
import { writeReport } from './json-report.ts';
import { problemLines } from './problem-lines.ts';
import { publishedLines } from './published-lines.ts';
import { specializationLines } from './specialization-lines.ts';
import { Summary } from './summary.ts';
import { tiedNote } from './tied-note.ts';

export interface ReportInputs {
  /** Of the JSON file; null = none. */
  readonly path: string | null;
  /** Printed above the summary; null = none. */
  readonly title: string | null;
  readonly isBaseline: boolean;
  readonly rule: 'excess' | 'published';
  /** Whether the units are a sample of the layer: then what it says of the whole is printed, too. */
  readonly isPilot: boolean;
  readonly index: CellIndex;
  readonly config: ExplainConfig;
  readonly timingsMs: ExplainedLayer['timingsMs'] & Readonly<Record<'index', number>>;
}

/** One pass over what was found: the JSON file, the summary, and the units that have no explanation. */
export async function reportLayer(
  explained: ExplainedLayer,
  { path, title, isBaseline, isPilot, rule, index, config, timingsMs }: ReportInputs,
): Promise<void> {
  const summary = new Summary();
  const problems: ReportedUnit[] = [];
  const notes: string[] = [];
  const tally = new PilotTally();
  const passing = async function* (): AsyncGenerator<ReportedUnit> {
    for await (const unit of explained.readUnits()) {
      summary.add(unit);
      tally.add(unit);
      if (unit.problem !== null) problems.push(unit);
      const tied = tiedNote(unit);
      if (tied !== null) notes.push(tied);
      yield unit;
    }
  };
  const { layerImportance, preprocessing, unitCount, zeros } = explained;
  const head = { index, config, preprocessing, timingsMs, layerImportance, zeros };
  if (path !== null) await writeReport(path, head, passing());
  else for await (const _ of passing());
  summary.print({
    title,
    index,
    preprocessing,
    zeros,
    layerImportance,
    unitCount,
    specialization:
      rule === 'published'
        ? publishedLines(await explained.readPublished())
        : specializationLines(await explained.readClasses(), { isBaseline }),
    totalMs: timingsMs.total,
  });
  if (isPilot) process.stdout.write(`${pilotLines(tally, explained).join('\n')}\n`);
  reportProblems(problems);
  for (const note of notes) process.stderr.write(`Note: ${note}\n`);
}

/** Units without an explanation are named; a NaN or infinity makes the command fail, with everything else done. */
function reportProblems(units: readonly ReportedUnit[]): void {
  for (const line of problemLines(units)) process.stderr.write(`${line}\n`);
  if (units.some(({ outcome }) => outcome === 'NON_FINITE')) process.exitCode = EXIT.problems;
}
