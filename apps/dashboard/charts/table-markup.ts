import type { DataTable } from './csv';

/** A table's head and body as HTML. The first cell of a row is its header, the second one its link. */
export function tableMarkup({ columns, rows: all }: DataTable, hrefs?: readonly string[]): string {
  const head = columns.map((column) => `<th scope=col>${escaped(column)}`).join('');
  const rows = all.map((row, index) => {
    const cells = row.map((value, column) => {
      const text = escaped(`${value ?? ''}`);
      if (column === 0) return `<th scope=row>${text}`;
      const href = column === 1 ? hrefs?.[index] : undefined;
      return `<td>${href ? `<a href="${escaped(href)}">${text}</a>` : text}`;
    });
    return `<tr>${cells.join('')}`;
  });
  return `<thead><tr>${head}<tbody>${rows.join('')}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character);
}

/** How many columns come before those that hold nothing but numbers; the first, which names the row, counts as text. */
export function textColumns({ columns, rows }: DataTable): number {
  const isText = columns.map((_, column) => !rows.some((row) => typeof row[column] === 'number'));
  return Math.max(0, isText.lastIndexOf(true)) + 1;
}
