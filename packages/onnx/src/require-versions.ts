import { ModelLoadError } from '@strata/domain';
import type { ModelMessage } from './schema.ts';

/**
 * The newest that the runtime at hand takes; a test holds them against it. Of domains that are not here the runtime knows
 * best itself.
 */
const IR_MAX = 13;
const OPSET_MAX = new Map([
  ['ai.onnx', 26],
  ['ai.onnx.ml', 5],
]);

/**
 * Makes sure that a file is no newer than the runtime: both numbers are known before anything is loaded.
 * @throws ModelLoadError with what the file has and what the runtime takes.
 */
export function requireVersions({ irVersion, opsetImport, functions }: ModelMessage, path: string): void {
  const context = { file: path };
  if (irVersion > IR_MAX) {
    throw new ModelLoadError(
      `${path}: expected a file of IR version ${IR_MAX} at most, which is what ONNX Runtime here takes, found ${irVersion}. ` +
        `Write it with "model.ir_version = ${IR_MAX}" before onnx.save, or with an older exporter.`,
      { context },
    );
  }
  for (const { domain, version } of [...opsetImport, ...functions.flatMap((one) => one.opsetImport)]) {
    // Both names are ONNX's own operators.
    const name = domain === '' ? 'ai.onnx' : domain;
    const max = OPSET_MAX.get(name);
    if (max === undefined || version <= max) continue;
    throw new ModelLoadError(
      `${path}: expected operators of opset ${max} at most (${name}), which is what ONNX Runtime here takes, found ${version}. ` +
        `Export it with opset_version=${max} or lower, or bring it down: onnx.version_converter.convert_version(model, ${max}).`,
      { context },
    );
  }
}
