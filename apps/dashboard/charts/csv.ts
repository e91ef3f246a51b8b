export interface DataTable {
  readonly columns: readonly string[];
  /** One row a line; the first cell names the row. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A table as CSV (RFC 4180) with a byte-order mark, so that spreadsheets read it as UTF-8; numbers in full. */
export function toCsv({ columns, rows }: DataTable): string {
  return `\uFEFF${[columns, ...rows].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A table as an address that a browser saves as a file, without a script. */
export function csvHref(table: DataTable): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(toCsv(table)).replaceAll('%2C', ',')}`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A leading =, + , - or @ would run as a formula in a spreadsheet.
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
