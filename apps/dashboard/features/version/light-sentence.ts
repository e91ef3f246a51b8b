import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import type { VersionHeadline } from './version-headline';

/** Whether a version can be trusted, and why, in one sentence. */
export function lightSentence({ version, clear, model }: VersionHeadline, words: Words): string {
  const { t, count, date } = words;
  const { light, label, layers, gateRuns } = version;
  const [gate] = gateRuns.nodes;
  const beyond = layers.nodes.flatMap(({ run }) =>
    (run?.excess?.ranges ?? []).filter(({ isSpecialized }) => isSpecialized === 'YES'),
  );
  const failed = gate?.checks.filter(({ outcome }) => outcome === 'FAIL').length ?? 0;
  const undecided = gate?.checks.filter(({ outcome }) => outcome === 'COULD_NOT_JUDGE').length ?? 0;
  return t(`version.light.${light.reason}`, {
    model: model.name,
    version: shortened(label),
    clear: count(clear),
    ranges: [...new Set(beyond.map(({ clusterIndex }) => clusterIndex))].sort((a, b) => a - b).join(', '),
    date: gate ? date(gate.decidedAt) : '',
    failed: count(failed),
    undecided: count(undecided),
    checks: count(gate?.checks.length ?? 0),
  });
}
