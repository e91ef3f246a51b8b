import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../packages/onnx/test/write-layout-twins.ts');

/**
 * Writes a model for images of this size (multiples of 4) that holds one convolution of 5 units and a quarter of the
 * height and width in every layout: `conv`, `nhwc`, `nhwc_late`, `nchw_late`, `tokens`, `class_tokens`, `register_tokens`,
 * and its averages as `dense`. `heads` is no map; `pixels` is the image itself.
 */
export function writeLayoutTwins(path: string, { height, width }: { height: number; width: number }): string {
  execFileSync(process.execPath, [script, path, String(height), String(width)]);
  return path;
}

/**
 * Writes a model for images of this size (multiples of 4) whose one way to its output leads through the same values as
 * `conv`, `nhwc`, `tokens` and `tokens_in_front`, two tokens before them that come of the image alone.
 */
export function writeLayoutChain(path: string, { height, width }: { height: number; width: number }): string {
  execFileSync(process.execPath, [script, path, String(height), String(width), 'chain']);
  return path;
}
