import { checkModel, type Preprocessing, readModel, readPreprocessing, type TensorInfo, tryLayers } from '@strata/onnx';
import { printTable } from '../print-table.ts';
import { type CheckedTensor, checkTensors } from './check-tensors.ts';

export interface PrintLayersOptions {
  /** Tensors inside blocks and those that can't be explained, too. */
  readonly all: boolean;
  readonly json: boolean;
  /** Change spots of an image and see whether all tensors change there; else only those whose layout no operator says. */
  readonly check: boolean;
  /** What flags say of the images that the model takes. */
  readonly flagged: Partial<Preprocessing>;
}

/**
 * Prints a model's tensors to standard output: ends of blocks first, in the order of the file. As JSON all that can be
 * explained are printed, in that order.
 * @throws ModelLoadError when the file can't be read as a model, or can't be explained in any layer
 */
export async function printLayers(path: string, { all, json, check, flagged }: PrintLayersOptions): Promise<void> {
  const { preprocessing } = await readPreprocessing(path, flagged, { processor: false });
  const model = await readModel(path, { image: preprocessing });
  checkModel(model, preprocessing);
  const runnable = model.tensors.filter(({ probeable }) => probeable);
  const failed = await tryLayers(path, { layers: runnable, preprocessing });
  const tried = model.tensors.map((tensor) => {
    const reason = failed.get(tensor.name);
    return reason === undefined ? tensor : { ...tensor, probeable: false, reason };
  });
  const tensors = await checkTensors(path, tried, { preprocessing, all: check });
  const explained = tensors.filter(({ probeable }) => probeable);
  if (json) {
    const listed = all ? tensors : explained;
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
  const blocks = explained.filter(({ endsBlock }) => endsBlock);
  const shown = !all && blocks.length > 0 ? blocks : explained;
  const listed = all ? [...blocks, ...tensors.filter((tensor) => !blocks.includes(tensor))] : shown;
  printTensors(listed, { all, check, modules: model.ends.size > 0 });
  const inputs = model.inputs.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  process.stdout.write(`\n${all ? tensors.length : explained.length} tensors · input ${inputs}\n`);
  if (all) return;
  const [inside, unexplained] = [explained.length - shown.length, tensors.length - explained.length];
  if (inside > 0)
    process.stdout.write(`${shown.length} that end a block are listed; --all lists ${inside} more, inside blocks.\n`);
  if (unexplained > 0) process.stdout.write(`${unexplained} more can't be explained; --all says why.\n`);
}

interface Columns {
  readonly all: boolean;
  readonly check: boolean;
  /** Whether the file tells modules. */
  readonly modules: boolean;
}

function printTensors(listed: readonly CheckedTensor[], columns: Columns): void {
  const { all, check, modules } = columns;
  printTable([
    [
      ...(modules ? ['module'] : []),
      ...['tensor', 'op', 'shape', 'units', 'map'],
      ...(check ? ['check'] : []),
      ...(all ? ['why not'] : []),
    ],
    ...listed.map((tensor) => row(tensor, columns)),
  ]);
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

function row(tensor: CheckedTensor, columns: Columns): string[] {
  const { all, check } = columns;
  const { name, modules, op, shape, units, reason, verdict } = tensor;
  const about = columns.modules ? [modules.join(', ')] : [];
  about.push(name, op, shapeText(shape), units === null ? '' : String(units), mapText(tensor));
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
