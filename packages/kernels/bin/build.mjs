// Compiles assembly/ to build/kernels.wasm. The set-up runs it when the sources have changed.
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const { error, stderr } = await asc.main([
  ...['assembly/index.ts', '--baseDir', fileURLToPath(new URL('..', import.meta.url))],
  ...[
    '--outFile',
    'build/kernels.wasm',
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
    '--importMemory',
    '--enable',
    'simd',
  ],
]);
process.stderr.write(stderr.toString());
if (error) process.exitCode = 1;
