/** Writes <folder>/{training,probe}-{images,classes}.npy for train.py: images uint8 (sample, row, column, rgb). */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npyHeader } from '@strata/domain';
import { SCENES } from '../src/concepts.ts';
import { drawSample } from '../src/draw.ts';
import type { Draw } from '../src/variables.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Expected a folder to write into: node write-training-data.ts FOLDER');
mkdirSync(folder, { recursive: true });

async function write(draw: Draw, samples: number, seed: number): Promise<void> {
  const pictures: Uint8Array[] = [npyHeader('|u1', [samples, 128, 128, 3])];
  const classes = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const drawn = await drawSample(sample, { seed, draw });
    pictures.push(drawn.picture);
    classes[sample] = SCENES.indexOf(drawn.scene);
  }
  writeFileSync(path.join(String(folder), `${draw}-images.npy`), Buffer.concat(pictures));
  writeFileSync(
    path.join(String(folder), `${draw}-classes.npy`),
    Buffer.concat([npyHeader('|u1', [samples]), classes]),
  );
}

// The probe draw is the very one that writeDemoWorld writes by default.
await write('training', 1200, 2);
await write('probe', 480, 1);
