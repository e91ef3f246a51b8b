import { niceScale } from '../../charts/axis-ticks';
import type { Words } from '../../i18n/words';
import { PageLinks } from '../../ui/page-links';
import { SaveRows } from '../../ui/save-rows';
import { TextLink } from '../../ui/text-link';
import { COMPARED_SORTS, type CompareAddress, comparePath } from './compare-address';
import { CompareChips } from './compare-chips';
import { compareExport } from './compare-export';
import { ComparedRow } from './compared-row';
import type { ComparableModel, Comparison } from './read-compare-page';

interface ComparedListProps {
  readonly model: ComparableModel;
  readonly address: CompareAddress;
  readonly comparison: Comparison;
  readonly words: Words;
}

/** The ranges one by one, most changed first, with what narrows and orders them. */
export function ComparedList({ model, address, comparison, words }: ComparedListProps) {
  const { t } = words;
  const { rows, before, after, layers, ranges } = comparison;
  const versions = { before: before.label, after: after.label };
  const overlaps = rows.nodes.flatMap((row) => [row.before?.iou ?? 0, row.after?.iou ?? 0]);
  const { max } = niceScale(Math.max(0.1, ...overlaps));
  const clusterCount = Math.max(1, ...ranges.map(({ clusterIndex }) => clusterIndex));
  return (
    <section className="listing" aria-labelledby="rows">
      <div className="listing-head">
        <h2 id="rows">{t('compare.rowsTitle', { count: rows.totalCount })}</h2>
        {rows.nodes.length > 0 && (
          <SaveRows
            name={`compare-${versions.before}-${versions.after}`}
            {...compareExport(rows.nodes, versions, words)}
          />
        )}
      </div>
      <div className="compare-tools">
        <ShowLinks model={model} address={address} words={words} />
        <SortLinks model={model} address={address} words={words} />
      </div>
      <CompareChips model={model.name} address={address} words={words} />
      {rows.nodes.length === 0 && (
        <section className="notice">
          <h3>{t('compare.noRows')}</h3>
          <TextLink
            className="button"
            href={comparePath(model.name, address, {
              status: null,
              special: null,
              range: null,
              neuron: null,
              show: 'all',
            })}
          >
            {t('compare.showAll')}
          </TextLink>
        </section>
      )}
      {rows.nodes.length > 0 && <PairLegend words={words} />}
      <div className="pairs">
        {rows.nodes.map((row) => (
          <ComparedRow
            key={`${row.layer} ${row.unitIndex} ${row.clusterIndex}`}
            row={row}
            model={model}
            versions={versions}
            clusterCount={clusterCount}
            max={max}
            words={words}
            showsLayer={layers.length > 1}
          />
        ))}
      </div>
      <PageLinks
        pageInfo={rows.pageInfo}
        href={(place) => `${comparePath(model.name, address, place)}#rows`}
        words={words}
      />
    </section>
  );
}

/** What is drawn over the pictures, and why some have nothing over them. */
function PairLegend({ words: { t } }: { words: Words }) {
  const marks = [
    { name: 'both', text: t('neuron.maskBoth') },
    { name: 'neuron', text: t('neuron.maskNeuron') },
    { name: 'formula', text: t('neuron.maskFormula') },
    { name: 'none', text: t('compare.notAmong') },
  ];
  return (
    <ul className="pair-legend" aria-label={t('neuron.masks')}>
      {marks.map(({ name, text }) => (
        <li key={name}>
          <span className={`mask-swatch swatch-${name}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

type ToolsProps = Omit<ComparedListProps, 'comparison'>;

/** Whether ranges that mean the same in both are shown, too. */
function ShowLinks({ model, address, words: { t } }: ToolsProps) {
  const choices = [
    { show: 'changed', text: t('compare.changedOnly') },
    { show: 'all', text: t('compare.allRanges') },
  ] as const;
  const current = address.status === 'same' ? 'all' : address.show;
  return (
    <nav className="link-segments" aria-label={t('compare.show')}>
      {choices.map(({ show, text }) => (
        <TextLink
          key={show}
          href={`${comparePath(model.name, address, { show, status: null })}#rows`}
          aria-current={show === current ? 'true' : undefined}
        >
          {text}
        </TextLink>
      ))}
    </nav>
  );
}

function SortLinks({ model, address, words: { t } }: ToolsProps) {
  return (
    <nav className="link-segments" aria-label={t('compare.order')}>
      {COMPARED_SORTS.map((sort) => (
        <TextLink
          key={sort}
          href={`${comparePath(model.name, address, { sort })}#rows`}
          aria-current={sort === address.sort ? 'true' : undefined}
        >
          {t(`compare.sort.${sort}`)}
        </TextLink>
      ))}
    </nav>
  );
}
