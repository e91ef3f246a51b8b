import type { ReactNode } from 'react';
import type { Words } from '../i18n/words';
import { csvHref, type DataTable } from './csv';
import { SavePicture } from './save-picture';
import { tableMarkup, textColumns } from './table-markup';

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
  /** Where the rows of the table lead. Default: nowhere. */
  readonly rowHrefs?: readonly string[];
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
  rowHrefs,
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
            {table ?? <PlainTable data={data} shown={shown} {...(rowHrefs ? { hrefs: rowHrefs } : {})} />}
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

/** As markup: as elements, every cell would be sent once more for the script that compares them with what is there. */
function PlainTable({ data, shown, hrefs }: { data: DataTable; shown: DataTable; hrefs?: readonly string[] }) {
  const markup = { __html: tableMarkup(shown, hrefs) };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is made next door, with every text escaped
  return <table className={`data-table text-${textColumns(data)}`} dangerouslySetInnerHTML={markup} />;
}

/** Ids that name a chart: its title and its sentence. */
export function chartLabel(id: string): string {
  return `${id}-title ${id}-summary`;
}
