import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { FormulaChips } from '../../../../../../../features/formula/formula-chips';
import { NeuronFilters } from '../../../../../../../features/layer/neuron-filters';
import { explanationWhere, type LayerData, NEURONS } from '../../../../../../../features/layer/neurons-query';
import { query } from '../../../../../../../gql/query';
import { Unreachable } from '../../../../../../../ui/unreachable';

interface Props {
  params: Promise<{ name: string; label: string; layer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function LayerPage({ params, searchParams }: Props) {
  const raw = await params;
  const [name, label, layer] = [raw.name, raw.label, raw.layer].map(decodeURIComponent) as [string, string, string];
  const filters = Object.fromEntries(
    Object.entries(await searchParams).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );
  const [t, format] = await Promise.all([getTranslations(), getFormatter()]);
  const data = await query<LayerData>(NEURONS, {
    name,
    layer,
    after: filters.after ?? null,
    where: explanationWhere(filters),
  }).catch(() => null);
  if (!data) return <Unreachable />;
  const found = data.model?.versions.edges.find(({ node }) => node.label === label)?.node.layer;
  if (!found) notFound();
  const { edges, pageInfo } = found.explanations;
  const here = `/models/${encodeURIComponent(name)}/versions/${encodeURIComponent(label)}/layers/${encodeURIComponent(layer)}`;
  return (
    <>
      <p className="quiet">
        {name} · {label}
      </p>
      <h1>{t('layer', { name: layer, count: found.unitCount })}</h1>
      <NeuronFilters filters={filters} />
      {edges.length === 0 && <p>{t('noMatches')}</p>}
      <table className="w-full text-left text-[13px]">
        <thead>
          <tr>
            <th scope="col">{t('neurons')}</th>
            <th scope="col">{t('rangeShort')}</th>
            <th scope="col">{t('formula')}</th>
            <th scope="col">{t('overlap')}</th>
          </tr>
        </thead>
        <tbody>
          {edges.map(({ node }) => (
            <tr key={node.id} className="border-t" style={{ borderColor: 'var(--line)' }}>
              <th scope="row" className="py-2">
                <Link href={`${here}/neurons/${node.cluster.unit.unitIndex}`}>{node.cluster.unit.unitIndex}</Link>
              </th>
              <td>{node.cluster.clusterIndex}</td>
              <td>
                <FormulaChips text={node.formula.text} />
              </td>
              <td>{format.number(node.iou, { maximumSignificantDigits: 3 })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pageInfo.hasNextPage && (
        <Link href={`?${new URLSearchParams({ ...filters, after: pageInfo.endCursor ?? '' })}`}>{t('more')}</Link>
      )}
    </>
  );
}
