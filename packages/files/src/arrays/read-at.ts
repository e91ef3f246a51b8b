import { readSync } from 'node:fs';
import { ShapeError } from '@strata/domain';

/** An open file whose parts are read. */
export interface OpenFile {
  readonly descriptor: number;
  /** In bytes. */
  readonly size: number;
  /** For messages. */
  readonly path: string;
}

/**
 * So many bytes of a file from a position on.
 * @throws ShapeError when the file doesn't have them
 */
export function readAt(file: OpenFile, { from, bytes }: { readonly from: number; readonly bytes: number }): Buffer {
  requireInside(file, { from, bytes });
  const into = Buffer.alloc(bytes);
  for (let done = 0; done < bytes; ) {
    const read = readSync(file.descriptor, into, done, bytes - done, from + done);
    if (read === 0) throw new ShapeError(`${file.path}: became shorter while it was read. Copy or write it again.`);
    done += read;
  }
  return into;
}

function requireInside({ path, size }: OpenFile, { from, bytes }: { from: number; bytes: number }): void {
  if (from >= 0 && bytes >= 0 && from + bytes <= size) return;
  throw new ShapeError(
    `${path}: expected bytes ${from} to ${from + bytes}, as it says of itself, found ${size} bytes. The file is not whole: copy or write it again.`,
    { context: { file: path } },
  );
}
