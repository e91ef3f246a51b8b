import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** A dataset small enough to count by hand: label numbers as (sample, plane, pixel), masks of height × width. */
export interface SmallWorld {
  readonly height: number;
  readonly width: number;
  readonly labels: readonly (readonly (readonly number[])[])[];
  readonly concepts: readonly { readonly index: number; readonly name: string; readonly category: string }[];
}

/** Writes labels.npy as NumPy does. */
export function npyBytes(type: string, shape: readonly number[], data: Uint8Array): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const padding = 64 - ((10 + text.length + 1) % 64);
  const header = `${text}${' '.repeat(padding)}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, Buffer.from(header, 'latin1'), data]);
}

/** Writes the world in the `planes` layout. */
export async function writePlanes(root: string, { height, width, labels, concepts }: SmallWorld): Promise<void> {
  mkdirSync(root, { recursive: true });
  const values = Uint16Array.from(labels.flat(2));
  const shape = [labels.length, labels[0]?.length ?? 0, height, width];
  writeFileSync(join(root, 'labels.npy'), npyBytes('<u2', shape, new Uint8Array(values.buffer)));
  const rows = concepts.map(({ index, name, category }) => `${index},"${name}",${category}`);
  writeFileSync(join(root, 'concepts.csv'), `index,name,category\n${rows.join('\n')}\n`);
}

/** Writes the world in Broden's layout, all planes as several PNGs of one category. */
export async function writeBroden(root: string, { height, width, labels, concepts }: SmallWorld): Promise<void> {
  mkdirSync(join(root, 'images'), { recursive: true });
  const rows: string[] = [];
  for (const [sample, planes] of labels.entries()) {
    const image = `${sample}.jpg`;
    await sharp({ create: { width: 2 * width, height: 2 * height, channels: 3, background: 'gray' } })
      .jpeg()
      .toFile(join(root, 'images', image));
    const masks: string[] = [];
    for (const [plane, values] of planes.entries()) {
      const name = `${sample}_${plane}.png`;
      const rgb = Buffer.from(values.flatMap((label) => [label & 255, label >> 8, 0]));
      await sharp(rgb, { raw: { width, height, channels: 3 } })
        .png()
        .toFile(join(root, 'images', name));
      masks.push(name);
    }
    rows.push(`${image},train,${2 * height},${2 * width},${height},${width},${masks.join(';')}`);
  }
  writeFileSync(join(root, 'index.csv'), `image,split,ih,iw,sh,sw,object\n${rows.join('\n')}\n`);
  writeFileSync(join(root, 'category.csv'), 'name\nobject\n');
  const labelRows = concepts.map(({ index, name, category }) => `${index},"${name}",${category}(1)`);
  writeFileSync(join(root, 'label.csv'), `number,name,category\n${labelRows.join('\n')}\n`);
}
