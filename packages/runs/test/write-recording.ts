import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npyHeader } from '@strata/domain';

export interface RecordedFixture {
  /** Default the layer "conv". */
  readonly layers?: readonly string[];
  readonly units?: number;
  readonly samples?: number;
  readonly side?: number;
  /** Text of predictions.csv; default none. */
  readonly predictions?: string | null;
  /** Laid over the manifest; a field of undefined is left out. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Changes the values, as other weights do. Default 0. */
  readonly shift?: number;
}

/** Writes a recording as the Python package does: values that differ from unit to unit, place to place and sample to sample. */
export function writeRecording(folder: string, fixture: RecordedFixture = {}): string {
  const { layers = ['conv'], units = 3, samples = 4, side = 8, predictions = null, manifest = {}, shift = 0 } = fixture;
  mkdirSync(join(folder, 'layers'), { recursive: true });
  const shape = [units, samples, side, side];
  const values = new Float32Array(units * samples * side * side);
  for (let i = 0; i < values.length; i += 1) {
    const row = Math.floor(i / side) % side;
    values[i] = ((row * 7 + Math.floor(i / (side * side)) * 3 + i * 11 + shift * 5) % 17) - 4;
  }
  for (const [place] of layers.entries()) {
    const bytes = Buffer.concat([npyHeader('<f4', shape), new Uint8Array(values.map((value) => value + place).buffer)]);
    writeFileSync(join(folder, 'layers', `${place}.npy`), bytes);
  }
  if (predictions !== null) writeFileSync(join(folder, 'predictions.csv'), predictions);
  const document = {
    format: 'strata-recording',
    version: 1,
    label: 'epoch 1',
    samples,
    layers: layers.map((name, place) => ({ name, file: `layers/${place}.npy`, shape, dtype: '<f4' })),
    predictions: predictions === null ? null : 'predictions.csv',
    ...manifest,
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(document));
  return folder;
}
