import { type FoundRange, parseFound } from './answer.ts';
import { askServer, withLocalServer } from './ask-server.ts';
import type { QueryFlags } from './query-flags.ts';

const DOCUMENT = `query FindRanges($first: Int!, $where: ExplanationWhere!) {
  explanations(first: $first, where: $where, orderBy: { field: IOU, direction: DESC }) {
    totalCount
    nodes {
      clusterIndex
      iou
      chance
      lift
      grade
      timesShuffled
      specialization
      formula { text }
      unit { unitIndex layer { name modelVersion { label model { name } } } }
    }
  }
}`;

/**
 * Prints the ranges whose formula is this one.
 * @throws StrataError when the formula is none, or the server does not answer or refuses
 */
export async function query(
  formula: string,
  { flags, signal }: { flags: QueryFlags; signal: AbortSignal },
): Promise<void> {
  const { first, range, server, match } = flags;
  const where = { formula: { [match]: formula }, ...(range !== undefined && { clusterIndex: { eq: range } }) };
  const asked = { query: DOCUMENT, variables: { first, where } };
  const key = flags.key ?? process.env.STRATA_KEY;
  const answer =
    server === undefined
      ? await withLocalServer((url) => askServer(url, { asked, signal }))
      : await askServer(server, { asked, key, signal });
  const { totalCount, ranges } = parseFound(answer);
  if (flags.json) return void process.stdout.write(`${JSON.stringify({ totalCount, ranges }, null, 2)}\n`);
  for (const line of table(ranges)) process.stdout.write(`${line}\n`);
  const rest = totalCount > ranges.length ? `, ${ranges.length} of them shown (--first)` : '';
  process.stderr.write(`${totalCount} ${totalCount === 1 ? 'range' : 'ranges'}${rest}.\n`);
  if (totalCount === 0 && match !== 'contains') {
    process.stderr.write('With --match contains, longer formulas that have it as a part are found, too.\n');
  }
}

function gradeText(grade: string | null): string {
  if (grade === null) return 'grade not computed';
  return grade === 'NONE' ? 'nothing nameable' : grade.toLowerCase();
}

function timesText(times: number | null): string {
  return times === null ? '–' : `${times.toFixed(2)} times shuffled`;
}

/** The ranges in columns as wide as what is in them. */
function table(ranges: readonly FoundRange[]): string[] {
  const rows = ranges.map(
    ({ model, version, layer, unitIndex, clusterIndex, iou, grade, timesShuffled, specialization, formula }) => [
      ...[model, version, layer, `neuron ${unitIndex}`, `range ${clusterIndex}`],
      ...[`IoU ${iou.toFixed(3)}`, gradeText(grade), timesText(timesShuffled)],
      ...[specialization?.toLowerCase().replace('_', ' ') ?? '–', formula],
    ],
  );
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
