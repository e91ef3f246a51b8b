import type { ClusterBounds, Grammar, SearchStrategy, Upsampling } from '@strata/compute';
import type { Provider } from '@strata/onnx';
import type { EvidenceFlags } from '../flags/evidence-flags.ts';
import type { LayoutFlags } from '../flags/layout-flags.ts';
import type { OffShare } from '../flags/off-share.ts';
import type { PreprocessingFlags } from '../flags/preprocessing-flags.ts';
import type { ProbeFlags } from '../flags/probe-flags.ts';

/** What `strata explain` was asked for, as commander hands it over. */
export interface ExplainFlags extends ProbeFlags, PreprocessingFlags, LayoutFlags, EvidenceFlags {
  /** Folders, one at the least. */
  readonly probe: readonly string[];
  readonly model?: string;
  /** What the model runs on. */
  readonly provider?: Provider;
  readonly activations?: string;
  /** A table of what the network predicts elsewhere. */
  readonly predictions?: string;
  /** A recording's folder, or a folder of such folders. */
  readonly recording?: string;
  readonly units?: string;
  /** Units of a sample of each layer; absent: those of `units`. */
  readonly pilot?: number;
  readonly clusters: number;
  readonly bounds: ClusterBounds;
  readonly upsampling: Upsampling;
  readonly offShare: OffShare;
  readonly length: number;
  readonly beam: number;
  readonly search?: SearchStrategy;
  readonly grammar: Grammar;
  readonly searchBudgetMs?: number;
  readonly categories?: readonly string[];
  readonly minConceptShare: number;
  readonly ranges?: string;
  readonly threads: number;
  readonly importance?: boolean;
  /** Samples for each explanation at the most. */
  readonly labelMasking?: number | 'all';
  readonly specifications?: boolean;
  readonly json?: string;
  readonly layer?: readonly string[];
  readonly modelName?: string;
  readonly modelVersion?: string;
  readonly trainingRun?: string;
  readonly baseline?: boolean;
  readonly rule: 'excess' | 'published';
  readonly accuracy?: number;
  readonly sequence?: number;
  readonly store: boolean;
}
