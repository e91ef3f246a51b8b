import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NEURON, type NeuronData } from '../../../../../../../../../features/neuron/neuron-query';
import { RangeLane } from '../../../../../../../../../features/neuron/range-lane';
import { query } from '../../../../../../../../../gql/query';
import { Unreachable } from '../../../../../../../../../ui/unreachable';

interface Props {
  params: Promise<{ name: string; label: string; layer: string; unit: string }>;
}

export default async function NeuronPage({ params }: Props) {
  const raw = await params;
  const [name, label, layer] = [raw.name, raw.label, raw.layer].map(decodeURIComponent) as [string, string, string];
  const unitIndex = Number(raw.unit);
  if (!Number.isInteger(unitIndex) || unitIndex < 0) notFound();
  const t = await getTranslations();
  const data = await query<NeuronData>(NEURON, { name, layer, unit: unitIndex }).catch(() => null);
  if (!data) return <Unreachable />;
  const version = data.model?.versions.edges.find(({ node }) => node.label === label)?.node;
  const unit = version?.layer?.units.edges[0]?.node;
  if (!unit) notFound();
  const lanes = [...unit.clusters].sort((a, b) => b.clusterIndex - a.clusterIndex);
  const strongest = lanes[0]?.explanation?.formula.text;
  return (
    <>
      <p className="quiet">
        {name} · {label} · {layer}
      </p>
      <h1>{strongest ? t('headline', { unit: unitIndex, formula: strongest }) : t('neuron', { unit: unitIndex })}</h1>
      <nav className="flex gap-4">
        {unit.previous && <Link href={`./${unit.previous.unitIndex}`}>◂ {t('previous')}</Link>}
        {unit.next && <Link href={`./${unit.next.unitIndex}`}>{t('next')} ▸</Link>}
      </nav>
      {lanes.length === 0 && <p>{unit.problem ?? t('noRanges')}</p>}
      {lanes.map((cluster) => (
        <RangeLane key={cluster.clusterIndex} cluster={cluster} />
      ))}
    </>
  );
}
