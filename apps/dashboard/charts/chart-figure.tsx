import type { ReactNode } from 'react';
import type { Words } from '../i18n/words';
import { Still } from '../ui/still';
import { csvHref, type DataTable } from './csv';
import { SavePicture } from './save-picture';

interface ChartFigureProps {
  /** Unique on the page; the title's and the summary's ids come from it. */
  readonly id: string;
  readonly title: string;
  /** One sentence with the numbers. */
  readonly summary: string;
  /** What is drawn, in full precision. */
  readonly data: DataTable;
  /** The same as text in the reader's format; default: the data. */
  readonly shown?: DataTable;
  /** The table itself, where plain text does not do. Default: of `shown`. */
  readonly table?: ReactNode;
  /** Where the CSV comes from. Default: the page holds it. */
  readonly csv?: string;
  readonly words: Words;
  readonly legend?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a chart: title, sentence, picture, table behind a toggle, and export of exactly what is shown. */
export function ChartFigure({
  id,
  title,
  summary,
  data,
  shown = data,
  table,
  csv = csvHref(data),
  words: { t },
  legend,
  children,
}: ChartFigureProps) {
  return (
    <figure id={id} className="figure">
      <figcaption className="figure-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <p id={`${id}-summary`} className="figure-summary">
          {summary}
        </p>
      </figcaption>
      {legend && <div className="figure-legend">{legend}</div>}
      <div className="figure-picture">{children}</div>
      <div className="figure-foot">
        <details className="figure-table">
          <summary className="text-button">{t('chart.table')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="table-scroll" aria-labelledby={`${id}-title`} tabIndex={0}>
            {table ?? (
              <Still>
                <PlainTable data={data} shown={shown} />
              </Still>
            )}
          </section>
        </details>
        <a className="text-button" href={csv} download={`${id}.csv`}>
          CSV
        </a>
        <SavePicture figure={id} />
      </div>
    </figure>
  );
}

function PlainTable({ data, shown }: { data: DataTable; shown: DataTable }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          {shown.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.rows.map((row) => (
          <tr key={row.slice(0, 2).join(' ')}>
            {row.map((value, index) =>
              index === 0 ? (
                <th key={shown.columns[index]} scope="row">
                  {value}
                </th>
              ) : (
                <td
                  key={shown.columns[index]}
                  className={typeof data.rows[0]?.[index] === 'number' ? 'num' : undefined}
                >
                  {value}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Ids that name a chart: its title and its sentence. */
export function chartLabel(id: string): string {
  return `${id}-title ${id}-summary`;
}
