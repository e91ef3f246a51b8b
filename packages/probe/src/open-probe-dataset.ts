import { resolve } from 'node:path';
import { openBroden } from './broden/broden-dataset.ts';
import { openPlanes } from './planes/planes-dataset.ts';
import type { ProbeDataset, ProbeFormat } from './probe-dataset.ts';

/**
 * Opens a probe dataset in the layout asked for.
 * @throws DatasetError or ShapeError naming the file that is missing or contradicts the layout.
 */
export async function openProbeDataset(
  root: string,
  { format }: { readonly format: ProbeFormat },
): Promise<ProbeDataset> {
  const folder = resolve(root);
  return format === 'broden' ? openBroden(folder) : openPlanes(folder);
}
