/** Cells as a line of CSV (RFC 4180), with a line feed at its end. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cellText).join(',')}\n`;
}

function cellText(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
