import type { EvidenceConfig } from '@strata/compute';
import type { Command } from 'commander';
import { whole } from './numbers.ts';

/** The defaults, without loading what gathers evidence to print a help text; a test holds them against it. */
export const EVIDENCE_DEFAULTS: EvidenceConfig = { folds: 5, shuffles: 4, nullSearches: 4, seed: 1 };

/** What is gathered besides a formula's own overlap. */
export interface EvidenceFlags {
  /** False with --no-evidence. */
  readonly evidence: boolean;
  readonly folds: number;
  readonly shuffles: number;
  readonly nullSearches: number;
}

/** Adds the flags of the evidence of explanations. */
export function addEvidenceFlags(command: Command): Command {
  const { folds, shuffles, nullSearches } = EVIDENCE_DEFAULTS;
  return command
    .option('--folds <k>', 'parts of the images that are left out in turn, to score formulas on', whole(2, 10), folds)
    .option('--shuffles <n>', 'how often each part’s images are shuffled', whole(1, 99), shuffles)
    .option(
      '--null-searches <p>',
      'how often the search is repeated over shuffled images; from 19 on with a p-value',
      whole(0, 999),
      nullSearches,
    )
    .option('--no-evidence', 'gather none: no held-out and shuffled images, and no grades');
}

/** The flags as a configuration; null: none is gathered. */
export function evidenceOf({ evidence, folds, shuffles, nullSearches }: EvidenceFlags): EvidenceConfig | null {
  return evidence ? { ...EVIDENCE_DEFAULTS, folds, shuffles, nullSearches } : null;
}
