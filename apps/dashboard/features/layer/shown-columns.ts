import type { Column } from './columns';
import type { LayerFilters } from './filters';

/** The columns that the table has: no class where nothing is measured against a baseline. */
export function shownColumns({ columns }: Pick<LayerFilters, 'columns'>, hasClasses: boolean): Column[] {
  return columns.filter((column) => hasClasses || column !== 'class');
}
