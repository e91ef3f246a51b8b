import { rangeColor } from '../../charts/range-color';
import { rangesFromTop } from '../../charts/trend-data';
import { layerSlug, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { PageLinks } from '../../ui/page-links';
import { SaveRows } from '../../ui/save-rows';
import { TextLink } from '../../ui/text-link';
import { ConceptChip } from '../formula/concept-chip';
import { type FindAddress, findPath } from './find-address';
import { quoted } from './quoted';
import type { KnownConcepts } from './read-find-page';

type KnownNode = KnownConcepts['index']['nodes'][number];

interface ConceptIndexProps {
  readonly known: KnownConcepts;
  readonly address: FindAddress;
  readonly words: Words;
}

/** What a version knows: its concepts, those first that most ranges respond to. */
export function ConceptIndex({ known, address, words }: ConceptIndexProps) {
  const { t, iou, count } = words;
  const { index, clusterCount, model, version } = known;
  const ranges = rangesFromTop(clusterCount).toReversed();
  const most = Math.max(1, ...index.nodes.flatMap((node) => node.ranges.map(({ positive }) => positive)));
  const search = (node: KnownNode, polarity: 'responds' | 'excludes') =>
    findPath({ q: quoted(node.concept.name), model, version, layer: address.layer, polarity });
  return (
    <section className="listing">
      <div className="listing-head">
        <h2>{t('find.indexTitle', { version })}</h2>
        <SaveRows name={`concepts-${version}`} {...exportOf(index.nodes, words)} />
      </div>
      <table className="data-table concept-index">
        <caption className="sr-only">{t('find.indexCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('find.column.concept')}</th>
            <th scope="col">{t('find.column.byRange')}</th>
            <th scope="col" className="num">
              {t('find.polarity.responds')}
            </th>
            <th scope="col" className="num">
              {t('find.polarity.excludes')}
            </th>
            <th scope="col" className="num">
              {t('find.column.best')}
            </th>
            <th scope="col">{t('find.column.bestNeuron')}</th>
          </tr>
        </thead>
        <tbody>
          {index.nodes.map((node) => (
            <tr key={`${node.concept.category} ${node.concept.name}`}>
              <th scope="row" className="cell-concept">
                <ConceptChip {...node.concept} negated={false} words={words} href={search(node, 'responds')} />
              </th>
              <td className="cell-bars">
                <RangeBars node={node} ranges={ranges} most={most} words={words} />
              </td>
              <td className="num">{count(node.positive)}</td>
              <td className="num">
                {node.negated === 0 ? (
                  count(0)
                ) : (
                  <TextLink href={search(node, 'excludes')}>{count(node.negated)}</TextLink>
                )}
              </td>
              <td className="num">{node.bestIou == null ? '–' : iou(node.bestIou)}</td>
              <td>
                <BestNeuron node={node} known={known} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <PageLinks pageInfo={index.pageInfo} href={(place) => findPath(address, place)} words={words} />
    </section>
  );
}

interface RangeBarsProps {
  readonly node: KnownNode;
  readonly ranges: readonly number[];
  /** The count that fills a bar. */
  readonly most: number;
  readonly words: Words;
}

/** How many neurons respond to the concept in each range, weakest at the left. */
function RangeBars({ node, ranges, most, words: { t, count } }: RangeBarsProps) {
  const positive = (index: number) => node.ranges.find(({ clusterIndex }) => clusterIndex === index)?.positive ?? 0;
  const text = ranges.map((index) => t('find.rangeCount', { index, count: count(positive(index)) })).join(', ');
  const [width, height] = [14, 22];
  return (
    <svg
      className="range-bars"
      viewBox={`0 0 ${ranges.length * (width + 3)} ${height}`}
      width={ranges.length * (width + 3)}
      height={height}
      role="img"
      aria-label={text}
    >
      <title>{text}</title>
      {ranges.map((index, place) => {
        const tall = positive(index) === 0 ? 0 : Math.max(2, Math.round((positive(index) / most) * (height - 2)));
        return (
          <g key={index}>
            <rect className="overlap-track" x={place * (width + 3)} y={height - 2} width={width} height={2} />
            <rect
              className="chart-stratum"
              x={place * (width + 3)}
              y={height - tall}
              width={width}
              height={tall}
              fill={rangeColor(index, ranges.length)}
            />
          </g>
        );
      })}
    </svg>
  );
}

function BestNeuron({ node, known, words: { t } }: { node: KnownNode; known: KnownConcepts; words: Words }) {
  const best = node.bestExplanation;
  if (!best) return null;
  const place = {
    model: known.model,
    version: known.version,
    layer: layerSlug(best.unit.layer.name, known.layerNames),
  };
  return (
    <TextLink href={`${neuronPath(place, best.unit.unitIndex)}#range-${best.clusterIndex}`}>
      {t('find.neuronInRange', { unit: best.unit.unitIndex, index: best.clusterIndex })}
    </TextLink>
  );
}

function exportOf(nodes: readonly KnownNode[], { t }: Words) {
  return {
    table: {
      columns: [
        t('find.column.concept'),
        t('find.facet.category'),
        t('find.polarity.responds'),
        t('find.polarity.excludes'),
        t('find.column.best'),
      ],
      rows: nodes.map(({ concept, positive, negated, bestIou }) => [
        concept.name,
        concept.category,
        positive,
        negated,
        bestIou ?? null,
      ]),
    },
    records: nodes.map(({ concept, positive, negated, bestIou, ranges }) => ({
      concept: concept.name,
      category: concept.category,
      positive,
      negated,
      bestIou: bestIou ?? null,
      ranges,
    })),
  };
}
