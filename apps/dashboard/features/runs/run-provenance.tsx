import { runPath } from '../../data/paths';
import type { RunProvenanceFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';

interface RunProvenanceProps {
  readonly run: RunProvenanceFragment;
  /** The layer's whole name. */
  readonly layer: string;
  readonly words: Words;
}

/** The line under a headline: what the numbers were computed from. Opens the run. */
export function RunProvenance({ run, layer, words: { t, count, date } }: RunProvenanceProps) {
  return t.rich('provenance.run', {
    images: count(run.probeDataset.sampleCount),
    dataset: run.probeDataset.name,
    layer,
    clusters: run.clusters,
    length: run.length,
    date: date(run.finishedAt ?? run.startedAt),
    run: (chunks) => <TextLink href={runPath(run.id)}>{chunks}</TextLink>,
  });
}
