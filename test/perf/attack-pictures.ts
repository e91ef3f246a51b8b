import { deflateRawSync } from 'node:zlib';
import type { Store } from '@strata/db';

/** Datasets of the attacked pictures: large masks, and masks far taller than wide. */
const SIZES = [
  { name: 'attacked: large', width: 1024, height: 1024, clusters: [1, 2, 3, 4, 5, 6, 7, 8] },
  { name: 'attacked: tall', width: 8, height: 60_000, clusters: [9] },
] as const;

/** Gives the first ranges of a generated world a sample each, whose masks take as long to draw as masks can. */
export async function writeAttackPictures({ pool }: Store): Promise<void> {
  for (const { name, width, height, clusters } of SIZES) {
    const { rows } = await pool.query('select 1 from probe_dataset where name = $1', [name]);
    if (rows.length > 0) continue;
    const dataset = await pool.query(
      `insert into probe_dataset (name, format, sha256, sample_count, mask_height, mask_width, concept_count, cell_count)
       values ($1, 'planes', $1, 1, $2, $3, 1, 1) returning id`,
      [name, height, width],
    );
    const sample = await pool.query(
      `insert into sample (probe_dataset_id, sample_index, key) values ($1, 0, 'attacked') returning id`,
      [dataset.rows[0].id],
    );
    // Every other pixel: no run of equal pixels makes it easy.
    const mask = deflateRawSync(Buffer.alloc(Math.ceil((width * height) / 8), 0b10101010));
    for (const cluster of clusters)
      await pool.query(
        `insert into cluster_sample (cluster_id, rank, sample_id, bitmap_pixels, formula_pixels, intersection, bitmap, formula_mask)
         values ($1, 1, $2, 1, 1, 1, $3, $3)`,
        [cluster, sample.rows[0].id, mask],
      );
  }
}
