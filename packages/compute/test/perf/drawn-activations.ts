import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { npyHeader } from '@strata/domain';
import { createRandom } from '@strata/statistics';

const SIDE = 13;

export interface DrawnActivations {
  readonly samples: number;
  /** Units of the layer; the file has room for all. */
  readonly units: number;
  /** The first ones, which are drawn; the others are holes in the file, which read as zeros. */
  readonly drawn: number;
}

/** Writes a layer's activations (unit, sample, 13, 13): a few smooth bumps a sample, half of the values zero. */
export function writeDrawnActivations(path: string, { samples, units, drawn }: DrawnActivations): void {
  const file = openSync(path, 'wx');
  const header = npyHeader('<f4', [units, samples, SIDE, SIDE]);
  const unitBytes = 4 * samples * SIDE * SIDE;
  writeSync(file, header);
  for (let unit = 0; unit < drawn; unit += 1) {
    const values = drawUnit(unit, samples);
    writeSync(file, new Uint8Array(values.buffer), 0, unitBytes, header.length + unit * unitBytes);
  }
  ftruncateSync(file, header.length + units * unitBytes);
  closeSync(file);
}

function drawUnit(unit: number, samples: number): Float32Array<ArrayBuffer> {
  const random = createRandom(unit * 7919 + 3).next;
  const values = new Float32Array(samples * SIDE * SIDE);
  for (let sample = 0; sample < samples; sample += 1) {
    const bumps = Array.from({ length: 3 }, () => [random() * SIDE, random() * SIDE, random() ** 3 * 6] as const);
    for (let y = 0; y < SIDE; y += 1) {
      for (let x = 0; x < SIDE; x += 1) {
        let value = (random() - 0.5) / 2 - 0.6;
        for (const [across, down, height] of bumps) value += height / (1 + ((x - across) ** 2 + (y - down) ** 2) / 4);
        values[(sample * SIDE + y) * SIDE + x] = Math.max(0, value);
      }
    }
  }
  return values;
}
