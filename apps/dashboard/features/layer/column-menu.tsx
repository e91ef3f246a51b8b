import type { Words } from '../../i18n/words';
import { MenuCloser } from '../../ui/menu-closer';
import { TextLink } from '../../ui/text-link';
import { COLUMNS, toggleColumn } from '../place/columns';
import { filterQuery, type LayerFilters } from '../place/layer-filters';

interface ColumnMenuProps {
  readonly filters: LayerFilters;
  readonly hasClasses: boolean;
  readonly here: string;
  readonly words: Words;
}

/** Which columns the table has; each choice is an address. */
export function ColumnMenu({ filters, hasClasses, here, words: { t } }: ColumnMenuProps) {
  return (
    <details className="menu column-menu" name="menu">
      <summary className="button">{t('layer.columns')}</summary>
      <ul className="menu-list">
        {COLUMNS.filter((column) => hasClasses || column !== 'class').map((column) => {
          const chosen = filters.columns.includes(column);
          return (
            <li key={column}>
              <TextLink
                href={`${here}${filterQuery(filters, { columns: toggleColumn(filters.columns, column) })}`}
                scroll={false}
                aria-current={chosen ? 'true' : undefined}
                aria-label={
                  chosen
                    ? t('layer.columnHide', { column: t(`column.${column}`) })
                    : t('layer.columnShow', { column: t(`column.${column}`) })
                }
              >
                {t(`column.${column}`)}
                <span aria-hidden="true">{chosen ? '✓' : ''}</span>
              </TextLink>
            </li>
          );
        })}
      </ul>
      <MenuCloser />
    </details>
  );
}
