import type { RunsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

type Timings = RunsQuery['runs']['nodes'][number]['timings'];

/** Where the time went: the stages that were timed, in their order. Stages on several threads add their processor time. */
export function RunStages({ timings, words: { t, duration } }: { timings: Timings; words: Words }) {
  const stages = [
    { name: t('runs.stage.index'), ms: timings.indexMs },
    { name: t('runs.stage.activations'), ms: timings.activationsMs },
    { name: t('runs.stage.ranges'), ms: timings.rangesMs },
    { name: t('runs.stage.hits'), ms: timings.hitsMs },
    { name: t('runs.stage.search'), ms: timings.searchMs },
    { name: t('runs.stage.samples'), ms: timings.samplesMs },
    { name: t('runs.stage.write'), ms: timings.writeMs },
  ].flatMap(({ name, ms }) => (ms == null ? [] : [{ name, ms }]));
  if (stages.length === 0) return null;
  const longest = Math.max(1, ...stages.map(({ ms }) => ms));
  return (
    <div className="run-stages">
      <p className="run-stages-title">{t('runs.stages')}</p>
      <dl>
        {stages.map(({ name, ms }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{duration(ms)}</dd>
            <dd className="run-stage-bar" aria-hidden="true">
              <span style={{ width: `${((ms / longest) * 100).toFixed(1)}%` }} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
