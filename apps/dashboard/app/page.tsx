import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { query } from '../gql/query';
import { Unreachable } from '../ui/unreachable';

interface Version {
  label: string;
  accuracy: number | null;
  layers: { edges: { node: { name: string; unitCount: number } }[] };
}
interface Models {
  models: {
    edges: { node: { id: string; name: string; latestVersion: Version | null; baseline: { label: string } | null } }[];
  };
}

const MODELS = `query Models { models(first: 50) { edges { node { id name baseline { label }
  latestVersion { label accuracy layers(first: 50) { edges { node { name unitCount } } } } } } } }`;

export default async function ModelsPage() {
  const [t, format, data] = await Promise.all([
    getTranslations(),
    getFormatter(),
    query<Models>(MODELS).catch(() => null),
  ]);
  if (!data) return <Unreachable />;
  if (data.models.edges.length === 0)
    return (
      <>
        <h1>{t('noModels')}</h1>
        <p>{t('noModelsHint')}</p>
      </>
    );
  return (
    <>
      <h1>{t('models')}</h1>
      <div className="grid gap-4 md:grid-cols-2">
        {data.models.edges.map(({ node: { id, name, latestVersion: version, baseline } }) => (
          <article key={id} className="card space-y-2">
            <h2>{name}</h2>
            {version && <p>{t('latest', { label: version.label })}</p>}
            {version?.accuracy != null && (
              <p>
                {t('accuracy', {
                  value: format.number(version.accuracy, { style: 'percent', maximumFractionDigits: 1 }),
                })}
              </p>
            )}
            {baseline && <p className="quiet">{t('baseline', { label: baseline.label })}</p>}
            <ul>
              {version?.layers.edges.map(({ node: layer }) => (
                <li key={layer.name}>
                  <Link
                    href={`/models/${encodeURIComponent(name)}/versions/${encodeURIComponent(version.label)}/layers/${encodeURIComponent(layer.name)}`}
                  >
                    {t('layer', { name: layer.name, count: layer.unitCount })}
                  </Link>{' '}
                  <Link href={`/models/${encodeURIComponent(name)}/trends?layer=${encodeURIComponent(layer.name)}`}>
                    {t('trendsLink')}
                  </Link>
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </>
  );
}
