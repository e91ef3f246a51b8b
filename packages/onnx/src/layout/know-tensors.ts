import type { ModelFile } from '../model-file.ts';
import type { Shape } from '../shape.ts';
import { declaredShapes, type LearnShapesOptions, learnShapes } from './learn-shapes.ts';
import { classify, type TracedLayout } from './trace/classify.ts';
import { traceLayout } from './trace/trace-layout.ts';

/** What a run of one image and following the operators tell of a tensor. */
export interface KnownTensor {
  /** The file's own shape, with the sizes that it leaves open; null stays what depends on the number of images. */
  readonly shape: Shape;
  /** Null = nothing is known. */
  readonly traced: TracedLayout;
  /** Whether a run told its sizes. */
  readonly learnt: boolean;
}

/**
 * What can be known of a model's tensors beyond what the file says, by running it on one black image. Where it can't
 * be run, what its operators and the file's own sizes tell.
 */
export async function knowTensors(
  file: ModelFile,
  options: LearnShapesOptions,
): Promise<ReadonlyMap<string, KnownTensor>> {
  const learnt = await learnShapes(file, options);
  const facts = learnt ?? declaredShapes(file, options);
  if (facts === null) return new Map();
  const traces = traceLayout({ nodes: file.graph.node, ...facts });
  const dynamic = options.input?.shape[0] === null;
  return new Map(
    options.tensors.map(({ name, shape }) => {
      const dims = traces.get(name) ?? null;
      const learntSizes = learnt?.shapes.get(name);
      const sizes = learntSizes ?? shape;
      const ofBatch = (i: number): boolean => {
        if (dims !== null && !('broken' in dims)) return dims[i]?.some(({ kind }) => kind === 'batch') ?? false;
        // Of what the file says nothing, only a size of the one image that was run can be the batch.
        return i === 0 && (shape[0] === null || sizes[0] === 1);
      };
      const filled = sizes.map((size, i) => shape[i] ?? (size === null || (dynamic && ofBatch(i)) ? null : size));
      return [name, { shape: filled, traced: classify(dims), learnt: learntSizes !== undefined }];
    }),
  );
}
