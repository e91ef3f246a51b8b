import { niceScale } from '../../charts/axis-ticks';
import { OverlapBar } from '../../charts/overlap-bar';
import { rangeColor } from '../../charts/range-color';
import { layerLabel, layerSlug, neuronPath } from '../../data/paths';
import type { FoundQuery, UnitPlaceFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { JudgementMark } from '../reviews/judgement-mark';
import { ClassMark } from '../specialization/class-mark';
import { type FindAddress, type FoundSort, findPath } from './find-address';
import { FoundImages } from './found-images';
import { quoted } from './quoted';

export type FoundNode = FoundQuery['explanations']['nodes'][number];

interface FoundTableProps {
  readonly nodes: readonly FoundNode[];
  readonly address: FindAddress;
  readonly words: Words;
}

/** One explanation a row, with the pictures that show it best. Heads sort; a chip searches for its concept. */
export function FoundTable({ nodes, address, words }: FoundTableProps) {
  const { t } = words;
  const { max } = niceScale(Math.max(...nodes.map(({ iou }) => iou)));
  const hasClasses = nodes.some(({ specialization }) => specialization != null);
  const heads = { address, words };
  return (
    <table className="data-table found">
      <caption className="sr-only">{t('find.tableCaption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.neuron')}</th>
          <SortHead by="range" text={t('column.range')} {...heads} />
          <SortHead by="length" text={t('column.formula')} {...heads} />
          {hasClasses && <th scope="col">{t('column.class')}</th>}
          <SortHead by="overlap" text={t('column.overlap')} {...heads} />
          <SortHead by="times" text={t('column.timesShuffled')} {...heads} />
          <th scope="col">{t('column.grade')}</th>
          <th scope="col">{t('find.images')}</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <FoundRow key={node.id} node={node} max={max} hasClasses={hasClasses} address={address} words={words} />
        ))}
      </tbody>
    </table>
  );
}

interface FoundRowProps extends Omit<FoundTableProps, 'nodes'> {
  readonly node: FoundNode;
  /** The overlap at a bar's right end. */
  readonly max: number;
  readonly hasClasses: boolean;
}

function FoundRow({ node, max, hasClasses, address, words }: FoundRowProps) {
  const { t, iou, times } = words;
  const { clusterIndex, run, specialization } = node;
  const href = `${neuronPath(placeOf(node.unit), node.unit.unitIndex)}#range-${clusterIndex}`;
  const conceptHref = (name: string, negated: boolean) =>
    findPath(address, { q: quoted(name), polarity: negated ? 'excludes' : 'responds', by: 'formula', match: 'uses' });
  return (
    <tr>
      <th scope="row" className="cell-neuron">
        <TextLink href={href}>
          <span className="sr-only">{t('column.neuron')} </span>
          {node.unit.unitIndex}
        </TextLink>
        <span className="found-place">{whereabouts(node.unit)}</span>
      </th>
      <td className="cell-range">
        <RangeMark index={clusterIndex} count={run.clusters} label={t('column.range')} />
      </td>
      <td className="cell-formula">
        <FormulaChips formula={node.formula} words={words} conceptHref={conceptHref} />{' '}
        <JudgementMark judgement={node.judgement} words={words} />
      </td>
      {hasClasses && (
        <td className="cell-class">{specialization && <ClassMark specialization={specialization} words={words} />}</td>
      )}
      <td className="cell-overlap">
        <OverlapBar
          iou={node.iou}
          chance={node.chance}
          max={max}
          color={rangeColor(clusterIndex, run.clusters)}
          width={72}
        />
        <strong>{iou(node.iou)}</strong>
      </td>
      <td className="num cell-lift">{times(node.timesShuffled)}</td>
      <td className="cell-grade">{node.grade ? t(`grade.${node.grade}`) : t('evidence.short')}</td>
      <td className="cell-images">
        <FoundImages samples={node.cluster.samples} sheetUrl={node.cluster.sheetUrl} words={words} />
      </td>
    </tr>
  );
}

/** Where the neuron is, for its address. */
function placeOf({ layer }: UnitPlaceFragment) {
  const { label, model } = layer.modelVersion;
  return { model: model.name, version: label, layer: layerSlug(layer.name, model.layerNames) };
}

function whereabouts({ layer }: UnitPlaceFragment): string {
  const { label, model } = layer.modelVersion;
  return `${shortened(model.name, 24)} · ${shortened(label, 24)} · ${layerLabel(layer.name)}`;
}

interface SortHeadProps {
  readonly by: FoundSort;
  readonly text: string;
  readonly address: FindAddress;
  readonly words: Words;
}

function SortHead({ by, text, address, words: { t } }: SortHeadProps) {
  const current = address.sort === by;
  const falling = by !== 'length';
  return (
    <th
      scope="col"
      className={by === 'times' ? 'num' : undefined}
      aria-sort={current ? (falling ? 'descending' : 'ascending') : undefined}
    >
      <TextLink href={findPath(address, { sort: by })} className="sort" title={t('find.sortBy', { column: text })}>
        {text}
        <span aria-hidden="true">{current ? (falling ? '↓' : '↑') : ''}</span>
      </TextLink>
    </th>
  );
}
