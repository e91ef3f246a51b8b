import { StrataError } from '@strata/domain';
import type { LayerExport, RangeChoice } from '../layers/layer-export.ts';
import { type Metric, type MlflowRun, mlflowRun } from './mlflow-run.ts';
import type { TrackingServer } from './tracking-server.ts';

/** The most that one request may log. */
const METRICS_MAX = 1_000;

/**
 * Logs layers on a tracking server, a run for each. A run that the server has already, from an earlier export, is left as it
 * is. One that could not be logged whole is marked as failed there.
 * @returns the runs that were logged, and those that the server had
 * @throws StrataError BAD_CONFIG when the server can't be reached, refuses, or has lost a part of what it took
 */
export async function logToServer(
  server: TrackingServer,
  layers: AsyncIterable<LayerExport>,
  range: RangeChoice,
): Promise<{ readonly logged: number; readonly known: number }> {
  let [logged, known] = [0, 0];
  for await (const layer of layers) {
    const run = mlflowRun(layer, range);
    const experimentId = await findOrCreateExperiment(server, run.experiment);
    if (await hasRun(server, experimentId, run)) known += 1;
    else {
      await logRun(server, experimentId, run);
      logged += 1;
    }
  }
  return { logged, known };
}

async function findOrCreateExperiment(server: TrackingServer, name: string): Promise<string> {
  const found = await server.find('experiments/get-by-name', { experiment_name: name });
  const id = (found?.experiment as { experiment_id?: string } | undefined)?.experiment_id;
  return id ?? String((await server.post('experiments/create', { name })).experiment_id);
}

async function hasRun(server: TrackingServer, experimentId: string, { key }: MlflowRun): Promise<boolean> {
  const filter = `tags."strata.run" = '${key}'`;
  const { runs = [] } = await server.post('runs/search', { experiment_ids: [experimentId], filter, max_results: 100 });
  // One that failed on the way is logged again. A server compares no list of states.
  return (runs as { info: { status: string } }[]).some(({ info }) => /^(?:FINISHED|KILLED)$/u.test(info.status));
}

async function logRun(server: TrackingServer, experimentId: string, run: MlflowRun): Promise<void> {
  const asked = { experiment_id: experimentId, run_name: run.name, start_time: run.start, tags: pairs(run.tags) };
  const created = (await server.post('runs/create', asked)).run as { info: { run_id: string } };
  const id = created.info.run_id;
  try {
    await server.post('runs/log-batch', { run_id: id, params: pairs(run.params) });
    const keys = new Set<string>();
    for await (const metrics of batches(run.metrics())) {
      for (const { key } of metrics) keys.add(key);
      await server.post('runs/log-batch', { run_id: id, metrics });
    }
    await expectWhole(server, { id, run, keys });
    await server.post('runs/update', {
      run_id: id,
      status: run.isFinished ? 'FINISHED' : 'KILLED',
      end_time: run.end,
    });
  } catch (error) {
    await server.post('runs/update', { run_id: id, status: 'FAILED', end_time: run.end }).catch(() => undefined);
    throw error;
  }
}

/** A server that loses what it can't read answers as if it had taken it. */
async function expectWhole(
  server: TrackingServer,
  { id, run, keys }: { readonly id: string; readonly run: MlflowRun; readonly keys: ReadonlySet<string> },
): Promise<void> {
  const got = (await server.find('runs/get', { run_id: id }))?.run as { data?: Record<string, { key: string }[]> };
  const wanted = { params: Object.keys(run.params), tags: Object.keys(run.tags), metrics: [...keys] };
  for (const [what, names] of Object.entries(wanted)) {
    const there = new Set(got?.data?.[what]?.map(({ key }) => key));
    const lost = names.filter((name) => !there.has(name));
    if (lost.length === 0) continue;
    const message = `${server.address}: expected the run ${id} to have all ${what} that were logged; ${lost.join(', ')} are missing there. It is marked as failed.`;
    throw new StrataError('BAD_CONFIG', message);
  }
}

async function* batches(metrics: AsyncIterable<Metric>): AsyncGenerator<Metric[]> {
  let batch: Metric[] = [];
  for await (const metric of metrics) {
    batch.push(metric);
    if (batch.length < METRICS_MAX) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function pairs(texts: Readonly<Record<string, string>>): { readonly key: string; readonly value: string }[] {
  return Object.entries(texts).map(([key, value]) => ({ key, value }));
}
