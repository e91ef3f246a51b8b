import {
  CLUSTER_BOUNDS,
  DEFAULT_CONFIG,
  DEFAULT_EVIDENCE,
  type ExplainConfig,
  GRAMMARS,
  SEARCH_STRATEGIES,
  UPSAMPLINGS,
} from '@strata/compute';
import type { RunRequestRow } from '@strata/db';
import { z } from 'zod';

/** What the database may hold of a configuration; the API has checked it, but another version may have written it. */
const shape = z.object({
  clusters: z.int().min(1).max(32),
  bounds: z.enum(CLUSTER_BOUNDS),
  upsampling: z.enum(UPSAMPLINGS),
  offShare: z.number().gt(0).max(1).nullable(),
  length: z.int().min(1).max(10),
  beam: z.int().min(1).max(1000),
  search: z.enum(SEARCH_STRATEGIES),
  grammar: z.enum(GRAMMARS),
  searchBudgetMs: z.int().min(1).nullable(),
  categories: z.array(z.string()).nullable(),
  minConceptShare: z.number().min(0).max(1),
  nullSearches: z.int().min(0).max(999).nullable(),
});

/** The configuration that a request asks for. @throws ZodError when this version knows no such configuration */
export function configOf(request: RunRequestRow): ExplainConfig {
  const { nullSearches, ...config } = shape.parse(request);
  const evidence = { ...DEFAULT_EVIDENCE, nullSearches: nullSearches ?? DEFAULT_EVIDENCE.nullSearches };
  return { ...DEFAULT_CONFIG, ...config, evidence };
}
