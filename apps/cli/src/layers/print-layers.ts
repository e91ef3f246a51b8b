import { readModel, type TensorInfo } from '@strata/onnx';

export interface PrintLayersOptions {
  /** Tensors that can't be explained, too. */
  readonly all: boolean;
  readonly json: boolean;
}

/**
 * Prints a model's tensors to standard output, in the order of the file.
 * @throws ModelLoadError when the file can't be read as a model
 */
export async function printLayers(path: string, { all, json }: PrintLayersOptions): Promise<void> {
  const model = await readModel(path);
  const listed = model.tensors.filter(({ probeable }) => all || probeable);
  if (json) {
    const tensors = listed.map(({ name, op, shape, units, elementType, probeable, reason }) => ({
      name,
      op,
      shape,
      units,
      elementType,
      probeable,
      reason,
    }));
    const { sha256, inputs, outputs } = model;
    process.stdout.write(`${JSON.stringify({ version: 1, sha256, inputs, outputs, tensors }, null, 2)}\n`);
    return;
  }
  printTable([['tensor', 'op', 'shape', 'units', ...(all ? ['why not'] : [])], ...listed.map((t) => row(t, all))]);
  const left = model.tensors.length - listed.length;
  const inputs = model.inputs.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  process.stdout.write(`\n${listed.length} tensors · input ${inputs}\n`);
  if (left > 0) process.stdout.write(`${left} more can't be explained; --all says why.\n`);
}

function row({ name, op, shape, units, reason }: TensorInfo, all: boolean): string[] {
  return [name, op, shapeText(shape), units === null ? '' : String(units), ...(all ? [reason ?? ''] : [])];
}

/** Dynamic dimensions as a question mark. */
function shapeText(shape: TensorInfo['shape']): string {
  return shape.map((size) => size ?? '?').join('×');
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  for (const cells of rows) {
    const padded = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${padded.join('  ').trimEnd()}\n`);
  }
}
