import type { Cell, ColumnPage } from '@strata/db';

/** Rows of a row group at least, but for the last: each has a head for every column. */
const ROWS_MIN = 20_000;

/** The same rows in larger pages: runs of a few rows each would make as many row groups. */
export async function* inGroups(pages: AsyncIterable<ColumnPage>): AsyncGenerator<ColumnPage> {
  let [gathered, rows]: [ColumnPage[], number] = [[], 0];
  for await (const page of pages) {
    gathered.push(page);
    rows += page.rows;
    if (rows < ROWS_MIN) continue;
    yield joined(gathered, rows);
    [gathered, rows] = [[], 0];
  }
  if (rows > 0) yield joined(gathered, rows);
}

function joined(pages: readonly ColumnPage[], rows: number): ColumnPage {
  const [first] = pages;
  if (first && pages.length === 1) return first;
  const names = Object.keys(first?.columns ?? {});
  const columns = names.map((name) => [name, pages.flatMap(({ columns }) => columns[name] ?? [])] as const);
  return { rows, columns: Object.fromEntries<readonly Cell[]>(columns) };
}
