import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import type { ActivationSource, ExplainConfig } from '@strata/compute';
import type { RunDescriptor } from '@strata/db';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import type { ExplainFlags } from '../commands/explain.ts';

/** Part of a run's identity: raised when the same inputs and configuration give other results. */
const RESULTS_VERSION = 1;

export interface RunInputs {
  readonly flags: ExplainFlags;
  readonly config: ExplainConfig;
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  readonly layer: ActivationSource;
  readonly units: readonly number[];
}

/** What is stored about a run: its inputs with their hashes, its configuration, and where it was computed. */
export async function describeRun({ flags, config, dataset, index, layer, units }: RunInputs): Promise<RunDescriptor> {
  const contentSha256 = await hashFile(layer.path);
  const layerName = flags.layer;
  const { ranges, ...settings } = config;
  const identity = {
    version: RESULTS_VERSION,
    probe: dataset.sha256,
    layer: layerName,
    settings,
    ranges: ranges && [...ranges].sort(([a], [b]) => a - b),
  };
  return {
    model: {
      name: flags.modelName ?? basename(layer.path, '.npy'),
      versionLabel: flags.modelVersion,
      source: 'ACTIVATIONS',
      contentSha256,
      accuracy: null,
      isBaseline: flags.baseline ?? false,
    },
    layer: { name: layerName, op: null, unitCount: layer.units, height: layer.height, width: layer.width },
    probe: {
      name: dataset.name,
      format: dataset.format,
      sha256: dataset.sha256,
      sampleCount: index.sampleCount,
      maskShape: index.maskShape,
      cellCount: index.cellCount,
      totalPixels: index.sampleCount * index.maskShape.height * index.maskShape.width,
      concepts: dataset.concepts.map((concept, position) => ({
        ...concept,
        pixelCount: conceptPixels(index, position),
      })),
      samples: dataset.samples,
    },
    config: settings,
    configHash: hashText(
      JSON.stringify({ ...identity, contentSha256, model: flags.modelName, modelVersion: flags.modelVersion }),
    ),
    settingsHash: hashText(JSON.stringify(identity)),
    units,
    codeVersion: '0.1.0',
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    threads: flags.threads,
  };
}

function conceptPixels({ areas, conceptOffsets, conceptPositions }: CellIndex, position: number): number {
  return areas.reduce((sum, area, cell) => {
    const concepts = conceptPositions.subarray(conceptOffsets[cell], conceptOffsets[cell + 1]);
    return concepts.includes(position) ? sum + area : sum;
  }, 0);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
