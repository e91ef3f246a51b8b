import { ShapeError } from '@strata/domain';
import { type OpenFile, readAt } from './read-at.ts';

/** A file inside a zip archive, as the archive's directory lists it. */
export interface ZipMember {
  readonly name: string;
  /** 0 = stored as it is, 8 = deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its own header starts. */
  readonly headerFrom: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const END_64_BYTES = 56;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ZIP_64 = 1;
const OPEN_32 = 0xffffffff;
const OPEN_16 = 0xffff;
/** Of archives of arrays; a directory of more is no such thing. */
const DIRECTORY_BYTES_MAX = 16 * 2 ** 20;
const IS_ENCRYPTED = 1;
const IS_UTF8 = 0x0800;

/**
 * The members of a zip archive, from its directory, also of one beyond 4 GiB (zip64).
 * @throws ShapeError when the directory contradicts itself or the file, or members lie over each other. Source: PKWARE's APPNOTE.
 */
export function readZipDirectory(file: OpenFile): ZipMember[] {
  const { count, from, bytes, end } = findDirectory(file);
  if (bytes > DIRECTORY_BYTES_MAX) throw broken(file, `a directory of ${bytes} bytes`);
  if (from + bytes > end) throw broken(file, 'a directory that leads beyond its end');
  const directory = readAt(file, { from, bytes });
  const members: ZipMember[] = [];
  for (let at = 0; members.length < count; ) {
    if (at + ENTRY_BYTES > bytes || directory.readUInt32LE(at) !== ENTRY) throw broken(file, 'a damaged directory');
    const next = at + ENTRY_BYTES + [28, 30, 32].reduce((sum, place) => sum + directory.readUInt16LE(at + place), 0);
    if (next > bytes) throw broken(file, 'a damaged directory');
    members.push(readEntry(file, directory.subarray(at, next)));
    at = next;
  }
  requireApart(file, members, from);
  return members;
}

/** Where a member's bytes lie, as they are in the archive. @throws ShapeError when its own header is another's */
export function memberPlace(file: OpenFile, member: ZipMember): { readonly from: number; readonly bytes: number } {
  const { name, headerFrom, packedBytes } = member;
  const head = readAt(file, { from: headerFrom, bytes: LOCAL_BYTES });
  if (head.readUInt32LE(0) !== LOCAL || head.readUInt16LE(8) !== member.method) {
    throw broken(file, `another header than its directory says of "${name}"`);
  }
  const from = headerFrom + LOCAL_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (from + packedBytes > file.size) throw broken(file, `"${name}" cut off`);
  return { from, bytes: packedBytes };
}

interface Directory {
  readonly count: number;
  readonly from: number;
  readonly bytes: number;
  /** Where what ends the archive begins. */
  readonly end: number;
}

function findDirectory(file: OpenFile): Directory {
  const tail = Math.min(file.size, END_BYTES + COMMENT_BYTES_MAX);
  const bytes = readAt(file, { from: file.size - tail, bytes: tail });
  for (let at = tail - END_BYTES; at >= 0; at -= 1) {
    if (bytes.readUInt32LE(at) !== END || at + END_BYTES + bytes.readUInt16LE(at + 20) !== tail) continue;
    const end = file.size - tail + at;
    const count = bytes.readUInt16LE(at + 10);
    const [size, from] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
    if (count !== OPEN_16 && size !== OPEN_32 && from !== OPEN_32) return { count, from, bytes: size, end };
    return findDirectory64(file, end);
  }
  throw broken(file, 'no directory at its end: it is not whole');
}

function findDirectory64(file: OpenFile, end: number): Directory {
  const locator = end - LOCATOR_64_BYTES;
  if (locator < 0) throw broken(file, 'a damaged directory');
  const where = readAt(file, { from: locator, bytes: LOCATOR_64_BYTES });
  if (where.readUInt32LE(0) !== LOCATOR_64) throw broken(file, 'a damaged directory');
  const at = whole(where.readBigUInt64LE(8), file);
  const head = readAt(file, { from: at, bytes: END_64_BYTES });
  if (head.readUInt32LE(0) !== END_64) throw broken(file, 'a damaged directory');
  const [count, bytes, from] = [32, 40, 48].map((place) => whole(head.readBigUInt64LE(place), file));
  return { count: count as number, bytes: bytes as number, from: from as number, end: at };
}

function readEntry(file: OpenFile, entry: Buffer): ZipMember {
  const flags = entry.readUInt16LE(8);
  const nameEnd = ENTRY_BYTES + entry.readUInt16LE(28);
  const extra = entry.subarray(nameEnd, nameEnd + entry.readUInt16LE(30));
  const [bytes, packedBytes, headerFrom] = widened(
    file,
    extra,
    [24, 20, 42].map((at) => entry.readUInt32LE(at)),
  );
  return {
    name: entry.toString((flags & IS_UTF8) === 0 ? 'latin1' : 'utf8', ENTRY_BYTES, nameEnd),
    method: entry.readUInt16LE(10),
    encrypted: (flags & IS_ENCRYPTED) !== 0,
    crc32: entry.readUInt32LE(16),
    packedBytes: packedBytes as number,
    bytes: bytes as number,
    headerFrom: headerFrom as number,
  };
}

/** Sizes that 32 bits don't hold stand in the entry's extra field, in this order. */
function widened(file: OpenFile, extra: Buffer, sizes: readonly number[]): number[] {
  let field: Buffer | null = null;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === ZIP_64) field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let place = 0;
  return sizes.map((size) => {
    if (size !== OPEN_32) return size;
    if (field === null || place + 8 > field.length) throw broken(file, 'a damaged directory');
    place += 8;
    return whole(field.readBigUInt64LE(place - 8), file);
  });
}

/** What a member takes at the least must not be another's, nor the directory's: a small file could be unpacked for ever. */
function requireApart(file: OpenFile, members: readonly ZipMember[], directory: number): void {
  const inOrder = [...members].sort((a, b) => a.headerFrom - b.headerFrom);
  for (const [i, { name, headerFrom, packedBytes }] of inOrder.entries()) {
    const next = inOrder[i + 1]?.headerFrom ?? directory;
    if (headerFrom + LOCAL_BYTES + packedBytes > next) throw broken(file, `"${name}" lying over what follows it`);
  }
}

function whole(value: bigint, file: OpenFile): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken(file, `a size of ${value} bytes`);
  return Number(value);
}

function broken({ path }: OpenFile, found: string): ShapeError {
  return new ShapeError(`${path}: expected a whole archive of arrays (.npz), found ${found}. Copy or write it again.`, {
    context: { file: path },
  });
}
