import {
  CLUSTER_BOUNDS,
  DEFAULT_CONFIG,
  type ExplainConfig,
  GRAMMARS,
  SEARCH_STRATEGIES,
  UPSAMPLINGS,
} from '@strata/compute';
import { preprocessingOf, type RunRequestRow } from '@strata/db';
import { type Preprocessing, preprocessingSchema } from '@strata/onnx';
import { z } from 'zod';
import { type KeptLayout, layoutRequestSchema } from '../registry/registry.ts';

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
});

/** The configuration that a request asks for. @throws ZodError when this version knows no such configuration */
export function configOf(request: RunRequestRow): ExplainConfig {
  return { ...DEFAULT_CONFIG, ...shape.parse(request) };
}

/** How a request says that images become the model's input; null when it doesn't. @throws ZodError as above */
export function requestedPreprocessing(request: RunRequestRow): Preprocessing | null {
  const stored = preprocessingOf(request);
  return stored && preprocessingSchema.parse(stored);
}

/** What a request says of its layer's dimensions; null when it says nothing. @throws ZodError as above */
export function requestedLayout(request: RunRequestRow): KeptLayout | null {
  return request.layoutRequest && layoutRequestSchema.parse(request.layoutRequest);
}
