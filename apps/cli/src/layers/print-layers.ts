import { checkModel, type Preprocessing, readModel, readPreprocessing, type TensorInfo, tryLayers } from '@strata/onnx';
import { printTable } from '../print-table.ts';
import { type CheckedTensor, checkTensors } from './check-tensors.ts';

export interface PrintLayersOptions {
  /** Tensors that can't be explained, too. */
  readonly all: boolean;
  readonly json: boolean;
  /** Change spots of an image and see whether all tensors change there; else only those whose layout no operator says. */
  readonly check: boolean;
  /** What flags say of the images that the model takes. */
  readonly flagged: Partial<Preprocessing>;
}

/**
 * Prints a model's tensors to standard output, in the order of the file.
 * @throws ModelLoadError when the file can't be read as a model, or can't be explained in any layer
 */
export async function printLayers(path: string, { all, json, check, flagged }: PrintLayersOptions): Promise<void> {
  const { preprocessing } = await readPreprocessing(path, flagged);
  const model = await readModel(path, { image: preprocessing });
  checkModel(model, preprocessing);
  const runnable = model.tensors.filter(({ probeable }) => probeable);
  const failed = await tryLayers(path, { layers: runnable, preprocessing });
  const tried = model.tensors.map((tensor) => {
    const reason = failed.get(tensor.name);
    return reason === undefined ? tensor : { ...tensor, probeable: false, reason };
  });
  const tensors = await checkTensors(path, tried, { preprocessing, all: check });
  const listed = tensors.filter(({ probeable }) => all || probeable);
  if (json) {
    const { sha256, inputs, outputs } = model;
    const about = {
      version: 1,
      sha256,
      inputs,
      outputs,
      tensors: listed.map((tensor) => (check ? { ...asJson(tensor), verdict: tensor.verdict } : asJson(tensor))),
    };
    process.stdout.write(`${JSON.stringify(about, null, 2)}\n`);
    return;
  }
  printTable([
    ['tensor', 'op', 'shape', 'units', 'map', ...(check ? ['check'] : []), ...(all ? ['why not'] : [])],
    ...listed.map((t) => row(t, { all, check })),
  ]);
  const left = tensors.length - listed.length;
  const inputs = model.inputs.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  process.stdout.write(`\n${listed.length} tensors · input ${inputs}\n`);
  if (left > 0) process.stdout.write(`${left} more can't be explained; --all says why.\n`);
}

const VERDICTS = { agrees: 'changes where the image does', undecided: 'not decided', contradicts: 'changes elsewhere' };

/** Without what only says how a layout was found. */
function asJson({
  traced: _,
  nearby: _nearby,
  unsteady: _unsteady,
  verdict: _verdict,
  ...tensor
}: CheckedTensor): object {
  return tensor;
}

function row(tensor: CheckedTensor, { all, check }: { all: boolean; check: boolean }): string[] {
  const { name, op, shape, units, reason, verdict } = tensor;
  const about = [name, op, shapeText(shape), units === null ? '' : String(units), mapText(tensor)];
  if (check) about.push(verdict === null ? '' : VERDICTS[verdict]);
  return all ? [...about, reason ?? ''] : about;
}

/** How the values lie on the image, in words. */
function mapText({ layout, grid, classTokens, tailTokens, tokenOrder, probeable }: TensorInfo): string {
  if (!probeable || layout === null) return '';
  if (layout === 'vector') return '1×1, the whole image';
  const size = grid === null ? 'size known when it runs' : `${grid.height}×${grid.width}`;
  if (layout === 'nchw') return size;
  if (layout === 'nhwc') return `${size}, units last`;
  return [
    `${size} of tokens`,
    ...(layout === 'units-tokens' ? ['units first'] : []),
    ...(layout === 'tokens-first' ? ['tokens before the batch'] : []),
    ...(tokenOrder === 'rows' ? [] : [`in the order ${tokenOrder}`]),
    ...(classTokens > 0 ? [`${classTokens} in front dropped`] : []),
    ...(tailTokens > 0 ? [`${tailTokens} behind dropped`] : []),
  ].join(', ');
}

/** Dynamic dimensions as a question mark. */
function shapeText(shape: TensorInfo['shape']): string {
  return shape.map((size) => size ?? '?').join('×');
}
