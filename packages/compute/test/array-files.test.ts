import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ShapeError } from '@strata/domain';
import { hashArray, hashFile } from '@strata/files';
import { afterAll, describe, expect, it } from 'vitest';
import { rowsFirst } from '../src/activations/rows-first.ts';
import { openActivations, unpackActivations } from '../src/index.ts';
import { type ArchiveMember, npyBytes, safetensorsBytes, zipBytes } from './array-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-arrays-'));
const cacheDir = join(folder, 'cache');
afterAll(() => rmSync(folder, { recursive: true }));

const SHAPE = [2, 3, 2, 2] as const;
/** (unit, sample, height, width): the value tells its place, 1000·unit + 100·sample + 10·row + column; exact in float32. */
const VALUES = placesOf(SHAPE).map(([u, s, h, w]) => 1000 * u + 100 * s + 10 * h + w);

function placesOf([units, samples, height, width]: readonly [number, number, number, number]) {
  const all = Array.from({ length: units * samples * height * width }, (_, i) => i);
  return all.map((i): [number, number, number, number] => [
    Math.floor(i / (samples * height * width)),
    Math.floor(i / (height * width)) % samples,
    Math.floor(i / width) % height,
    i % width,
  ]);
}

const floats = (values: readonly number[]) => Buffer.from(Float32Array.from(values).buffer);
/** The same values with the first axis running fastest. */
const turned = floats(
  VALUES.map(
    (_, i) => 1000 * (i % 2) + 100 * (Math.floor(i / 2) % 3) + 10 * (Math.floor(i / 6) % 2) + Math.floor(i / 12),
  ),
);
const whole = npyBytes('<f4', SHAPE, { data: floats(VALUES) });

let made = 0;
function write(extension: string, bytes: Buffer): string {
  made += 1;
  const path = join(folder, `file ${made}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}

async function valuesOf(path: string): Promise<number[]> {
  const source = openActivations(await unpackActivations(path, { cacheDir, samples: 3 }));
  const values = [0, 1].flatMap((unit) => [...source.readUnit(unit)]);
  source.close();
  return values;
}

const member = (name: string, more: Partial<ArchiveMember> = {}): ArchiveMember => ({ name, content: whole, ...more });
const tensor = (dtype: string, offsets: readonly [number, number], shape: readonly number[] = SHAPE) => {
  return { dtype, shape, data_offsets: offsets };
};

describe('activations give the same values', () => {
  it.each([
    ['in Fortran order', 'npy', npyBytes('<f4', SHAPE, { data: turned, fortran: true }), ''],
    ['stored in an archive', 'npz', zipBytes([member('a.npy')]), ''],
    ['deflated in an archive', 'npz', zipBytes([member('a.npy', { deflated: true })]), ''],
    [
      'deflated, in Fortran order, among others',
      'npz',
      zipBytes([
        member('other.npy'),
        member('layer4.1.npy', { content: npyBytes('<f4', SHAPE, { data: turned, fortran: true }), deflated: true }),
      ]),
      ':layer4.1',
    ],
    ['under a key with its ending', 'npz', zipBytes([member('a.npy'), member('b.npy')]), ':b.npy'],
    [
      'as the only tensor',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96]), __metadata__: { format: 'pt' } }, floats(VALUES)),
      '',
    ],
    [
      'as a tensor behind another, whose key has a colon',
      'safetensors',
      safetensorsBytes(
        { 'x:y/z': tensor('F32', [8, 104]), b: tensor('F64', [0, 8], [1]) },
        Buffer.concat([Buffer.alloc(8), floats(VALUES)]),
      ),
      ':x:y/z',
    ],
  ])('%s', async (_, extension, bytes, key) => {
    expect(await valuesOf(`${write(extension, bytes)}${key}`)).toEqual(VALUES);
  });

  it('in bfloat16, whose values are the upper halves of float32', async () => {
    // 1.5 = 0x3fc0, −2 = 0xc000, infinity = 0x7f80, the least number above 0 = 0x0001 = 2⁻¹³³.
    const data = Buffer.from(Uint16Array.of(0x3fc0, 0xc000, 0x7f80, 0x0001).buffer);
    const path = write('safetensors', safetensorsBytes({ a: tensor('BF16', [0, 8], [1, 1, 2, 2]) }, data));
    const source = openActivations(path);
    expect([...source.readUnit(0)]).toEqual([1.5, -2, Number.POSITIVE_INFINITY, 2 ** -133]);
    source.close();
  });

  it('whatever samples are turned at once', async () => {
    const path = write('npy', npyBytes('<f4', SHAPE, { data: turned, fortran: true }));
    for (const blockBytes of [1, 64, 1000]) {
      const into = join(folder, `turned ${blockBytes}.npy`);
      await rowsFirst({ shape: SHAPE, type: '<f4' }, { from: { path, at: 128 }, into, blockBytes });
      expect(await valuesOf(into)).toEqual(VALUES);
    }
  });

  it('and count as the same content as the .npy file that was packed', async () => {
    const plain = await hashFile(write('npy', whole));
    expect(await hashArray(write('npz', zipBytes([member('a.npy')])))).toBe(plain);
    const unpacked = await unpackActivations(write('npz', zipBytes([member('a.npy', { deflated: true })])), {
      cacheDir,
    });
    expect(await hashArray(unpacked)).toBe(plain);
  });

  it('and are unpacked once', async () => {
    const path = write(
      'npz',
      zipBytes([
        member('once.npy', {
          deflated: true,
          content: npyBytes('<f4', SHAPE, { data: floats(VALUES.map((v) => v + 1)) }),
        }),
      ]),
    );
    const first = await unpackActivations(path, { cacheDir });
    const files = readdirSync(cacheDir);
    expect(await unpackActivations(path, { cacheDir })).toBe(first);
    expect(readdirSync(cacheDir)).toEqual(files);
  });
});

describe('a file of arrays is refused', () => {
  const data = floats(VALUES);
  const length = (bytes: bigint) => {
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(bytes);
    return Buffer.concat([head, Buffer.from('{}')]);
  };
  it.each([
    [
      'with several arrays and no key',
      'npz',
      zipBytes([member('a.npy'), member('b.npy')]),
      '',
      /found 2: a, b\. Say which is meant, as in .*\.npz:a\./,
    ],
    [
      'with a key that it has not',
      'npz',
      zipBytes([member('a.npy'), member('b.npy')]),
      ':c',
      /expected one array "c", found 0; it has a, b/,
    ],
    [
      'with a key that it has twice',
      'npz',
      zipBytes([member('a.npy'), member('a.npy')]),
      ':a',
      /expected one array "a", found 2/,
    ],
    ['with no array', 'npz', zipBytes([member('readme.txt')]), '', /expected an array, found none/],
    ['cut off', 'npz', zipBytes([member('a.npy')]).subarray(0, -4), '', /found no directory at its end/],
    [
      'with a directory that lies',
      'npz',
      zipBytes([member('a.npy', { says: { packedBytes: 4_000_000 } })]),
      '',
      /"a\.npy" lying over what follows/,
    ],
    [
      'with members over each other',
      'npz',
      zipBytes([member('a.npy', { deflated: true }), member('b.npy', { deflated: true, says: { at: 0 } })]),
      ':a',
      /lying over what follows it/,
    ],
    ['with another checksum', 'npz', zipBytes([member('a.npy', { says: { crc: 1 } })]), '', /checksum \(CRC-32\)/],
    [
      'with another checksum of what is packed',
      'npz',
      zipBytes([member('a.npy', { deflated: true, says: { crc: 1 } })]),
      '',
      /checksum \(CRC-32\)/,
    ],
    [
      'that unpacks to more than it says',
      'npz',
      zipBytes([
        member('a.npy', {
          deflated: true,
          content: Buffer.concat([whole, Buffer.alloc(100_000)]),
          says: { bytes: whole.length },
        }),
      ]),
      '',
      /expected 224 bytes when unpacked.*found more/,
    ],
    [
      'that unpacks to less than it says',
      'npz',
      zipBytes([member('a.npy', { deflated: true, content: whole.subarray(0, -4), says: { bytes: whole.length } })]),
      '',
      /expected 224 bytes when unpacked.*found 220/,
    ],
    [
      'that says more than its array takes',
      'npz',
      zipBytes([member('a.npy', { deflated: true, says: { bytes: 2_000_000_000 } })]),
      '',
      /expected 224 bytes for shape.*found 2000000000/,
    ],
    [
      'whose packed bytes are damaged',
      'npz',
      zipBytes([member('a.npy', { deflated: true })]).fill(0xff, 40, 70),
      '',
      /can't be unpacked/,
    ],
    [
      'in float64',
      'npz',
      zipBytes([member('a.npy', { content: npyBytes('<f8', [1, 3, 1, 1], { data: Buffer.alloc(24) }) })]),
      '',
      /np\.load\('.*\.npz'\)\['a'\]; np\.save\('layer\.npy'/,
    ],
    [
      'with the samples first',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96], [3, 2, 2, 2]) }, data),
      '',
      /load_file\('.*'\)\['a'\]; np\.save\('layer\.npy', np\.ascontiguousarray\(a\.transpose\(1, 0, 2, 3\)/,
    ],
    [
      'with several tensors and no key',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96]), b: tensor('F32', [96, 192]) }, Buffer.concat([data, data])),
      '',
      /found 2: a, b\. Say which/,
    ],
    ['with a header longer than the file', 'safetensors', length(1_000n), '', /a header of 1000 bytes in 10/],
    ['with a header of 2⁶⁴ bytes', 'safetensors', length(2n ** 64n - 1n), '', /a header of 18446744073709551615 bytes/],
    ['with a header that is no object', 'safetensors', safetensorsBytes('[1, 2]', data), '', /no JSON object/],
    [
      'with tensors over each other',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96]), b: tensor('F32', [48, 144]) }, Buffer.alloc(144)),
      ':a',
      /"b" lying over another tensor/,
    ],
    [
      'with bytes that are no tensor’s',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [4, 100]) }, Buffer.alloc(100)),
      '',
      /4 bytes before "a"/,
    ],
    [
      'with something behind its tensors',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96]) }, Buffer.alloc(99)),
      '',
      /3 bytes behind the last tensor/,
    ],
    [
      'with a tensor beyond its end',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96]) }, Buffer.alloc(40)),
      '',
      /"a" of F32 \(2, 3, 2, 2\) in bytes 0 to 96 of 40/,
    ],
    [
      'with a place that is not its shape’s',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 92]) }, Buffer.alloc(92)),
      '',
      /"a" of F32/,
    ],
    [
      'with a shape below 0',
      'safetensors',
      safetensorsBytes({ a: tensor('F32', [0, 96], [-2, -3, 2, 2]) }, data),
      '',
      /no type, shape and place of "a"/,
    ],
  ])('%s, by name', async (_, extension, bytes, key, message) => {
    const path = `${write(extension, bytes)}${key}`;
    const reading = async () => {
      await unpackActivations(path, { cacheDir: join(folder, 'refused'), samples: 3 });
      await hashArray(path);
    };
    await expect(reading()).rejects.toThrow(message);
    await expect(reading()).rejects.toThrow(ShapeError);
    await expect(reading()).rejects.toThrow(/file \d+\.(?:npz|safetensors)/);
    expect(readdirIfThere(join(folder, 'refused')).filter((name) => name.endsWith('.npy'))).toEqual([]);
  });

  it('where a key is given to a file of one array', async () => {
    const path = write('npy', whole);
    writeFileSync(path.replace(/npy$/u, 'npz'), whole);
    await expect(unpackActivations(`${path.replace(/npy$/u, 'npz')}:a`, { cacheDir })).rejects.toThrow(
      /Leave the key out/,
    );
  });
});

function readdirIfThere(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

const python = process.env.PYTHON ?? 'python3';
const hasNumpy = (() => {
  try {
    execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!hasNumpy)('what NumPy itself writes gives NumPy’s values, which need it (PYTHON)', async () => {
  const script = `
import numpy as np, sys
a = np.random.default_rng(0).normal(size=(2, 3, 4, 5)).astype('<f4')
d = sys.argv[1]
np.save(d + '/f.npy', np.asfortranarray(a)); np.save(d + '/h.npy', np.asfortranarray(a.astype('>f2')))
np.savez(d + '/s.npz', a=a, h=a.astype('<f2')); np.savez_compressed(d + '/c.npz', a=np.asfortranarray(a), h=a.astype('>f2'))
a.tofile(d + '/a.raw'); a.astype('<f2').astype('<f4').tofile(d + '/h.raw')
`;
  execFileSync(python, ['-c', script, folder]);
  const { readFileSync } = await import('node:fs');
  const expected = (name: string) => [
    ...new Float32Array(Uint8Array.from(readFileSync(join(folder, `${name}.raw`))).buffer),
  ];
  for (const [path, name] of [
    ['f.npy', 'a'],
    ['h.npy', 'h'],
    ['s.npz:a', 'a'],
    ['s.npz:h', 'h'],
    ['c.npz:a', 'a'],
    ['c.npz:h', 'h'],
  ] as const) {
    expect(await valuesOf(join(folder, path)), path).toEqual(expected(name));
  }
});
