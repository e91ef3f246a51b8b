import { runPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { groupSentence, type ProbeGroups } from './group-sentence';

interface RunProvenanceProps {
  readonly run: {
    readonly id: string;
    readonly clusters: number;
    readonly length: number;
    readonly startedAt: string;
    readonly finishedAt?: string | null;
    readonly probeDataset: ProbeGroups & { readonly name: string };
  };
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
