import { type FeedRow, preprocessingOf } from '@strata/db';
import { type Preprocessing, preprocessingSchema } from '@strata/onnx';
import { type KeptLayout, layoutRequestSchema } from '../registry/registry.ts';

/** How a request or a run says that images become the model's input; null when it doesn't. @throws ZodError when this version knows no such one */
export function storedPreprocessing(row: FeedRow): Preprocessing | null {
  const stored = preprocessingOf(row);
  return stored && preprocessingSchema.parse(stored);
}

/** What a request or a run says of its layer's dimensions; null when it says nothing. @throws ZodError when this version knows no such one */
export function storedLayout(row: Pick<FeedRow, 'layoutRequest'>): KeptLayout | null {
  return row.layoutRequest && layoutRequestSchema.parse(row.layoutRequest);
}
