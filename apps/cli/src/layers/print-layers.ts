import { checkModel, type Preprocessing, readModel, readPreprocessing, type TensorInfo, tryLayers } from '@strata/onnx';
import { printTable } from '../print-table.ts';

export interface PrintLayersOptions {
  /** Tensors that can't be explained, too. */
  readonly all: boolean;
  readonly json: boolean;
  /** What flags say of the images that the model takes. */
  readonly flagged: Partial<Preprocessing>;
}

/**
 * Prints a model's tensors to standard output, in the order of the file.
 * @throws ModelLoadError when the file can't be read as a model, or can't be explained in any layer
 */
export async function printLayers(path: string, { all, json, flagged }: PrintLayersOptions): Promise<void> {
  const { preprocessing } = await readPreprocessing(path, flagged);
  const model = await readModel(path, { image: preprocessing });
  checkModel(model, preprocessing);
  const runnable = model.tensors.filter(({ probeable }) => probeable);
  const failed = await tryLayers(path, { layers: runnable, preprocessing });
  const tensors = model.tensors.map((tensor) => {
    const reason = failed.get(tensor.name);
    return reason === undefined ? tensor : { ...tensor, probeable: false, reason };
  });
  const listed = tensors.filter(({ probeable }) => all || probeable);
  if (json) {
    const { sha256, inputs, outputs } = model;
    const about = { version: 1, sha256, inputs, outputs, tensors: listed.map(asJson) };
    process.stdout.write(`${JSON.stringify(about, null, 2)}\n`);
    return;
  }
  printTable([
    ['tensor', 'op', 'shape', 'units', 'map', ...(all ? ['why not'] : [])],
    ...listed.map((t) => row(t, all)),
  ]);
  const left = tensors.length - listed.length;
  const inputs = model.inputs.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  process.stdout.write(`\n${listed.length} tensors · input ${inputs}\n`);
  if (left > 0) process.stdout.write(`${left} more can't be explained; --all says why.\n`);
}

/** Without what only says how a layout was found. */
function asJson({ traced: _, unsteady: _unsteady, ...tensor }: TensorInfo): object {
  return tensor;
}

function row(tensor: TensorInfo, all: boolean): string[] {
  const { name, op, shape, units, reason } = tensor;
  const about = [name, op, shapeText(shape), units === null ? '' : String(units), mapText(tensor)];
  return all ? [...about, reason ?? ''] : about;
}

/** How the values lie on the image, in words. */
function mapText({ layout, grid, classTokens, probeable }: TensorInfo): string {
  if (!probeable || layout === null) return '';
  if (layout === 'vector') return '1×1, the whole image';
  const size = grid === null ? 'size known when it runs' : `${grid.height}×${grid.width}`;
  if (layout === 'nchw') return size;
  if (layout === 'nhwc') return `${size}, units last`;
  return `${size} of tokens${classTokens > 0 ? `, ${classTokens} in front dropped` : ''}`;
}

/** Dynamic dimensions as a question mark. */
function shapeText(shape: TensorInfo['shape']): string {
  return shape.map((size) => size ?? '?').join('×');
}
