import type { FileHandle } from 'node:fs/promises';
import { ByteWriter, type Writer } from 'hyparquet-writer';

/** A writer that hands a row group's bytes to an open file and then begins anew, so that memory holds one group at a time. */
export function groupWriter(file: FileHandle): Writer {
  const bytes = new ByteWriter(1 << 20);
  const flush = async () => {
    // The library takes `index` for the place in the buffer, `offset` for that in the file.
    for (let done = 0; done < bytes.index; ) {
      const { bytesWritten } = await file.write(new Uint8Array(bytes.buffer, done, bytes.index - done));
      done += bytesWritten;
    }
    bytes.index = 0;
  };
  return Object.assign(bytes, { flush, finish: flush });
}
