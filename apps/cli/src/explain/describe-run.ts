import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { conceptTables, zerosAreOff } from '@strata/compute';
import type { RunDescriptor } from '@strata/db';
import type { ReadyActivations } from './activations-from.ts';
import type { ExplainVersionOptions } from './explain-version.ts';

/** Part of a run's identity: raised when the same inputs and configuration give other results. */
const RESULTS_VERSION = 4;

export interface RunInputs extends Omit<ExplainVersionOptions, 'layers'> {
  readonly activations: ReadyActivations;
  readonly units: readonly number[];
  readonly threads: number;
}

/** What is stored about a run: its inputs with their hashes, its configuration, and where it was computed. */
export function describeRun(inputs: RunInputs): RunDescriptor {
  const { modelName, versionLabel, config, dataset, activations, units, threads } = inputs;
  const { layer, source, contentSha256, key, op, unitCount, height, width, zeros } = activations;
  const { ranges, ...settings } = config;
  const identity = {
    version: RESULTS_VERSION,
    probe: dataset.sha256,
    layer,
    settings,
    ranges: ranges && [...ranges].sort(([a], [b]) => a - b),
  };
  return {
    model: {
      name: modelName,
      versionLabel,
      source,
      contentSha256,
      accuracy: inputs.accuracy ?? null,
      isBaseline: inputs.isBaseline ?? false,
      sequence: inputs.sequence,
    },
    layer: { name: layer, op, unitCount, height, width },
    probe: describeProbe(inputs),
    zeros: { off: zerosAreOff(zeros, settings.offShare), count: zeros.zeros, values: zeros.values },
    config: settings,
    configHash: hashText(JSON.stringify({ ...identity, activations: key, modelName, versionLabel })),
    settingsHash: hashText(JSON.stringify(identity)),
    units,
    codeVersion: '0.1.0',
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    threads,
  };
}

function describeProbe({ dataset, index }: RunInputs): RunDescriptor['probe'] {
  const { conceptAreas } = conceptTables(index);
  return {
    name: dataset.name,
    format: dataset.format,
    sha256: dataset.sha256,
    sampleCount: index.sampleCount,
    maskShape: index.maskShape,
    cellCount: index.cellCount,
    totalPixels: index.sampleCount * index.maskShape.height * index.maskShape.width,
    concepts: dataset.concepts.map((concept, position) => ({
      ...concept,
      pixelCount: conceptAreas[position] as number,
    })),
    samples: dataset.samples,
  };
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
