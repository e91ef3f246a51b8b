import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { imageForm } from './image-form.ts';
import type { GridSize } from './layout/token-grid.ts';
import { type ModelFile, openSession, QUIET, withOutputs } from './model-file.ts';
import type { ValueInfo } from './onnx-model.ts';
import { requireMemory } from './require-memory.ts';
import type { Shape } from './shape.ts';

export interface LearnOptions {
  readonly input: ValueInfo | undefined;
  /** Size of the image where the input leaves it open. */
  readonly image: GridSize | null;
  /** All tensors that the file gives a shape. */
  readonly values: readonly ValueInfo[];
}

/**
 * Learns the shapes of tensors for which the file doesn't even say how many dimensions they have, by running the model
 * on one black image. What can't be run gets none.
 */
export async function learnShapes(
  file: ModelFile,
  names: readonly string[],
  { input, image, values }: LearnOptions,
): Promise<ReadonlyMap<string, Shape>> {
  const dims = input === undefined || names.length === 0 ? null : imageDims(input.shape, image);
  if (input?.elementType !== 'float32' || dims === null) return new Map();
  const { path, folder } = file;
  let session: InferenceSession | null = null;
  try {
    requireMemory([...values, { name: input.name, shape: dims }], { path, batch: 1 });
    session = await openSession(withOutputs(file, names, { alone: true }), { path, folder, asWritten: true });
    const black = new Float32Array(dims.reduce((product, size) => product * size, 1));
    const results = await session.run(
      { [input.name]: new Tensor('float32', black, dims) },
      { logSeverityLevel: QUIET },
    );
    const open = input.shape[0] === null;
    return new Map(
      names.flatMap((name) => {
        const found = results[name]?.dims;
        return found ? [[name, found.map((size, i) => (i === 0 && open && size === 1 ? null : size))]] : [];
      }),
    );
  } catch {
    // Why it can't be run is told to who wants to run it.
    return new Map();
  } finally {
    await session?.release();
  }
}

/** (batch, …) of one image; null where the sizes aren't known. */
function imageDims(shape: Shape, image: GridSize | null): number[] | null {
  if (shape.length !== 4) return null;
  const { layout, channels, height, width } = imageForm(shape);
  const [rows, columns] = [height ?? image?.height, width ?? image?.width];
  if (rows === undefined || columns === undefined) return null;
  const form = layout === 'nchw' ? [channels ?? 3, rows, columns] : [rows, columns, channels ?? 3];
  return [shape[0] ?? 1, ...form];
}
