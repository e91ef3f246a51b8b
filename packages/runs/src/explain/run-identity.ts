import type { ExplainConfig } from '@strata/compute';
import { hashJson } from '@strata/files';
import type { LayoutRequest, Preprocessing } from '@strata/onnx';

/** Part of a run's identity: raised when the same inputs and configuration give other results. */
const RESULTS_VERSION = 4;

/** What runs have in common that may be compared: everything but the model version. Evidence changes no explanation. */
export interface RunSettings {
  readonly probeSha256: string;
  readonly layer: string;
  readonly config: ExplainConfig;
  /** How images became the model's input; null for activations handed in: not known. */
  readonly preprocessing: Preprocessing | null;
  /** What was said of the layer's dimensions; null as above. */
  readonly request: LayoutRequest | null;
}

export interface RunIdentity extends RunSettings {
  /** Hash of the activations' values, or of all that they depend on. */
  readonly activationsKey: string;
  readonly modelName: string;
  readonly versionLabel: string;
}

/**
 * Stands for the settings: runs with the same hash may be compared and classified against each other. The order of
 * properties, categories and units with given ranges never matters.
 * @param version of the results; default this one's
 */
export function hashSettings(settings: RunSettings, version = RESULTS_VERSION): string {
  return hashJson(settingsOf(settings, version));
}

/**
 * Stands for configuration and inputs: runs with the same hash are the same run.
 * @param version of the results; default this one's
 */
export function hashRun(run: RunIdentity, version = RESULTS_VERSION): string {
  const { activationsKey: activations, modelName, versionLabel } = run;
  return hashJson({ ...settingsOf(run, version), activations, modelName, versionLabel });
}

function settingsOf({ probeSha256: probe, layer, config, preprocessing, request }: RunSettings, version: number) {
  const { ranges, categories, upsampling, evidence: _, ...settings } = config;
  // Left out where it is as it always was: such runs are found again.
  const other = upsampling === 'bilinear' ? {} : { upsampling };
  return {
    version,
    probe,
    layer,
    settings: { ...settings, ...other, categories: categories && [...new Set(categories)].sort() },
    ranges: ranges && [...ranges].sort(([a], [b]) => a - b),
    preprocessing,
    request,
  };
}
