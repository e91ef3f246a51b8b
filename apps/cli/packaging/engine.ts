import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE } from './native.ts';
import { ROOT } from './root.ts';

/** Where what computes networks is tried; the others, 140 MB, are for Windows. */
export const PLATFORMS = ['linux/x64', 'linux/arm64', 'darwin/arm64'] as const;
/** What the binding does not load: a copy of the library under its full version. */
const SECOND_COPY = /libonnxruntime\.\d+\.\d+\.\d+\.dylib$/u;
/** All that counts once it is installed. */
const KEPT = ['name', 'version', 'license', 'author', 'repository', 'description', 'main', 'module', 'exports', 'type'];

/**
 * Lays ONNX Runtime into the package as npm's bundled dependencies. Left to npm, its install script fetches libraries for
 * GPUs that nobody asked for from a server that many machines can't reach, and with it fails the installation.
 * @param stage the package's folder
 */
export function layEngine(stage: string): void {
  for (const name of ENGINE) {
    const [source, target] = [join(ROOT, 'node_modules', name), join(stage, 'node_modules', name)];
    mkdirSync(target, { recursive: true });
    const written = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Record<string, unknown>;
    const kept = Object.fromEntries(KEPT.flatMap((key) => (key in written ? [[key, written[key]]] : [])));
    writeFileSync(join(target, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
    cpSync(join(source, 'dist'), join(target, 'dist'), {
      recursive: true,
      filter: (path) => !/\.(?:ts|map)$|\.min\.js$/u.test(path),
    });
  }
  const native = join('node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
  for (const platform of PLATFORMS) {
    cpSync(join(ROOT, native, platform), join(stage, native, platform), {
      recursive: true,
      filter: (path) => !SECOND_COPY.test(path),
    });
  }
}
