import type { DataTable } from './csv';

interface MarkupOptions {
  /** As text in the reader's format, in the same order as the data. */
  readonly shown: DataTable;
  /** Where a row leads: a link on its second cell. */
  readonly hrefs?: readonly string[];
}

/** A table's head and body as HTML. The first cell of a row is its header; numbers are aligned right. */
export function tableMarkup(data: DataTable, { shown, hrefs }: MarkupOptions): string {
  const numeric = shown.columns.map((_, column) => data.rows.some((row) => typeof row[column] === 'number'));
  const head = shown.columns.map((column) => `<th scope=col>${escaped(column)}`).join('');
  const rows = shown.rows.map((row, index) => {
    const cells = row.map((value, column) => {
      const text = escaped(`${value ?? ''}`);
      if (column === 0) return `<th scope=row>${text}`;
      const href = column === 1 ? hrefs?.[index] : undefined;
      return `<td${numeric[column] ? ' class=num' : ''}>${href ? `<a href="${escaped(href)}">${text}</a>` : text}`;
    });
    return `<tr>${cells.join('')}`;
  });
  return `<thead><tr>${head}<tbody>${rows.join('')}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character);
}
