import type { RunChoicesQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import type { StartFormProps } from './start-form';

interface StartQuery {
  readonly version?: string | string[];
  readonly layer?: string | string[];
}

/** What the form that starts a run offers, the newest version first; null when nothing was explained yet. */
export function startProps(
  { models, probeDatasets }: RunChoicesQuery,
  { words, asked }: { words: Words; asked: StartQuery },
): StartFormProps | null {
  const { t, count } = words;
  const versions = models.nodes
    .map(({ name, layerNames, versions: { nodes } }) => ({
      model: name,
      layers: layerNames,
      options: nodes.toReversed().map(({ id, label }) => [id, `${name} · ${label}`] as const),
    }))
    .filter(({ options }) => options.length > 0);
  const datasets = probeDatasets.nodes.map(
    ({ id, name, sampleCount, conceptCount }) =>
      [id, t('runControl.dataset', { name, images: count(sampleCount), concepts: count(conceptCount) })] as const,
  );
  const known = versions.flatMap(({ options }) => options.map(([id]) => id));
  const [version, dataset] = [known.find((id) => id === asked.version) ?? known[0], datasets[0]];
  if (version === undefined || dataset === undefined) return null;
  const layers = versions.find(({ options }) => options.some(([id]) => id === version))?.layers ?? [];
  return {
    versions,
    datasets,
    first: {
      modelVersion: version,
      layer: typeof asked.layer === 'string' ? asked.layer : (layers[0] ?? ''),
      probeDataset: dataset[0],
      clusters: '5',
      length: '3',
      beam: '5',
      bounds: 'CONTIGUOUS',
      grammar: 'PAPER',
      search: 'OPTIMAL',
    },
    words: {
      modelVersion: t('runControl.field.modelVersion'),
      layer: t('runControl.field.layer'),
      probeDataset: t('runControl.field.probeDataset'),
      clusters: t('runControl.field.clusters'),
      length: t('runControl.field.length'),
      beam: t('runControl.field.beam'),
      bounds: t('runControl.field.bounds'),
      grammar: t('runControl.field.grammar'),
      search: t('runControl.field.search'),
      submit: t('runControl.start'),
      settings: t('runControl.settingsTitle'),
      incomplete: t('runControl.incomplete'),
      BEAM: t('runControl.choice.BEAM'),
      OPTIMAL: t('runControl.choice.OPTIMAL'),
      CONTIGUOUS: t('runControl.choice.CONTIGUOUS'),
      OBSERVED: t('runControl.choice.OBSERVED'),
      EQUAL_MASS: t('runControl.choice.EQUAL_MASS'),
      PAPER: t('runControl.choice.PAPER'),
      FULL: t('runControl.choice.FULL'),
    },
  };
}
