import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { checkModel, type OnnxModel, type Preprocessing, type TensorInfo, tryLayers } from '@strata/onnx';
import type { Check } from './check.ts';

/** Layers and modules that a line names. */
const NAMED_MAX = 12;

export interface ModelChecksOptions {
  /** Or why it can't be read. */
  readonly model: OnnxModel | StrataError;
  readonly preprocessing: Preprocessing;
}

/** What explaining a model needs of it, in the order in which things can be mended; only the first where it can't be read. */
export function modelChecks(path: string, { model, preprocessing }: ModelChecksOptions): Check[] {
  if (model instanceof StrataError) {
    return [{ name: 'file', necessary: true, look: () => Promise.reject(model), toDo: '' }];
  }
  const check = (name: string, look: Check['look'], necessary = true): Check => ({ name, necessary, look, toDo: '' });
  return [
    check('file', async () => fileText(model)),
    check('input', async () => inputText(model, preprocessing)),
    check('modules', async () => modulesText(model), false),
    check('layers', () => layersText(path, { model, preprocessing })),
    check('classes', async () => classesText(model), false),
  ];
}

function fileText({ irVersion, opset, tensors, sha256 }: OnnxModel): string {
  return `IR version ${irVersion}, opset ${opset ?? 'none'}, ${tensors.length} tensors, sha256 ${sha256.slice(0, 12)}…`;
}

function inputText(model: OnnxModel, preprocessing: Preprocessing): string {
  checkModel(model, preprocessing);
  return model.inputs.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
}

function modulesText({ ends, tensors }: OnnxModel): string {
  if (ends.size === 0) {
    throw new StrataError(
      'BAD_MODEL',
      'the file tells none: layers go by the names of tensors, which another export may change',
    );
  }
  const blocks = tensors.filter(({ endsBlock }) => endsBlock).flatMap(({ modules }) => modules[0] ?? []);
  return `${ends.size}, to be given as --layer; blocks ${listed(blocks)}`;
}

async function layersText(
  path: string,
  { model, preprocessing }: { readonly model: OnnxModel; readonly preprocessing: Preprocessing },
): Promise<string> {
  const layers = model.tensors.filter(({ probeable }) => probeable);
  const failed = await tryLayers(path, { layers, preprocessing });
  const good = layers.filter(({ name }) => !failed.has(name));
  if (good.length === 0) {
    const [why] = [...failed.values(), ...model.tensors.flatMap(({ reason }) => reason ?? [])];
    throw new StrataError(
      'BAD_MODEL',
      `none can be explained: ${why ?? 'there are none'}. See ${calledAs()} layers --all.`,
    );
  }
  const blocks = good.filter(({ endsBlock }) => endsBlock);
  const best = blocks.length > 0 ? blocks : good;
  return `${good.length} of ${model.tensors.length} can be explained, such as ${listed(best.map(layerText))}`;
}

function layerText({ name, modules, units, grid }: TensorInfo): string {
  return `${modules[0] ?? name} (${units} units${grid === null ? '' : `, ${grid.height}×${grid.width}`})`;
}

function classesText({ outputs }: OnnxModel): string {
  const [output] = outputs;
  const shape = output?.shape ?? [];
  const classes = shape[1] ?? null;
  if (output && shape.length >= 2 && (classes ?? 0) > 1 && shape.slice(2).every((size) => size === 1)) {
    return `${classes}, in "${output.name}"`;
  }
  throw new StrataError(
    'BAD_MODEL',
    `the first output ${output === undefined ? 'is missing' : `"${output.name}" is (${shapeText(shape)})`}, not (batch, classes): no predictions, importance or errors`,
  );
}

function listed(names: readonly string[]): string {
  const left = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function shapeText(shape: TensorInfo['shape']): string {
  return shape.map((size) => size ?? '?').join('×');
}
