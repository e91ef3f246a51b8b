import { basename, resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { calledAs, splitArrayPath } from '@strata/files';
import { nameLayers } from '@strata/onnx';
import { type ActivationsFrom, type FoundRecording, findRecordings, type VersionNames } from '@strata/runs';
import { layoutRequest } from '../flags/layout-flags.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { layerNotes } from './layer-notes.ts';
import { preprocessingOf } from './preprocessing-of.ts';

/** A model version that is to be explained, and its names in the database. */
export interface Source extends VersionNames {
  readonly from: ActivationsFrom;
  readonly layers: readonly string[];
}

/**
 * What is to be explained: one model, one file of activations, or each checkpoint of a recording.
 * @throws StrataError BAD_CONFIG when the flags don't go together, and what reading their files throws
 */
export async function readSources(flags: ExplainFlags): Promise<readonly Source[]> {
  const { model, activations, recording, layer: layers = [] } = flags;
  if ([model, activations, recording].filter((one) => one !== undefined).length !== 1) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected exactly one of --model, --activations and --recording. See ${calledAs()} explain --help.`,
    );
  }
  if (model === undefined && flags.provider === 'cuda') {
    throw new StrataError(
      'BAD_CONFIG',
      '--provider says what a --model runs on, found activations that are recorded already. Leave it out.',
    );
  }
  if (recording !== undefined) return recordedSources(recording, flags);
  if (layers.length > 1 && (activations !== undefined || flags.ranges !== undefined)) {
    throw new StrataError(
      'BAD_CONFIG',
      `Several --layer don't go with ${activations === undefined ? '--ranges, which are of one layer' : '--activations, which hold one'}. Explain them one by one.`,
    );
  }
  const { accuracy, sequence, trainingRun, baseline: isBaseline = false, modelVersion: versionLabel = '1' } = flags;
  const names = { versionLabel, isBaseline, accuracy, sequence, trainingRun };
  if (activations !== undefined) {
    const { file, key } = splitArrayPath(activations);
    return [
      {
        from: { activationsPath: activations },
        layers: layers.length > 0 ? layers : [key ?? 'activations'],
        modelName: flags.modelName ?? basename(file).replace(/\.(?:npy|npz|safetensors)$/u, ''),
        ...names,
      },
    ];
  }
  const modelPath = model as string;
  if (layers.length === 0) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected --layer with --model. "${calledAs()} layers ${modelPath}" lists the model's tensors.`,
    );
  }
  const preprocessing = await preprocessingOf(modelPath, flags);
  for (const note of layerNotes(await nameLayers(modelPath, layers))) process.stderr.write(`Note: ${note}\n`);
  const modelName = flags.modelName ?? basename(modelPath, '.onnx');
  const { layoutCheck, provider } = flags;
  const from = { modelPath, preprocessing, request: layoutRequest(flags), layoutCheck, provider };
  return [{ from, layers, modelName, ...names }];
}

async function recordedSources(path: string, flags: ExplainFlags): Promise<readonly Source[]> {
  const found = await findRecordings(path);
  const ofOne = (['modelVersion', 'sequence', 'accuracy'] as const).filter((name) => flags[name] !== undefined);
  if (found.length > 1 && ofOne.length > 0) {
    const names = ofOne.map((name) => `--${name === 'modelVersion' ? 'model-version' : name}`).join(' and ');
    throw new StrataError(
      'BAD_CONFIG',
      `${names}: expected one checkpoint, found ${found.length} in ${path}. Name the folder of one, or leave the flag out: recordings say it themselves.`,
    );
  }
  const sources = found.map((one) => recordedSource(one, { path, flags }));
  const several = sources.find(({ layers }) => layers.length > 1);
  if (several && flags.ranges !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--ranges are of one layer, found ${several.layers.length} in the recording. Choose with --layer.`,
    );
  }
  return sources;
}

function recordedSource(
  { folder, manifest }: FoundRecording,
  { path, flags }: { readonly path: string; readonly flags: ExplainFlags },
): Source {
  const recorded = manifest.layers.map(({ name }) => name);
  const missing = flags.layer?.find((name) => !recorded.includes(name));
  if (missing !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--layer ${missing}: expected a recorded layer of ${folder}. It has ${recorded.map((name) => `"${name}"`).join(', ')}.`,
      { context: { file: folder, tensor: missing } },
    );
  }
  return {
    from: { recordingPath: folder },
    layers: flags.layer ?? recorded,
    modelName: flags.modelName ?? manifest.model ?? basename(resolve(path)),
    versionLabel: flags.modelVersion ?? manifest.label,
    isBaseline: flags.baseline ?? manifest.baseline,
    accuracy: flags.accuracy ?? manifest.accuracy,
    sequence: flags.sequence ?? manifest.sequence ?? undefined,
    trainingRun: flags.trainingRun ?? manifest.trainingRun ?? undefined,
  };
}
