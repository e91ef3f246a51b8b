import { neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TableScroll } from '../../ui/table-scroll';
import { TextLink } from '../../ui/text-link';
import { comparePath } from '../compare/compare-address';
import { FormulaChips } from '../formula/formula-chips';
import { reviewPath } from '../reviews/review-address';
import { type AtlasAddress, atlasPath } from './atlas-address';
import { type AtlasRow, type AtlasRows, readAtlasRows } from './atlas-rows';
import type { AtlasPage } from './read-atlas';

interface AtlasListProps {
  readonly page: AtlasPage & { readonly map: NonNullable<AtlasPage['map']> };
  readonly address: AtlasAddress;
  readonly words: Words;
}

/** The points as a list: all of them, or those of a range, a colour or a drawn area; to compare, to judge, to save. */
export async function AtlasList({ page, address, words }: AtlasListProps) {
  const { t } = words;
  const { map, place, version } = page;
  const list = await readAtlasRows(page, address);
  if (!list) return null;
  const href = (change: Partial<AtlasAddress> & { file?: string }) => atlasPath(place.model, address, change);
  const isChosen = map.selected !== null;
  const isPart = isChosen || address.range !== null || address.only !== null;
  const before = versionBefore(page);
  return (
    <section className="atlas-list" id="list" aria-labelledby="list-title">
      <div className="atlas-list-head">
        <h2 id="list-title">{title({ isChosen, isPart, total: list.total }, t)}</h2>
        <div className="atlas-list-tools">
          {isPart && (
            <TextLink className="button" href={href({ area: '', drawn: '', range: null, only: null })} scroll={false}>
              {t('atlas.showAll')}
            </TextLink>
          )}
          {before !== null && (
            <TextLink
              className="button"
              href={comparePath(place.model, { a: before, b: version.label, layer: place.slug })}
            >
              {t('atlas.compareLayer', { before, after: version.label })}
            </TextLink>
          )}
          <TextLink
            className="button"
            href={reviewPath({
              model: place.model,
              version: version.label,
              layer: place.layer,
              order: 'PRIORITY',
              after: '',
            })}
          >
            {t('atlas.judgeLayer')}
          </TextLink>
          <a className="text-button" href={href({ file: 'ranges.csv' })} download="ranges.csv">
            CSV
          </a>
          <a className="text-button" href={href({ file: 'still.svg' })} download="atlas.svg">
            SVG
          </a>
        </div>
      </div>
      {isChosen && address.drawn !== '' && address.drawn !== version.label && (
        <p className="text-soft">{t('atlas.followed', { version: address.drawn })}</p>
      )}
      {list.rows.length > 0 && <Rows list={list} page={page} before={before} words={words} />}
      {list.pages > 1 && <Pages list={list} href={(to) => `${href({ page: to })}#list`} words={words} />}
    </section>
  );
}

function title(
  { isChosen, isPart, total: n }: { readonly isChosen: boolean; readonly isPart: boolean; readonly total: number },
  t: Words['t'],
): string {
  if (isChosen) return t('atlas.listChosen', { n });
  return isPart ? t('atlas.listPart', { n }) : t('atlas.listAll', { n });
}

/** The version before in the same training run, on the same map; null where there is none. */
function versionBefore({ versions, version }: AtlasPage): string | null {
  const alike = versions.filter(
    ({ trainingRun, frame }) => trainingRun === version.trainingRun && frame === version.frame,
  );
  const at = alike.findIndex(({ label }) => label === version.label);
  return alike[at - 1]?.label ?? null;
}

interface RowsProps extends Pick<AtlasListProps, 'page' | 'words'> {
  readonly list: AtlasRows;
  readonly before: string | null;
}

function Rows({ list, page, before, words }: RowsProps) {
  const { t } = words;
  return (
    <TableScroll label={t('atlas.tableLabel')}>
      <table className="data-table atlas-table">
        <caption className="sr-only">{t('atlas.tableLabel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.neuron')}</th>
            <th scope="col">{t('column.range')}</th>
            <th scope="col">{t('column.formula')}</th>
            <th scope="col">{t('column.grade')}</th>
            <th scope="col" className="num">
              {t('column.overlap')}
            </th>
            <th scope="col" className="num">
              {t('atlas.place')}
            </th>
            <th scope="col">
              <span className="sr-only">{t('atlas.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <Row key={`${row.unit}.${row.range}`} row={row} page={page} before={before} words={words} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

interface RowProps extends Omit<RowsProps, 'list'> {
  readonly row: AtlasRow;
}

function Row({ row: { unit, range, x, y, explanation }, page, before, words }: RowProps) {
  const { t, iou } = words;
  const { place, version, clusterCount } = page;
  const neuron = neuronPath({ model: place.model, version: version.label, layer: place.slug }, unit);
  const hundredth = (value: number) => Math.round(value * 100);
  return (
    <tr>
      <th scope="row" className="cell-neuron">
        <TextLink href={`${neuron}#range-${range}`}>
          <span className="sr-only">{t('column.neuron')} </span>
          {unit}
        </TextLink>
      </th>
      <td>
        <RangeMark index={range} count={clusterCount} label={t('column.range')} />
      </td>
      <td>{explanation ? <FormulaChips formula={explanation.formula} words={words} /> : t('atlas.nothingNamed')}</td>
      <td>{explanation && (explanation.grade ? t(`grade.${explanation.grade}`) : t('evidence.short'))}</td>
      <td className="num">{explanation ? iou(explanation.iou) : '–'}</td>
      <td className="num">{`${hundredth(x)} · ${hundredth(y)}`}</td>
      <td className="atlas-actions">
        {before !== null && (
          <TextLink
            href={comparePath(place.model, {
              a: before,
              b: version.label,
              layer: place.slug,
              neuron: unit,
              show: 'all',
            })}
            aria-label={t('atlas.compareOne', { unit, before })}
          >
            {t('atlas.compare')}
          </TextLink>
        )}{' '}
        <TextLink href={`${neuron}#range-${range}`} aria-label={t('atlas.judgeOne', { unit, index: range })}>
          {t('atlas.judge')}
        </TextLink>
      </td>
    </tr>
  );
}

interface PagesProps {
  readonly list: AtlasRows;
  readonly href: (page: number) => string;
  readonly words: Words;
}

function Pages({ list: { page, pages }, href, words: { t, count } }: PagesProps) {
  return (
    <nav className="pager" aria-label={t('paging.label')}>
      {page > 1 ? (
        <TextLink className="button" rel="prev" href={href(page - 1)}>
          ← {t('paging.previous')}
        </TextLink>
      ) : (
        <span />
      )}
      <span className="text-soft">{t('atlas.pageOf', { page: count(page), pages: count(pages) })}</span>
      {page < pages ? (
        <TextLink className="button" rel="next" href={href(page + 1)}>
          {t('paging.next')} →
        </TextLink>
      ) : (
        <span />
      )}
    </nav>
  );
}
