import { DEFAULT_CONFIG, type ExplainConfig, GRAMMARS, SEARCH_STRATEGIES } from '@strata/compute';
import type { RunRequestRow } from '@strata/db';
import { z } from 'zod';

/** What the database may hold of a configuration; the API has checked it, but another version may have written it. */
const shape = z.object({
  clusters: z.int().min(1).max(32),
  bounds: z.enum(['contiguous', 'observed']),
  offShare: z.number().gt(0).max(1).nullable(),
  length: z.int().min(1).max(10),
  beam: z.int().min(1).max(1000),
  search: z.enum(SEARCH_STRATEGIES),
  grammar: z.enum(GRAMMARS),
  searchBudgetMs: z.int().min(1).nullable(),
  categories: z.array(z.string()).nullable(),
  minConceptShare: z.number().min(0).max(1),
});

/** The configuration that a request asks for. @throws ZodError when this version knows no such configuration */
export function configOf(request: RunRequestRow): ExplainConfig {
  return { ...DEFAULT_CONFIG, ...shape.parse(request) };
}
