import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';
import { REGULATION_ROWS, REGULATION_SOURCES } from './regulation-rows';

/** Which part of the report helps with what regulations ask for. */
export function Regulations({ words: { t } }: { readonly words: Words }) {
  return (
    <section className="panel report-part" aria-labelledby="regulations">
      <h2 id="regulations">{t('version.regulations.title')}</h2>
      <p className="text-small text-soft">{t('version.regulations.aid')}</p>
      <TableScroll label={t('version.regulations.partColumn')}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t('version.regulations.partColumn')}</th>
              <th scope="col">{t('version.regulations.source')}</th>
              <th scope="col">{t('version.regulations.place')}</th>
            </tr>
          </thead>
          <tbody>
            {REGULATION_ROWS.map(({ part, source, place }) => (
              <tr key={`${part}${source}${place}`}>
                <th scope="row">{t(`version.regulations.part.${part}`)}</th>
                <td>{REGULATION_SOURCES[source].name}</td>
                <td>{place}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
