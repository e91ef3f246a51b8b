import { type FileHandle, open } from 'node:fs/promises';
import { npyHeader } from '@strata/domain';
import type { LayerActivations } from '@strata/onnx';
import { type ZeroCount, zerosIn } from './count-zeros.ts';

/** Writes a `.npy` file (unit, sample, height, width), float32, from batches of samples. */
export interface ActivationsWriter {
  /** Takes the next samples. */
  write(batch: LayerActivations): Promise<void>;
  /** Writes what is left and waits until the disk has it; tells how many of all values are 0. */
  finish(): Promise<ZeroCount>;
  close(): Promise<void>;
}

export interface WriterOptions {
  /** How many will come. */
  readonly samples: number;
  /** Batches are gathered up to this size: a unit's values of more samples at a time mean fewer, longer writes. */
  readonly gatheredBytes: number;
}

/**
 * Writes to a new file.
 * @throws the system's error when the file is there already or can't be written
 */
export async function openActivationsWriter(
  path: string,
  { samples, gatheredBytes }: WriterOptions,
): Promise<ActivationsWriter> {
  const file = await open(path, 'wx');
  let gathered: LayerActivations[] = [];
  let bytes = 0;
  let written = 0;
  let [zeros, values] = [0, 0];
  const flush = async (): Promise<void> => {
    const count = gathered.reduce((sum, { shape }) => sum + shape[0], 0);
    if (count > 0) await writeGathered(file, gathered, { first: written, samples });
    written += count;
    gathered = [];
    bytes = 0;
  };
  return {
    write: async (batch) => {
      gathered.push(batch);
      zeros += zerosIn(batch.data);
      values += batch.data.length;
      bytes += batch.data.byteLength;
      if (bytes >= gatheredBytes) await flush();
    },
    finish: async () => {
      await flush();
      await file.sync();
      return { zeros, values };
    },
    close: () => file.close(),
  };
}

async function writeGathered(
  file: FileHandle,
  batches: readonly LayerActivations[],
  { first, samples }: { first: number; samples: number },
): Promise<void> {
  const [, units, height, width] = (batches[0] as LayerActivations).shape;
  const count = batches.reduce((sum, { shape }) => sum + shape[0], 0);
  const header = npyHeader('<f4', [units, samples, height, width]);
  if (first === 0) await writeFully(file, header, 0);
  const area = height * width;
  const block = new Float32Array(count * area);
  for (let unit = 0; unit < units; unit++) {
    let at = 0;
    for (const { shape, data } of batches) {
      for (let i = 0; i < shape[0]; i++, at += area) {
        const start = (i * units + unit) * area;
        block.set(data.subarray(start, start + area), at);
      }
    }
    await writeFully(file, new Uint8Array(block.buffer), header.length + 4 * area * (unit * samples + first));
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
