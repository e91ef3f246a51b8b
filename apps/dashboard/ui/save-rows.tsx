import { csvHref, type DataTable } from '../charts/csv';

interface SaveRowsProps {
  /** The name of the files, without its ending. */
  readonly name: string;
  /** The rows as they are shown, numbers in full, column heads in the reader's language. */
  readonly table: DataTable;
  /** The same rows as objects in the API's words. */
  readonly records: readonly object[];
}

/** Saves exactly the rows on the page as CSV and JSON, without a script. */
export function SaveRows({ name, table, records }: SaveRowsProps) {
  return (
    <span className="save-rows">
      <a className="text-button" href={csvHref(table)} download={`${name}.csv`}>
        CSV
      </a>
      <a
        className="text-button"
        href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(records, null, 2))}`}
        download={`${name}.json`}
      >
        JSON
      </a>
    </span>
  );
}
