import { cpus } from 'node:os';
import { conceptTables, type ExplainConfig, zerosAreOff } from '@strata/compute';
import type { RunDescriptor } from '@strata/db';
import { codeVersion } from '@strata/files';
import { type CellIndex, numberGroups, type ProbeDataset } from '@strata/probe';
import type { ReadyActivations } from './activations-from.ts';
import { hashRun, hashSettings } from './run-identity.ts';
import type { VersionNames } from './version-names.ts';

export interface DescribedInputs extends VersionNames {
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  /** Images that look nearly like another one. Default null: not looked for. */
  readonly nearDuplicates?: number | null | undefined;
  readonly config: ExplainConfig;
  readonly activations: ReadyActivations;
  /** Ascending. */
  readonly units: readonly number[];
  readonly threads: number;
}

/** What is stored about a run: its inputs with their hashes, its configuration, and where it was computed. */
export function describeRun(inputs: DescribedInputs): RunDescriptor {
  const { modelName, versionLabel, config, dataset, activations, units, threads } = inputs;
  const {
    layer,
    source,
    contentSha256,
    key,
    op,
    unitCount,
    height,
    width,
    preprocessing,
    request,
    layoutCheck,
    zeros,
  } = activations;
  const { ranges: _, ...settings } = config;
  const identity = {
    probeSha256: dataset.sha256,
    layer,
    config,
    preprocessing,
    request,
    activationsKey: key,
    modelName,
    versionLabel,
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
      trainingRun: inputs.trainingRun,
    },
    layer: { name: layer, op, unitCount, height, width },
    probe: describeProbe(inputs),
    zeros: { off: zerosAreOff(zeros, settings.offShare), count: zeros.zeros, values: zeros.values },
    config: settings,
    evidence: config.evidence,
    feed: { preprocessing, layoutRequest: request && { ...request, ...(layoutCheck === false && { layoutCheck }) } },
    configHash: hashRun(identity),
    settingsHash: hashSettings(identity),
    units,
    codeVersion: codeVersion(),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    threads,
  };
}

/** Of a probe of several datasets the layout of each. */
function formatsOf({ format, reading: { further = [] } }: ProbeDataset): string {
  return [...new Set([format, ...further.map((one) => one.format)])].join(' + ');
}

function describeProbe({ dataset, index, nearDuplicates = null }: DescribedInputs): RunDescriptor['probe'] {
  const { conceptAreas } = conceptTables(index);
  return {
    name: dataset.name,
    format: formatsOf(dataset),
    sha256: dataset.sha256,
    sampleCount: index.sampleCount,
    maskShape: index.maskShape,
    cellCount: index.cellCount,
    groupCount: numberGroups(dataset.samples)?.count ?? null,
    nearDuplicates,
    totalPixels: index.sampleCount * index.maskShape.height * index.maskShape.width,
    concepts: dataset.concepts.map((concept, position) => ({
      ...concept,
      pixelCount: conceptAreas[position] as number,
    })),
    samples: dataset.samples,
  };
}
