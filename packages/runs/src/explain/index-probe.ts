import { join } from 'node:path';
import type { CacheUse } from '@strata/files';
import { decodeImage } from '@strata/onnx';
import {
  buildCellIndex,
  type CellIndex,
  indexNotes,
  numberGroups,
  type OpenProbeOptions,
  openProbeDataset,
  type ProbeDataset,
} from '@strata/probe';
import { noProgress, type StartProgress } from '../progress.ts';
import { groupNotes } from './group-notes.ts';
import { countNearDuplicates } from './near-duplicates.ts';

export interface IndexProbeOptions extends OpenProbeOptions {
  /** Holds what is found in the cache, until it is released. Default not held. */
  readonly use?: CacheUse | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether images that look nearly alike are counted where no groups are named. Default true. */
  readonly lookAlikes?: boolean | undefined;
  /** Folder with the cache. */
  readonly home: string;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

export interface IndexedProbe {
  /** Closed. */
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  /** Images that look nearly like another one; null where groups are named, there are no images, or it was not looked. */
  readonly nearDuplicates: number | null;
}

/**
 * Opens a probe dataset as runs do: pictures within its files are unpacked below `home`, and those whose colours are asked for are
 * decoded to the pixels that networks are fed.
 * @throws StrataError when the dataset contradicts its layout
 */
export function openProbe(
  root: string,
  { home, ...options }: OpenProbeOptions & { readonly home: string },
): Promise<ProbeDataset> {
  return openProbeDataset(root, { pictures: picturesFolder(home), decode: decodeImage, ...options });
}

/** Where pictures that lie within a dataset's files are kept as files. */
function picturesFolder(home: string): string {
  return join(home, 'pictures');
}

/**
 * Opens a probe dataset and builds its cell index, or finds it in the cache, showing progress. The dataset comes back
 * closed: its labels have been read, and its samples can be used. Where it names no groups, images that look nearly alike are
 * counted, once. The index is held until `use` is released.
 * @throws StrataError when the dataset contradicts its layout or the cache can't be written
 */
export async function indexProbe(
  root: string,
  { use, signal, home, lookAlikes = true, progress: start = noProgress, ...options }: IndexProbeOptions,
): Promise<IndexedProbe> {
  const dataset = await openProbe(root, { ...options, home, signal });
  try {
    const progress = start('index', 'samples');
    const cacheDir = join(home, 'cache');
    const index = await buildCellIndex(dataset, { cacheDir, use, onProgress: progress.update, signal });
    progress.end();
    const groupCount = numberGroups(dataset.samples)?.count ?? null;
    const looking = { index, signal, progress: start };
    const look = lookAlikes && groupCount === null;
    const nearDuplicates = look ? await countNearDuplicates(dataset.samples, looking) : null;
    const about = groupNotes({ sampleCount: index.sampleCount, groupCount, nearDuplicates });
    for (const sentence of [...dataset.notes, ...about, ...indexNotes(dataset, index)]) progress.note(sentence);
    return { dataset, index, nearDuplicates };
  } finally {
    await dataset.close();
  }
}
