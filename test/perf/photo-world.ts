import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRandom } from '@strata/statistics';
import sharp from 'sharp';

/** Sides of the photographs and of their masks. */
const IMAGE_SIDE = 224;
const MASK_SIDE = 112;
const JOBS_AT_ONCE = 4;

/** A window of a photograph in mask pixels, what is done to it, and where it is written. */
interface Variation {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly flip: boolean;
  readonly gamma: number;
  readonly brightness: number;
}

/**
 * Makes a larger probe dataset of a small one in Broden's layout (224-pixel photographs, 112-pixel masks): each sample is
 * a window of a photograph, some mirrored, all lit differently, its masks cut alike. The first samples are the
 * photographs themselves. Activations and cell maps differ from sample to sample, as those of real photographs do.
 */
export async function writePhotoWorld(
  root: string,
  { from, samples }: { readonly from: string; readonly samples: number },
): Promise<string> {
  const [header = '', ...rows] = readFileSync(join(from, 'index.csv'), 'utf8').trim().split('\n');
  const columns = header.split(',');
  const random = createRandom(7).next;
  mkdirSync(root, { recursive: true });
  for (const file of ['label.csv', 'category.csv']) writeFileSync(join(root, file), readFileSync(join(from, file)));
  const lines: string[] = [header];
  const jobs: (() => Promise<unknown>)[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const cells = (rows[sample % rows.length] as string).split(',');
    const variation = vary(random, { name: `s${sample}`, whole: sample < rows.length });
    const renamed = cells.map((cell, i) => {
      const [isImage, isMask] = [columns[i] === 'image', cell.endsWith('.png')];
      if (!isImage && !isMask) return cell;
      const into = `${dirname(cell)}/${variation.name}_${columns[i]}.${isImage ? 'jpg' : 'png'}`;
      const paths = { from: join(from, 'images', cell), into: join(root, 'images', into) };
      mkdirSync(dirname(paths.into), { recursive: true });
      jobs.push(() => (isImage ? writePhoto(paths, variation) : writeMask(paths, variation)));
      return into;
    });
    lines.push(renamed.join(','));
  }
  writeFileSync(join(root, 'index.csv'), `${lines.join('\n')}\n`);
  await runAll(jobs);
  return root;
}

function vary(random: () => number, { name, whole }: { name: string; whole: boolean }): Variation {
  const side = whole ? MASK_SIDE : Math.round(MASK_SIDE * (0.5 + 0.45 * random()));
  const [left, top] = [0, 0].map(() => Math.floor(random() * (MASK_SIDE - side + 1))) as [number, number];
  return {
    name,
    left,
    top,
    side,
    flip: !whole && random() < 0.5,
    gamma: whole ? 1 : 1 + random(),
    brightness: whole ? 1 : 0.7 + 0.6 * random(),
  };
}

interface Paths {
  readonly from: string;
  readonly into: string;
}

function writePhoto({ from, into }: Paths, { left, top, side, flip, gamma, brightness }: Variation): Promise<unknown> {
  const scale = IMAGE_SIDE / MASK_SIDE;
  return sharp(from)
    .extract({ left: left * scale, top: top * scale, width: side * scale, height: side * scale })
    .resize(IMAGE_SIDE, IMAGE_SIDE)
    .flop(flip)
    .gamma(gamma)
    .modulate({ brightness })
    .jpeg({ quality: 90 })
    .toFile(into);
}

function writeMask({ from, into }: Paths, { left, top, side, flip }: Variation): Promise<unknown> {
  return sharp(from)
    .extract({ left, top, width: side, height: side })
    .resize(MASK_SIDE, MASK_SIDE, { kernel: 'nearest' })
    .flop(flip)
    .png()
    .toFile(into);
}

async function runAll(jobs: (() => Promise<unknown>)[]): Promise<void> {
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job();
  };
  await Promise.all(Array.from({ length: JOBS_AT_ONCE }, work));
}
