import type { ReactNode } from 'react';
import { layerPath, layerSlug, runAnchor } from '../../data/paths';
import type { RunsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';
import { groupSentence } from './group-sentence';
import { LiveProgress } from './live-progress';
import { preprocessingText } from './preprocessing-text';
import type { RunRequest } from './request-entry';
import { BaselineLink, DefaultFormulas } from './run-baseline';
import { RunControl } from './run-control';
import { RunStages } from './run-stages';
import { zeroRuleWord } from './zero-rule';

type Run = RunsQuery['runs']['nodes'][number];

const SIGNS = { RUNNING: '◔', COMPLETED: '●', FAILED: '✕', INTERRUPTED: '◑' } as const;

interface RunEntryProps {
  readonly run: Run;
  /** The request that it came of and that goes on; null when nobody asked, or it has ended. */
  readonly request: RunRequest | null;
  /** The visitor may start, cancel and retry runs. */
  readonly canRun: boolean;
  readonly words: Words;
}

/** A run: what it explained, how far it is, and everything its numbers depend on. */
export function RunEntry({ run, request, canRun, words }: RunEntryProps) {
  const { t, count, dateTime } = words;
  const { layer, status, unitsDone, unitsTotal } = run;
  const { modelVersion } = layer;
  const place = {
    model: modelVersion.model.name,
    version: modelVersion.label,
    layer: layerSlug(layer.name, modelVersion.model.layerNames),
  };
  return (
    <article className="panel run" id={runAnchor(run.id)}>
      <div className="run-head">
        <h2>
          <TextLink className="text-ink" href={layerPath(place)}>
            {shortened(place.model)} · {shortened(place.version)} · {place.layer}
          </TextLink>
        </h2>
        <span className="run-state" data-status={status}>
          <span aria-hidden="true">{SIGNS[status]}</span>
          {t(`runs.status.${status}`)}
          {status !== 'RUNNING' && ` · ${t('runs.progress', { done: count(unitsDone), total: count(unitsTotal) })}`}
        </span>
      </div>
      {status === 'RUNNING' ? (
        <LiveProgress
          ids={[run.id]}
          done={unitsDone}
          total={unitsTotal}
          text={t('runControl.progress', { done: '{done}', total: '{total}' })}
          label={t('runs.progressLabel')}
          locale={words.locale}
          leftText={t('runControl.left', { left: '{left}' })}
        />
      ) : (
        status !== 'COMPLETED' && (
          <progress
            className="run-progress"
            value={unitsDone}
            max={Math.max(1, unitsTotal)}
            aria-label={t('runs.progressLabel')}
          />
        )
      )}
      {run.error && <p className="alert">{run.error}</p>}
      <p className="text-small text-quiet">
        {t('runs.started', { at: dateTime(run.startedAt) })}
        {run.finishedAt && ` · ${t('runs.finished', { at: dateTime(run.finishedAt) })}`}
      </p>
      <RunControl
        id={run.id}
        cancellable={canRun && request !== null && status === 'RUNNING'}
        retryable={canRun && request === null && (status === 'FAILED' || status === 'INTERRUPTED')}
        words={words}
      />
      <RunFacts run={run} words={words} />
      <DefaultFormulas run={run} words={words} />
    </article>
  );
}

function RunFacts({ run, words }: { run: Run; words: Words }) {
  const { t, count, percent } = words;
  const { layer, probeDataset: probe } = run;
  const groups = groupSentence(probe, words);
  const facts: [string, ReactNode][] = [
    [
      t('runs.settings'),
      t('runs.settingsValue', {
        clusters: run.clusters,
        // Words of a message are chosen by letters alone.
        bounds: run.bounds.replace('-', ''),
        upsampling: run.upsampling,
        length: run.length,
        search: run.search,
        beam: run.beam,
        grammar: run.grammar,
      }),
    ],
    [
      t('runs.zeros'),
      t('runs.zerosValue', {
        rule: zeroRuleWord(run.zeroRule),
        zeros: percent(run.zeroRule.zeroShare ?? 0),
        share: percent(run.zeroRule.offShare ?? 0),
      }),
    ],
    [
      t('runs.probe'),
      t('runs.probeValue', {
        name: probe.name,
        format: probe.format,
        images: count(probe.sampleCount),
        concepts: count(probe.conceptCount),
        cells: count(probe.cellCount),
      }),
    ],
    ...(groups === null ? [] : [[t('runs.groups'), groups] as [string, string]]),
    [
      t('runs.layer'),
      t('runs.layerValue', {
        name: layer.name,
        op: layer.op ?? '–',
        units: count(layer.unitCount),
        height: layer.height,
        width: layer.width,
      }),
    ],
    [t('runs.input'), preprocessingText(run.preprocessing, words)],
    [
      t('runs.machine'),
      t('runs.machineValue', { machine: run.machine, threads: run.threads, version: run.codeVersion }),
    ],
    [t('runs.baseline'), <BaselineLink key="baseline" run={run} words={words} />],
    ...(run.peakRssBytes == null
      ? []
      : [[t('runs.memory'), `${count(run.peakRssBytes / 2 ** 20)} MiB`] as [string, string]]),
    ...(run.timings.totalMs == null
      ? []
      : [[t('runs.total'), words.duration(run.timings.totalMs)] as [string, string]]),
  ];
  const hashes: [string, string][] = [
    [t('runs.configHash'), run.configHash],
    [t('runs.modelHash'), layer.modelVersion.contentSha256],
    [t('runs.probeHash'), probe.sha256],
  ];
  return (
    <>
      <dl className="run-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <RunStages timings={run.timings} words={words} />
      <details className="numbers">
        <summary className="text-button">{t('runs.hashes')}</summary>
        <dl>
          {hashes.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="font-mono">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
