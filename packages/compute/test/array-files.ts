import { crc32, deflateRawSync } from 'node:zlib';

/** A `.npy` file of values that are already bytes, as NumPy writes it. */
export function npyBytes(
  type: string,
  shape: readonly number[],
  { data, fortran = false }: { readonly data: Uint8Array; readonly fortran?: boolean },
): Buffer {
  const text =
    `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}), }`.padEnd(
      117,
    );
  return Buffer.concat([Buffer.from(`\x93NUMPY\x01\x00\x76\x00${text}\n`, 'latin1'), data]);
}

export interface ArchiveMember {
  readonly name: string;
  readonly content: Buffer;
  readonly deflated?: boolean;
  /** What the archive says of it, where that is not so. */
  readonly says?: {
    readonly crc?: number;
    readonly bytes?: number;
    readonly packedBytes?: number;
    readonly at?: number;
  };
}

/** A zip archive as `np.savez` and `np.savez_compressed` write it, with 64-bit sizes before the members. */
export function zipBytes(members: readonly ArchiveMember[]): Buffer {
  const [bodies, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, content, deflated = false, says = {} } of members) {
    const packed = deflated ? deflateRawSync(content) : content;
    const { crc = crc32(content), bytes = content.length, packedBytes = packed.length } = says;
    const common = Buffer.alloc(22);
    for (const [place, value] of [
      [0, 45],
      [4, deflated ? 8 : 0],
    ] as const)
      common.writeUInt16LE(value, place);
    for (const [place, value] of [
      [10, crc],
      [14, packedBytes],
      [18, bytes],
    ] as const)
      common.writeUInt32LE(value >>> 0, place);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name));
    const local = Buffer.from(lengths);
    local.writeUInt16LE(20, 2);
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1);
    extra.writeUInt16LE(16, 2);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(says.at ?? at);
    entries.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02\x2d\x03', 'latin1'),
        common,
        lengths,
        Buffer.alloc(10),
        place,
        Buffer.from(name),
      ]),
    );
    bodies.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, local, Buffer.from(name), extra, packed]));
    at += bodies.at(-1)?.length ?? 0;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

/** A `.safetensors` file with a header as it is given, and bytes behind it. */
export function safetensorsBytes(header: object | string, data: Uint8Array): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}
