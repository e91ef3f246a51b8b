import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { DatasetError, StrataError } from '@strata/domain';
import { openBroden } from './broden/broden-dataset.ts';
import { addClasses } from './classes.ts';
import { combineDatasets } from './combined/combine-datasets.ts';
import { addComputed, type DecodePicture } from './computed/add-computed.ts';
import { cropDataset } from './crop-dataset.ts';
import { readCsv } from './csv-file.ts';
import { datasetFolder, isThere } from './inside.ts';
import { openLayout } from './layouts/layout-dataset.ts';
import { LAYOUT_READERS, recogniseFormat } from './layouts/readers.ts';
import { nameConcepts } from './naming/name-concepts.ts';
import { openPlanes } from './planes/planes-dataset.ts';
import {
  type AskedFormat,
  type OpeningOptions,
  PROBE_FORMATS,
  type ProbeDataset,
  type ProbeFolder,
  type ProbeFormat,
  type ProbeReading,
} from './probe-dataset.ts';

/** Names of concepts in other languages, in a dataset's folder. */
const NAMES_FILE = 'concepts.csv';

export interface OpenProbeOptions extends Partial<Omit<ProbeReading, 'further'>> {
  readonly format: AskedFormat;
  /** Further datasets of the same probe. Default none. */
  readonly further?: readonly { readonly path: string; readonly format: AskedFormat }[] | undefined;
  /** The folder for pictures that lie within other files (parquet), kept for later. Default none: such datasets are refused. */
  readonly pictures?: string | undefined;
  /** Decodes pictures to the pixels that networks are fed, for colours and textures. Default none: these are refused. */
  readonly decode?: DecodePicture | undefined;
  /** Stops the reading of its files. */
  readonly signal?: AbortSignal | undefined;
}

/** A folder with what is to be read of it. */
interface OpenedFolder {
  readonly dataset: ProbeDataset;
  readonly path: string;
}

/**
 * Opens a probe dataset in the layout asked for, or with "auto" in the one that its files look like. By default image sizes
 * say whether EXIF orientations are followed, and rows named "void" which labels are none; a column `group` says which
 * images belong together. The folder may be a link; its files are ordinary ones inside it. Further datasets go behind it, with
 * concepts of one name, or of what the mapping says, being one; then come classes of images and what is computed.
 * @throws DatasetError or ShapeError naming the file that is missing, lies elsewhere or contradicts the layout; StrataError
 * BAD_CONFIG when `groupBy` is no regular expression, or no dataset can take what is asked for; the signal's reason.
 */
export async function openProbeDataset(root: string, options: OpenProbeOptions): Promise<ProbeDataset> {
  const {
    format,
    further = [],
    mapping = null,
    classes = false,
    computed = [],
    concepts = null,
    crop = null,
  } = options;
  const parts: OpenedFolder[] = [];
  try {
    const folders = [{ path: root, format }, ...further];
    for (const one of await formatsOf(folders, options)) parts.push(await openFolder(one, options));
    let dataset = (parts[0] as OpenedFolder).dataset;
    if (parts.length > 1 || mapping !== null) {
      dataset = await combineDatasets(
        parts.map((part) => part.dataset),
        { mapping },
      );
    }
    if (concepts !== null) dataset = await withNames(dataset, resolve(concepts));
    if (classes) dataset = addClasses(dataset);
    if (computed.length > 0) dataset = addComputed(dataset, { kinds: computed, decode: options.decode });
    requireConcepts(dataset);
    const behind = parts.slice(1).map((part) => ({ path: part.path, format: part.dataset.format }));
    const read = { ...dataset, reading: asRead(options, behind) };
    return crop === null ? read : await cropDataset(read, { crop, signal: options.signal });
  } catch (error) {
    for (const { dataset } of parts) await dataset.close();
    throw error;
  }
}

/** What isn't asked for is left out: such a reading is the same as in older versions. */
function asRead(
  { exif = null, voidLabels = [], groupBy = null, pick, boxes, classes, computed, mapping, concepts }: OpenProbeOptions,
  further: readonly ProbeFolder[],
): ProbeReading {
  return {
    exif,
    voidLabels,
    groupBy,
    ...(pick != null && { pick }),
    ...(boxes && { boxes }),
    ...(classes && { classes }),
    ...(computed?.length && { computed }),
    ...(further.length > 0 && { further }),
    ...(mapping != null && { mapping: resolve(mapping) }),
    ...(concepts != null && { concepts: resolve(concepts) }),
  };
}

interface FolderFormat {
  /** As it was named. */
  readonly path: string;
  /** The folder itself, behind links. */
  readonly folder: string;
  readonly format: ProbeFormat;
  readonly opening: OpeningOptions;
}

/** Each folder's layout, with what of the options it can take. */
async function formatsOf(
  folders: readonly { readonly path: string; readonly format: AskedFormat }[],
  options: OpenProbeOptions,
): Promise<FolderFormat[]> {
  const found: Omit<FolderFormat, 'opening'>[] = [];
  for (const { path, format } of folders) {
    const folder = datasetFolder(resolve(path));
    found.push({ path: resolve(path), folder, format: format === 'auto' ? await recogniseFormat(folder) : format });
  }
  const { exif = null, groupBy = null, voidLabels = [], pick = null, boxes = false, signal } = options;
  return found.map((one) => {
    // What one of several datasets can't take is for the others; what none can take is refused by its reader.
    const takes = (what: 'pick' | 'void' | 'boxes') =>
      !found.some(({ format }) => canTake(format, what)) || canTake(one.format, what);
    const opening = {
      exif,
      groupBy,
      signal,
      voidLabels: takes('void') ? voidLabels : [],
      ...(pick !== null && takes('pick') && { pick }),
      ...(boxes && takes('boxes') && { boxes }),
    };
    return { ...one, opening };
  });
}

function canTake(format: ProbeFormat, what: 'pick' | 'void' | 'boxes'): boolean {
  if (format === 'broden' || format === 'planes') return what === 'void';
  return LAYOUT_READERS[format].takes?.includes(what) === true;
}

async function openFolder(
  { path, folder, format, opening }: FolderFormat,
  { pictures }: OpenProbeOptions,
): Promise<OpenedFolder> {
  const open = () => {
    if (format === 'broden') return openBroden(folder, withoutChoices(format, opening));
    if (format === 'planes') return openPlanes(folder, withoutChoices(format, opening));
    return openLayout(folder, { ...opening, pictures: pictures ?? null, format, reader: LAYOUT_READERS[format] });
  };
  const dataset = { ...(await open()), name: basename(path) };
  const names = join(folder, NAMES_FILE);
  // That of planes is its list of concepts, and has been read.
  const own = format !== 'planes' && isThere(names) ? await withNames(dataset, names) : dataset;
  return { dataset: own, path };
}

function withoutChoices(format: ProbeFormat, opening: OpeningOptions): OpeningOptions {
  const { pick = null, boxes = false } = opening;
  if (pick === null && !boxes) return opening;
  const flag = boxes ? '--boxes' : `--pick ${pick}`;
  const why = boxes ? 'has masks and labels of whole images alone' : 'leaves no choice';
  throw new StrataError('BAD_CONFIG', `${flag}: the layout ${format} ${why}. Leave the flag out.`);
}

/** With what a table says of its concepts. Names change nothing that is computed; categories do. */
async function withNames(dataset: ProbeDataset, file: string): Promise<ProbeDataset> {
  const concepts = nameConcepts(dataset.concepts, await readCsv(file, ['name']), { file });
  const categories = concepts.map(({ category }) => category);
  if (categories.every((category, position) => category === dataset.concepts[position]?.category)) {
    return { ...dataset, concepts };
  }
  const hash = createHash('sha256').update(`categories ${JSON.stringify(categories)}\n${dataset.sha256}`);
  return { ...dataset, concepts, sha256: hash.digest('hex') };
}

/** Photographs have no concepts of their own. */
function requireConcepts({ root, concepts }: ProbeDataset): void {
  if (concepts.length > 0) return;
  throw new DatasetError(
    `${root}: expected concepts, found photographs alone, which have none of their own. Add --computed for colours, textures and positions, or --classes if their folders are classes; if there are annotations, say which with --format: ${PROBE_FORMATS.join(', ')}.`,
    { context: { file: root } },
  );
}
