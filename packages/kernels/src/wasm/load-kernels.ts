import { readFileSync } from 'node:fs';
import { Instance, Module, type WasmMemory } from './web-assembly.ts';

/** What build/kernels.wasm exports; see assembly/. Addresses are bytes in its memory. */
export interface Kernels {
  configure(...numbers: number[]): void;
  countImage(
    image: number,
    map: number,
    thresholds: number,
    thresholdCount: number,
    counts: number,
    classRanges: number,
    table: number,
    pixels: number,
    ranges: number,
  ): void;
  layMap(map: number, thresholds: number, thresholdCount: number, laid: number, laidCount: number): void;
  drawImage(
    image: number,
    map: number,
    thresholds: number,
    thresholdCount: number,
    satisfied: number,
    bitmap: number,
    formulaMask: number,
    pixels: number,
  ): void;
}

const path = new URL('../../build/kernels.wasm', import.meta.url);
let compiled: object | null = null;

/**
 * An instance of the compiled kernels on its own memory.
 * @throws Error that says what to run when they have not been compiled.
 */
export function loadKernels(memory: WasmMemory): Kernels {
  compiled ??= new Module(readCompiled());
  return new Instance(compiled, { env: { memory } }).exports as Kernels;
}

function readCompiled(): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new Error(
      `The compiled kernels are missing (${path.pathname}). Run \`npm run set-up\`, which compiles them.`,
      {
        cause,
      },
    );
  }
}
