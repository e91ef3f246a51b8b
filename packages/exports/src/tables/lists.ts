import {
  type ColumnPage,
  type ExportColumns,
  type ExportRun,
  exportedComparison,
  exportedConcepts,
  exportedExplanations,
  exportedImages,
  exportedRuns,
  exportedTerms,
  exportedUnits,
  exportedVersions,
  type RunsAsked,
  readComparedLayers,
  readTable,
  readTableRows,
  type Snapshot,
} from '@strata/db';

/** What lists are read of. */
export interface ListsAsked extends RunsAsked {
  /** The earlier version that the comparison is made with; null: no comparison. */
  readonly baselineId: number | null;
}

/** A list that is written as a table: its columns, and its rows page by page. */
export interface TableList {
  readonly name: string;
  readonly meaning: string;
  readonly columns: ExportColumns;
  readonly pages: (snapshot: Snapshot, asked: ListsAsked) => AsyncGenerator<ColumnPage>;
}

/** Every list, in the order that people read them in. */
export const LISTS: readonly TableList[] = [
  { ...exportedVersions, pages: (snapshot, of) => readTable(snapshot, exportedVersions, { of }) },
  { ...exportedRuns, pages: (snapshot, of) => readTable(snapshot, exportedRuns, { of }) },
  {
    ...exportedUnits,
    pages: (...asked) => ofRuns(asked, (snapshot, of) => readTable(snapshot, exportedUnits, { of })),
  },
  {
    ...exportedExplanations,
    pages: (...asked) => ofRuns(asked, (snapshot, of) => readTable(snapshot, exportedExplanations, { of })),
  },
  {
    ...exportedImages,
    pages: (...asked) => ofRuns(asked, (snapshot, of) => readTable(snapshot, exportedImages, { of })),
  },
  {
    ...exportedConcepts,
    pages: (...asked) => ofDatasets(asked, (snapshot, of) => readTable(snapshot, exportedConcepts, { of })),
  },
  {
    ...exportedTerms,
    pages: (...asked) => ofDatasets(asked, (snapshot, of) => readTable(snapshot, exportedTerms, { of })),
  },
  { ...exportedComparison, pages: comparison },
];

type Asked = readonly [snapshot: Snapshot, asked: ListsAsked];
type PagesOf = (snapshot: Snapshot, run: ExportRun) => AsyncIterable<ColumnPage>;

async function* ofRuns([snapshot, asked]: Asked, pages: PagesOf): AsyncGenerator<ColumnPage> {
  for await (const run of readTableRows(snapshot, exportedRuns, { of: asked })) yield* pages(snapshot, run);
}

/** Once for each dataset, however many runs rest on it. */
async function* ofDatasets([snapshot, asked]: Asked, pages: PagesOf): AsyncGenerator<ColumnPage> {
  const seen = new Set<number>();
  for await (const run of readTableRows(snapshot, exportedRuns, { of: asked })) {
    if (seen.has(run.datasetId)) continue;
    seen.add(run.datasetId);
    yield* pages(snapshot, run);
  }
}

async function* comparison(
  snapshot: Snapshot,
  { versionId: after, baselineId: before, layer }: ListsAsked,
): AsyncGenerator<ColumnPage> {
  if (before === null || after === null) return;
  const { pairs } = await readComparedLayers(snapshot, { before, after, layer });
  for (const pair of pairs) yield* readTable(snapshot, exportedComparison, { of: pair });
}
