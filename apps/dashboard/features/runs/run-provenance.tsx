import { runPath } from '../../data/paths';
import type { RunProvenanceFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { groupSentence } from './group-sentence';

interface RunProvenanceProps {
  readonly run: RunProvenanceFragment;
  /** The layer's whole name. */
  readonly layer: string;
  readonly words: Words;
}

/** The line under a headline: what the numbers were computed from, and which images belong together. Opens the run. */
export function RunProvenance({ run, layer, words }: RunProvenanceProps) {
  const { t, count, date } = words;
  const groups = groupSentence(run.probeDataset, words);
  const computed = t.rich('provenance.run', {
    images: count(run.probeDataset.sampleCount),
    dataset: run.probeDataset.name,
    layer,
    clusters: run.clusters,
    length: run.length,
    date: date(run.finishedAt ?? run.startedAt),
    run: (chunks) => <TextLink href={runPath(run.id)}>{chunks}</TextLink>,
  });
  return (
    <>
      {computed}
      {groups !== null && ` ${groups}`}
    </>
  );
}
