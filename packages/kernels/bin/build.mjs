// Compiles assembly/ to build/kernels.wasm. The set-up runs it when the sources have changed.
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

// 112 warns that JavaScript can't take 128-bit values; none of them is passed to it.
const options = '-O3 --noAssert --runtime stub --importMemory --enable simd --disableWarning 112';
const folder = fileURLToPath(new URL('..', import.meta.url));
const { error, stderr } = await asc.main([
  ...['assembly/index.ts', '--baseDir', folder, '--outFile', 'build/kernels.wasm'],
  ...options.split(' '),
]);
process.stderr.write(stderr.toString());
if (error) process.exitCode = 1;
