import type { SQL } from 'drizzle-orm';

/** What a column holds. An instant is in microseconds since 1970, UTC. */
export type ColumnKind = 'text' | 'int32' | 'int64' | 'float64' | 'boolean' | 'instant';

/** What is the same in all rows of a run, which is not read with each of them. */
export interface RunNames {
  readonly runId: number;
  readonly model: string;
  readonly version: string;
  readonly layer: string;
}

type OfRun = (run: RunNames) => Cell;

export type Cell = string | number | boolean | null;

/** A column of a list that is exported: files of every kind have it by the same name, in snake case. */
export interface ExportColumn<Kind extends ColumnKind = ColumnKind, Nullable extends boolean = boolean> {
  readonly kind: Kind;
  readonly nullable: Nullable;
  /** What stands in it, for people. */
  readonly meaning: string;
  readonly value: SQL | OfRun;
}

export type ExportColumns = Readonly<Record<string, ExportColumn>>;

/** A list that is exported: its columns by their names, where they are read, and what orders its rows and tells them apart. */
export interface ExportTable<Columns extends ExportColumns, Of> {
  readonly name: string;
  /** What a row is, for people. */
  readonly meaning: string;
  readonly columns: Columns;
  /** From and where, of a part of the list that is read by itself, such as a run. */
  readonly source: (of: Of) => SQL;
  /** Whole numbers, together unique. */
  readonly keys: readonly SQL<number>[];
}

type ValueOf<Kind extends ColumnKind> = Kind extends 'text' ? string : Kind extends 'boolean' ? boolean : number;

/** A row of a list, by its columns' names. */
export type RowOf<Columns extends ExportColumns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends ExportColumn<infer Kind, infer Nullable>
    ? ValueOf<Kind> | (Nullable extends true ? null : never)
    : never;
};

/** A column that every row has a value in. */
export function always<Kind extends ColumnKind>(
  kind: Kind,
  value: SQL | OfRun,
  meaning: string,
): ExportColumn<Kind, false> {
  return { kind, nullable: false, meaning, value };
}

/** A column that can be empty; the meaning says when. */
export function perhaps<Kind extends ColumnKind>(
  kind: Kind,
  value: SQL | OfRun,
  meaning: string,
): ExportColumn<Kind, true> {
  return { kind, nullable: true, meaning, value };
}
