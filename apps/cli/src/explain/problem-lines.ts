import type { ReportedUnit } from '@strata/runs';
import { unitList } from './unit-list.ts';

/** Units without an explanation, a line for each thing that is wrong: hundreds of dead neurons are one line. */
export function problemLines(units: readonly Pick<ReportedUnit, 'unit' | 'outcome' | 'problem'>[]): string[] {
  const byProblem = Map.groupBy(units, ({ outcome, problem }) => `${kindOf(outcome)}\n${problem}`);
  return [...byProblem.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const named =
      alike.length === 1
        ? `unit ${first.unit}`
        : `${alike.length} units (${unitList(alike.map(({ unit }) => unit).sort((a, b) => a - b))})`;
    return [`${kindOf(first.outcome)}: ${named}: ${first.problem}`];
  });
}

function kindOf(outcome: ReportedUnit['outcome']): string {
  return outcome === 'NON_FINITE' ? 'Error' : 'Note';
}
