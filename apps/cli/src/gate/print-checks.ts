import { type GateReport, OUTCOME_WORDS } from '@strata/gate';
import { printTable } from '../print-table.ts';

type Check = GateReport['checks'][number];

/** The checks as a table; how each was decided below it, where that is asked for. */
export function printChecks(checks: readonly Check[], explain: boolean): void {
  printTable([['outcome', 'rule', 'bound', 'layer', 'range', 'value', '95 %'], ...checks.map(rowOf)]);
  if (!explain) return;
  process.stdout.write('\n');
  for (const check of checks) {
    process.stdout.write(`${check.name}, ${check.bound}${placeOf(check)}: ${check.reason}\n`);
  }
}

function rowOf({ outcome, name, bound, layer, clusterIndex, value, lower, upper }: Check): string[] {
  const interval = lower === null || upper === null ? '–' : `${number(lower)} to ${number(upper)}`;
  const where = [layer ?? '–', clusterIndex === null ? '–' : `${clusterIndex}`];
  return [OUTCOME_WORDS[outcome], name, bound, ...where, value === null ? '–' : number(value), interval];
}

function placeOf({ layer, clusterIndex }: Check): string {
  if (layer === null) return '';
  return clusterIndex === null ? `, ${layer}` : `, ${layer} range ${clusterIndex}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(4)));
}
