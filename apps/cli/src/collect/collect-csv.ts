import type { CollectedData, NamedPair } from '@strata/runs';
import { csvCell } from '../csv-cell.ts';

const COLUMNS = [
  ...(['position', 'verdict', 'first', 'firstKind', 'second', 'secondKind', 'imagesInData', 'dataImages'] as const),
  ...(['images', 'imagesWrong', 'mendedPer100', 'mendedLower', 'mendedUpper', 'q'] as const),
  ...(['examples', 'counterExamples'] as const),
];

/** What to collect as a list for annotators: a pair a line, images of both and of one alone by their names in the dataset. */
export function collectCsv({ pairs, dataCount }: Pick<CollectedData, 'pairs' | 'dataCount'>): string {
  const lines = pairs.map((pair, at) => cellsOf(pair, { position: at + 1, dataCount }).map(csvCell));
  // Spreadsheets read UTF-8 by its mark.
  return `\uFEFF${[COLUMNS, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}

function cellsOf(
  pair: NamedPair,
  { position, dataCount }: { readonly position: number; readonly dataCount: number },
): (string | number | null)[] {
  const { first, second, verdict, examples } = pair;
  const number = (value: number): number | null => (pair.curve === null ? null : Number(value.toPrecision(6)));
  const keys = (role: string): string => examples.flatMap((one) => (one.role === role ? [one.key] : [])).join(' ; ');
  return [
    ...[position, verdict, first.name, first.kind, second.name, second.kind, pair.dataCount, dataCount],
    ...[pair.selected, pair.wrong, number(pair.mended), number(pair.mendedLower), number(pair.mendedUpper)],
    ...[number(pair.q), keys('EXAMPLE'), keys('COUNTER_EXAMPLE')],
  ];
}
