/** Columns of a layer's table that readers choose, in their order. */
export const COLUMNS = [
  'grade',
  'times',
  'class',
  'chance',
  'lift',
  'length',
  'detection',
  'activation',
  'sample',
  'explanation',
  'gap',
] as const;
export type Column = (typeof COLUMNS)[number];

export const DEFAULT_COLUMNS: readonly Column[] = ['grade', 'times', 'class'];

/** The chosen columns with this one taken in or out, in the table's order. */
export function toggleColumn(chosen: readonly Column[], column: Column): Column[] {
  return COLUMNS.filter((one) => (one === column ? !chosen.includes(one) : chosen.includes(one)));
}
