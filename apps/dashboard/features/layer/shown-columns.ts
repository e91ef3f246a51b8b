import type { Column } from '../place/columns';
import type { LayerFilters } from '../place/layer-filters';

/** The columns that the table has: no class where nothing is measured against a baseline. */
export function shownColumns({ columns }: Pick<LayerFilters, 'columns'>, hasClasses: boolean): Column[] {
  return columns.filter((column) => hasClasses || column !== 'class');
}
