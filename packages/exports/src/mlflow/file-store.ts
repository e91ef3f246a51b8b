import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TextFile } from '../files/text-file.ts';
import { explanationLines } from '../layers/explanation-lines.ts';
import type { LayerExport, RangeChoice } from '../layers/layer-export.ts';
import { yamlText } from '../text/yaml-text.ts';
import { type Metric, type MlflowRun, mlflowRun } from './mlflow-run.ts';

/** MLflow's own numbers of what became of a run. */
const STATUS = { finished: 3, killed: 5 } as const;

/**
 * Writes layers as MLflow's file store: `mlruns` in a new folder, a run for each. No folder is left empty: git and zip drop
 * such, and MLflow then lists a run that it does not find.
 * @returns the runs written
 */
export async function writeFileStore(
  folder: string,
  layers: AsyncIterable<LayerExport>,
  range: RangeChoice,
): Promise<number> {
  const store = join(folder, 'mlruns');
  await writeExperiment(store, { id: '0', name: 'Default' });
  let runs = 0;
  const known = new Set<string>();
  for await (const layer of layers) {
    const run = mlflowRun(layer, range);
    const experiment = { id: experimentId(run.experiment), name: run.experiment };
    if (!known.has(experiment.id)) await writeExperiment(store, experiment);
    known.add(experiment.id);
    await writeRun(store, { run, experimentId: experiment.id });
    const artifacts = join(store, experiment.id, run.key, 'artifacts');
    await mkdir(artifacts);
    await TextFile.write(join(artifacts, 'explanations.jsonl'), async (file) => {
      for await (const line of explanationLines(layer)) await file.add(line);
    });
    runs += 1;
  }
  return runs;
}

/** Eighteen digits, as MLflow draws them. */
function experimentId(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return String(100_000_000_000_000_000n + (digest.readBigUInt64BE() % 900_000_000_000_000_000n));
}

async function writeExperiment(store: string, { id, name }: { readonly id: string; readonly name: string }) {
  await mkdir(join(store, id), { recursive: true });
  await writeMeta(join(store, id), {
    artifact_location: yamlText(`./mlruns/${id}`),
    experiment_id: yamlText(id),
    lifecycle_stage: 'active',
    name: yamlText(name),
  });
}

async function writeRun(
  store: string,
  { run, experimentId }: { readonly run: MlflowRun; readonly experimentId: string },
): Promise<void> {
  const folder = join(store, experimentId, run.key);
  await mkdir(folder);
  for (const [name, texts] of Object.entries({ params: run.params, tags: run.tags })) {
    await mkdir(join(folder, name));
    for (const [key, text] of Object.entries(texts)) await writeFile(join(folder, name, key), text, { flag: 'wx' });
  }
  await writeMetrics(join(folder, 'metrics'), run.metrics());
  await writeMeta(folder, {
    artifact_uri: yamlText(`./mlruns/${experimentId}/${run.key}/artifacts`),
    end_time: run.end,
    entry_point_name: "''",
    experiment_id: yamlText(experimentId),
    lifecycle_stage: 'active',
    run_id: yamlText(run.key),
    run_name: yamlText(run.name),
    run_uuid: yamlText(run.key),
    source_name: "''",
    source_type: 4,
    source_version: "''",
    start_time: run.start,
    status: run.isFinished ? STATUS.finished : STATUS.killed,
    tags: '[]',
    user_id: "''",
  });
}

/** A file for each metric, whose lines are time, value and step. */
async function writeMetrics(folder: string, metrics: AsyncIterable<Metric>): Promise<void> {
  const pending = new Map<string, string[]>();
  const flush = async (key: string, lines: readonly string[]) => {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), lines.join(''), { flag: 'a' });
  };
  for await (const { key, value, step, timestamp } of metrics) {
    const lines = pending.get(key) ?? [];
    lines.push(`${timestamp} ${value} ${step}\n`);
    pending.set(key, lines);
    if (lines.length >= 1_000) {
      await flush(key, lines);
      pending.set(key, []);
    }
  }
  for (const [key, lines] of pending) if (lines.length > 0) await flush(key, lines);
}

function writeMeta(folder: string, lines: Readonly<Record<string, string | number>>): Promise<void> {
  const text = Object.entries(lines).map(([key, value]) => `${key}: ${value}\n`);
  return writeFile(join(folder, 'meta.yaml'), text.join(''), { flag: 'wx' });
}
