import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { DatasetError, IMAGE_HEAD_BYTES, imageFormatOf } from '@strata/domain';
import { hashFile, partPath } from '@strata/files';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { isThere } from '../../inside.ts';

const IMAGE_COLUMNS = ['image', 'img', 'picture', 'pixel_values'];
const MASK_COLUMNS = [
  'annotation',
  'annotations',
  'label',
  'labels',
  'mask',
  'segmentation',
  'segmentation_mask',
  'semantic_mask',
];
/** What one row may hold of pictures. */
const PICTURE_BYTES_MAX = 256 * 2 ** 20;
const INDEX = 'rows.json';
/** Those of snappy are in the library. */
const DECOMPRESSORS = {
  GZIP: (bytes: Uint8Array, length: number) => gunzipSync(bytes, { maxOutputLength: length }),
  ZSTD: (bytes: Uint8Array, length: number) => zstdDecompressSync(bytes, { maxOutputLength: length }),
  BROTLI: (bytes: Uint8Array, length: number) => brotliDecompressSync(bytes, { maxOutputLength: length }),
};

/** Pictures of a file's rows, as files. */
export interface ParquetPictures {
  readonly folder: string;
  /** Names of files in the folder. */
  readonly rows: readonly { readonly picture: string; readonly mask: string | null }[];
}

export interface UnpackOptions {
  /** Below it, each parquet file has a folder by its hash. */
  readonly folder: string;
  /** The column of masks; null = the one whose name says so. */
  readonly pick: string | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the pictures and masks of a parquet file as files, once, row group by row group; what lies there already is used.
 * @throws DatasetError naming file and row when it can't be read, or has no columns of pictures
 */
export async function unpackPictures(path: string, { folder, pick, signal }: UnpackOptions): Promise<ParquetPictures> {
  const target = join(
    folder,
    `${await hashFile(path, { signal })}${pick === null ? '' : `-${encodeURIComponent(pick)}`}`,
  );
  if (isThere(join(target, INDEX)))
    return { folder: target, rows: JSON.parse(await readFile(join(target, INDEX), 'utf8')) };
  const building = partPath(target);
  try {
    await mkdir(building, { recursive: true });
    const rows = await writeRows(path, { building, pick, signal });
    await writeFile(join(building, INDEX), JSON.stringify(rows));
    await mkdir(dirname(target), { recursive: true });
    // Another process may have been faster: what it has is the same.
    await rename(building, target).catch((error: unknown) => {
      if (!isThere(join(target, INDEX))) throw error;
    });
    return { folder: target, rows };
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

interface WriteContext {
  readonly building: string;
  readonly pick: string | null;
  readonly signal: AbortSignal | undefined;
}

async function writeRows(path: string, { building, pick, signal }: WriteContext) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((cause: unknown) => {
    throw new DatasetError(`${path}: expected a parquet file, but it can't be read. Fetch it again.`, { cause });
  });
  const names = metadata.schema.slice(1).map(({ name }) => name);
  const image = IMAGE_COLUMNS.find((name) => names.includes(name));
  const mask = pick ?? MASK_COLUMNS.find((name) => names.includes(name));
  if (image === undefined || mask === undefined || !names.includes(mask)) {
    throw new DatasetError(
      `${path}: expected columns of pictures and masks, such as image and annotation, found ${names.join(', ')}. Say which holds masks with --pick.`,
    );
  }
  const rows: { picture: string; mask: string | null }[] = [];
  for (const { num_rows: count } of metadata.row_groups) {
    signal?.throwIfAborted();
    const [rowStart, rowEnd] = [rows.length, rows.length + Number(count)];
    const options = {
      file,
      metadata,
      columns: [image, mask],
      rowStart,
      rowEnd,
      utf8: false,
      compressors: DECOMPRESSORS,
    };
    const found = await parquetReadObjects(options).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new DatasetError(`${path}, rows from ${rowStart} on: can't be read (${why}). Fetch the file again.`, {
        cause,
      });
    });
    for (const row of found) {
      const where = `${path}, row ${rows.length}`;
      const picture = await writePicture(row[image], { building, stem: `${rows.length}`, where });
      if (picture === null) throw new DatasetError(`${where}: expected a picture in ${image}, found none.`);
      rows.push({ picture, mask: await writePicture(row[mask], { building, stem: `${rows.length}-mask`, where }) });
    }
  }
  return rows;
}

interface PicturePlace {
  readonly building: string;
  readonly stem: string;
  readonly where: string;
}

/** A struct {bytes, path}, or the bytes alone. @returns the file's name; null where there is none */
async function writePicture(value: unknown, { building, stem, where }: PicturePlace): Promise<string | null> {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : value;
  if (bytes === null || bytes === undefined) return null;
  const format =
    bytes instanceof Uint8Array && bytes.length <= PICTURE_BYTES_MAX
      ? imageFormatOf(bytes.subarray(0, IMAGE_HEAD_BYTES))
      : null;
  if (format === null) throw new DatasetError(`${where}: expected the bytes of a picture, found something else.`);
  const name = `${stem}.${format}`;
  await writeFile(join(building, name), bytes as Uint8Array);
  return name;
}
