import type { ClusterBounds, Upsampling } from '@strata/compute';
import type { LayoutFlags } from '../flags/layout-flags.ts';
import type { OffShare } from '../flags/off-share.ts';
import type { PreprocessingFlags } from '../flags/preprocessing-flags.ts';
import type { ProbeFlags } from '../flags/probe-flags.ts';

/** What `strata strategies` was asked for, as commander hands it over. */
export interface StrategiesFlags extends ProbeFlags, PreprocessingFlags, LayoutFlags {
  /** Folders, one at the least. */
  readonly probe: readonly string[];
  readonly model?: string;
  readonly layer?: string;
  readonly activations?: string;
  readonly units?: string;
  readonly ranges?: string;
  readonly clusters: number;
  readonly bounds: ClusterBounds;
  readonly upsampling: Upsampling;
  readonly offShare: OffShare;
  readonly length: number;
  readonly beam: number;
  readonly threads: number;
  readonly json?: string;
}
