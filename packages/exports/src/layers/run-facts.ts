import { createHash } from 'node:crypto';
import type { ExportRun } from '@strata/db';
import { plainLine } from '@strata/domain';

/** What a run was made from and how, as texts by name: what targets call parameters or configuration. */
export function runFacts(run: ExportRun): Record<string, string> {
  const facts: Record<string, string | number | boolean | null> = {
    model: run.model,
    model_version: run.version,
    content_sha256: run.contentSha256,
    training_run: run.trainingRun,
    is_baseline: run.isBaseline,
    accuracy: run.accuracy,
    layer: run.layer,
    dataset: run.dataset,
    dataset_sha256: run.datasetSha256,
    images: run.images,
    concepts: run.concepts,
    ranges: run.ranges,
    bounds: run.bounds,
    upsampling: run.upsampling,
    zeros_off: run.zerosOff,
    length: run.length,
    search: run.search,
    grammar: run.grammar,
    settings_hash: run.settingsHash,
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, plainLine(String(value))]])),
  );
}

/** A run's name for people. */
export function runTitle({ model, version, layer }: ExportRun): string {
  return plainLine(`${model} ${version} ${layer}`);
}

/** Thirty-two hexadecimal digits that name the run wherever it is exported to, from whatever database. */
export function runKey({ contentSha256, datasetSha256, settingsHash, layer, startedAt }: ExportRun): string {
  const identity = JSON.stringify([contentSha256, datasetSha256, settingsHash, layer, startedAt]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

/** Milliseconds since 1970 of an instant, which is in microseconds. */
export function millis(instant: number): number {
  return Math.floor(instant / 1000);
}
