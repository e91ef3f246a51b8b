import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { query } from '../../../../gql/query';
import { Unreachable } from '../../../../ui/unreachable';

interface Point {
  clusterIndex: number;
  n: number;
  meanIou: number;
  meanChance: number;
  meanLift: number;
  meanLength: number;
  modelVersion: { label: string; sequence: number };
}

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ layer?: string | string[] }>;
}

const TREND = `query Trend($name: String!, $layer: String!) { model(name: $name) { trend(layer: $layer) {
  clusterIndex n meanIou meanChance meanLift meanLength modelVersion { label sequence } } } }`;

export default async function TrendsPage({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const { layer } = await searchParams;
  if (typeof layer !== 'string') notFound();
  const [t, format] = await Promise.all([getTranslations(), getFormatter()]);
  const data = await query<{ model: { trend: Point[] } | null }>(TREND, { name, layer }).catch(() => null);
  if (!data) return <Unreachable />;
  if (!data.model) notFound();
  const points = data.model.trend.toSorted(
    (a, b) => b.clusterIndex - a.clusterIndex || a.modelVersion.sequence - b.modelVersion.sequence,
  );
  const number = (value: number) => format.number(value, { maximumSignificantDigits: 3 });
  return (
    <>
      <h1>{t('trends', { name, layer })}</h1>
      <table className="w-full text-left text-[13px]">
        <thead>
          <tr>
            {(['rangeShort', 'version', 'neurons', 'overlap', 'chanceShort', 'lift', 'length'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.clusterIndex} ${point.modelVersion.sequence}`}>
              <th scope="row">{point.clusterIndex}</th>
              <td>{point.modelVersion.label}</td>
              <td>{point.n}</td>
              <td>{number(point.meanIou)}</td>
              <td>{number(point.meanChance)}</td>
              <td>{number(point.meanLift)}×</td>
              <td>{number(point.meanLength)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
