import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** W&B's mark, two bytes 0xBEE1 and the format's version. */
const HEADER = Uint8Array.of(0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00);
const BLOCK = 32_768;
/** Checksum, length and kind of a piece. */
const PIECE_HEADER = 7;
const KIND = { full: 1, first: 2, middle: 3, last: 4 } as const;

/**
 * The log that W&B's offline runs are: records in blocks of 32 KiB as in LevelDB's log format, with a plain CRC-32 over kind
 * and data. A record that does not fit the rest of a block is cut.
 */
export class LogFile {
  readonly #file: FileHandle;
  #pieces: Uint8Array[] = [HEADER];
  #offset = HEADER.length;
  #gathered = HEADER.length;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Has some work write a new log, and waits until the disk has it. @throws the system's error, and what the work throws */
  static async write(path: string, work: (log: LogFile) => Promise<void>): Promise<void> {
    const file = await open(path, 'wx');
    try {
      const log = new LogFile(file);
      await work(log);
      await log.#flush();
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async add(record: Uint8Array): Promise<void> {
    let rest = record;
    for (let first = true; first || rest.length > 0; first = false) {
      const left = BLOCK - (this.#offset % BLOCK);
      // The rest of a block that has no room for a piece's header is empty.
      if (left < PIECE_HEADER) this.#put(new Uint8Array(left));
      const room = (left < PIECE_HEADER ? BLOCK : left) - PIECE_HEADER;
      const [part, after] = [rest.subarray(0, room), rest.subarray(room)];
      this.#put(piece(part, kindOf({ first, last: after.length === 0 })));
      rest = after;
    }
    if (this.#gathered >= BLOCK) await this.#flush();
  }

  #put(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#offset += bytes.length;
    this.#gathered += bytes.length;
  }

  async #flush(): Promise<void> {
    await this.#file.writeFile(Buffer.concat(this.#pieces));
    [this.#pieces, this.#gathered] = [[], 0];
  }
}

function kindOf({ first, last }: { readonly first: boolean; readonly last: boolean }): number {
  if (first) return last ? KIND.full : KIND.first;
  return last ? KIND.last : KIND.middle;
}

function piece(data: Uint8Array, kind: number): Uint8Array {
  const bytes = Buffer.alloc(PIECE_HEADER + data.length);
  bytes.set(data, PIECE_HEADER);
  bytes[6] = kind;
  bytes.writeUInt16LE(data.length, 4);
  bytes.writeUInt32LE(crc32(bytes.subarray(6)), 0);
  return bytes;
}
