import type { ReactNode } from 'react';
import type { Words } from '../../i18n/words';
import { inShell } from './in-shell';
import type { VersionPageData } from './read-version-page';
import type { VersionHeadline } from './version-headline';

/** What to do next: everything that keeps the light from green, each with the command that mends it. */
export function NextSteps({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t } = words;
  const steps = stepsOf(page, words);
  return (
    <section className="panel report-part" aria-labelledby="next">
      <h2 id="next">{t('version.next.title')}</h2>
      {steps.length === 0 ? (
        <p>{t('version.next.none')}</p>
      ) : (
        <ol className="report-steps">
          {steps.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ol>
      )}
    </section>
  );
}

interface Step {
  readonly id: string;
  readonly text: ReactNode;
}

/** What is open of a version, each with what settles it. */
export function stepsOf({ model, version, clear }: VersionHeadline, { t, count }: Words): Step[] {
  const code = (chunks: ReactNode) => <code>{chunks}</code>;
  const runs = version.layers.nodes.map(({ run }) => run);
  const [gate] = version.gateRuns.nodes;
  const missing = Math.max(0, ...runs.map((run) => (run?.excess ? run.excess.missingSeeds : 3)));
  const isGraded = runs.every((run) => run?.points.every(({ grades }) => grades !== null && grades !== undefined));
  const steps: (Step | false)[] = [
    runs.some((run) => run?.status !== 'COMPLETED') && { id: 'complete', text: t('version.next.complete') },
    !isGraded && { id: 'evidence', text: t.rich('version.next.evidence', { code }) },
    !version.isBaseline && missing > 0 && { id: 'seeds', text: t.rich('version.next.seeds', { code, missing }) },
    !gate && {
      id: 'gate',
      text: t.rich('version.next.gate', { code, model: inShell(model.name), version: inShell(version.label) }),
    },
    gate?.outcome === 'FAIL' && { id: 'failed', text: t('version.next.failed') },
    gate?.outcome === 'COULD_NOT_JUDGE' && { id: 'undecided', text: t('version.next.undecided') },
    isGraded && clear > 0 && { id: 'judge', text: t('version.next.judge', { clear: count(clear) }) },
    !model.taggedVersion && { id: 'tag', text: t.rich('version.next.tag', { code, model: inShell(model.name) }) },
  ];
  return steps.filter((step) => step !== false);
}
