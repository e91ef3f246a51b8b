import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { ShapeError } from '@strata/domain';
import {
  Cache,
  type CacheKind,
  type CacheUse,
  diskFailure,
  hashArray,
  hashJson,
  type LocatedArray,
  locateArray,
  partPath,
  writeFileWhole,
  wrongChecksum,
} from '@strata/files';
import { requireActivations } from './npy-source.ts';
import { requireRoom } from './require-room.ts';
import { rowsFirst } from './rows-first.ts';

/** Part of the cache's key: changes when the files' meaning changes. */
const LAYOUT = 1;

export interface UnpackOptions {
  readonly cacheDir: string;
  /** How many samples the dataset has; default not checked. */
  readonly samples?: number | null | undefined;
  /** Holds what is unpacked in the cache. Default not held. */
  readonly use?: CacheUse | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Activations that were compressed or in Fortran order, as a `.npy` file in C order, and a note beside it. */
export const UNPACKED_IN_CACHE: CacheKind = {
  kind: 'unpacked',
  nameOf: (hash) => `unpacked-${hash}.npy`,
  hashOf: (name) => /^unpacked-([0-9a-f]{64})\.npy$/u.exec(name)?.[1] ?? null,
  describe: (path) => readFile(noteOf(path), 'utf8').catch(() => null),
  beside: (path) => [noteOf(path)],
};

/**
 * A path by which `openActivations` reads activations: their own where that can be, else that of a `.npy` file in the cache, to
 * which what is compressed or in Fortran order is written, once. Memory holds 64 MB, however large the array is.
 * @throws ShapeError when they are no activations, or are not what the archive says of them; StrataError DISK_FULL when they don't fit; the signal's reason
 */
export async function unpackActivations(path: string, options: UnpackOptions): Promise<string> {
  const { cacheDir, samples = null, use, signal } = options;
  const located = locateArray(path);
  requireActivations(located, { path, samples });
  const { member, fortranOrder, shape, type } = located;
  if (!member.packed && !fortranOrder) return path;
  const key = hashJson([LAYOUT, type, shape, fortranOrder, await hashArray(path, { signal })]);
  const target = new Cache(cacheDir).pathOf(UNPACKED_IN_CACHE, key);
  await use?.hold(target);
  if (existsSync(target)) return target;
  const parts = [partPath(target), partPath(`${target}-turned`)] as const;
  try {
    await mkdir(cacheDir, { recursive: true });
    await new Cache(cacheDir).tidy();
    await requireRoom(shape as [number, number, number, number], {
      cacheDir,
      layer: path,
      besideBytes: member.packed && fortranOrder ? member.bytes : 0,
    });
    await writeFileWhole(noteOf(target), path);
    await rename(await writeParts(located, { parts, signal }), target);
    return target;
  } catch (error) {
    throw diskFailure(error, cacheDir);
  } finally {
    for (const part of parts) await rm(part, { force: true });
  }
}

interface Writing {
  readonly parts: readonly [string, string];
  readonly signal?: AbortSignal | undefined;
}

async function writeParts(located: LocatedArray, { parts, signal }: Writing): Promise<string> {
  const [unpacked, turned] = parts;
  if (located.member.packed) await inflate(located, { into: unpacked, signal });
  if (!located.fortranOrder) return unpacked;
  const from = located.member.packed
    ? { path: unpacked, at: located.headerBytes }
    : { path: located.file, at: located.place.from };
  await rowsFirst(located, { from, into: turned, signal });
  return turned;
}

/** Unpacks a member: never more than it says that it holds, and exactly what its checksum says. */
async function inflate(
  { file, key, member }: LocatedArray,
  { into, signal }: { readonly into: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const where = `${file}:${key}`;
  const { from, bytes } = member.range;
  let [written, checksum] = [0, 0];
  const output = await open(into, 'wx');
  const check = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      written += chunk.length;
      if (written > member.bytes) throw unlikeDirectory(where, { expected: member.bytes, found: 'more' });
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  };
  try {
    await pipeline(
      createReadStream(file, { start: from, end: from + Math.max(0, bytes - 1) }),
      createInflateRaw(),
      check,
      output.createWriteStream({ flush: true }),
      ...(signal ? [{ signal }] : []),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (
      error instanceof ShapeError ||
      !(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
    )
      throw error;
    throw new ShapeError(`${where}: can't be unpacked (${error.message}). Copy or write the archive again.`, {
      cause: error,
    });
  } finally {
    await output.close().catch(() => undefined);
  }
  if (written !== member.bytes) throw unlikeDirectory(where, { expected: member.bytes, found: `${written}` });
  if (checksum !== member.crc32) throw wrongChecksum(where);
}

function unlikeDirectory(where: string, { expected, found }: { expected: number; found: string }): ShapeError {
  return new ShapeError(
    `${where}: expected ${expected} bytes when unpacked, as the archive says, found ${found}. Copy or write the archive again.`,
  );
}

function noteOf(path: string): string {
  return path.replace(/\.npy$/u, '.txt');
}
