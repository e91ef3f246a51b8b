import type { Grounding } from '@strata/domain';
import type { EvidenceSettings } from './evidence/evidence-settings.ts';
import type { DescribedFeed } from './feed.ts';

/** A concept as the probe dataset numbers it; `pixelCount` over all samples. */
export interface DescribedConcept {
  readonly index: number;
  readonly name: string;
  readonly category: string;
  readonly pixelCount: number;
  /** How its pixels are known. Default MASKS. */
  readonly grounding?: Grounding | undefined;
  /** In other languages, by their codes. Default none. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Default none. */
  readonly synonyms?: readonly string[] | undefined;
}

export interface DescribedSample {
  readonly index: number;
  readonly key: string;
  readonly className: string | null;
  readonly split: string | null;
}

export interface DescribedModel {
  readonly name: string;
  readonly versionLabel: string;
  readonly source: 'ONNX' | 'ACTIVATIONS';
  readonly contentSha256: string;
  readonly accuracy: number | null;
  readonly isBaseline: boolean;
  /** Versions of one training run share their units. Default: that of the stored version, else the model's name, of a baseline its own. */
  readonly trainingRun?: string | undefined;
  /** Place of the version in trends. Default: after the model's last version. */
  readonly sequence?: number | undefined;
}

export interface DescribedLayer {
  readonly name: string;
  readonly op: string | null;
  readonly unitCount: number;
  readonly height: number;
  readonly width: number;
}

export interface DescribedProbe {
  readonly name: string;
  readonly format: string;
  readonly sha256: string;
  readonly sampleCount: number;
  readonly maskShape: { readonly height: number; readonly width: number };
  readonly cellCount: number;
  /** Groups of images that belong together. Default null: none are named. */
  readonly groupCount?: number | null | undefined;
  /** Images that look nearly like another one. Default null: not looked for. */
  readonly nearDuplicates?: number | null | undefined;
  /** Mask pixels of all samples. */
  readonly totalPixels: number;
  readonly concepts: readonly DescribedConcept[];
  readonly samples: readonly DescribedSample[];
}

/** Everything that is stored about a run before its first result. */
export interface RunDescriptor {
  readonly model: DescribedModel;
  readonly layer: DescribedLayer;
  readonly probe: DescribedProbe;
  /** The zeros of the whole layer, and whether they are off. */
  readonly zeros: { readonly off: boolean; readonly count: number; readonly values: number };
  readonly config: {
    readonly clusters: number;
    readonly bounds: string;
    /** How mask pixels get values from the map. Default bilinear. */
    readonly upsampling?: string | undefined;
    /** The share of the layer's values that must be 0 for zeros to be off; null: never. */
    readonly offShare: number | null;
    readonly length: number;
    readonly beam: number;
    readonly search: string;
    readonly grammar: string;
    /** Null: none. */
    readonly searchBudgetMs: number | null;
    /** Null: all. */
    readonly categories: readonly string[] | null;
    readonly minConceptShare: number;
  };
  /** How evidence is gathered as units are explained; part of no identity. Default null: none is. */
  readonly evidence?: EvidenceSettings | null | undefined;
  /** How images became the model's input. Default not known. */
  readonly feed?: DescribedFeed | undefined;
  /** Identity of configuration and inputs: equal hashes are the same run. */
  readonly configHash: string;
  /** The configuration and the preprocessing, without the model. */
  readonly settingsHash: string;
  /** Units the run is to explain. */
  readonly units: readonly number[];
  readonly codeVersion: string;
  readonly machine: string;
  readonly threads: number;
}
