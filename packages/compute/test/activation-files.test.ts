import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ShapeError, StrataError } from '@strata/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { requireRoom } from '../src/activations/require-room.ts';
import { openActivations } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-activations-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A `.npy` file as NumPy writes it. */
function npy(type: string, shape: string, { bytes, fortran = 'False' }: { bytes: number; fortran?: string }): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`.padEnd(117);
  return Buffer.concat([Buffer.from(`\x93NUMPY\x01\x00\x76\x00${text}\n`, 'latin1'), Buffer.alloc(bytes)]);
}

describe('a file of activations', () => {
  it('is opened when it is as its header says', () => {
    const path = join(folder, 'good.npy');
    writeFileSync(path, npy('<f4', '2, 1, 2, 2', { bytes: 32 }));
    const { units, samples, height, width, close } = openActivations(path);
    expect([units, samples, height, width]).toEqual([2, 1, 2, 2]);
    close();
  });

  it.each([
    [
      'three dimensions',
      npy('<f4', '2, 2, 2', { bytes: 32 }),
      /found type <f4, shape \(2, 2, 2\)\. Write them with np\.save/,
    ],
    ['float64', npy('<f8', '1, 1, 2, 2', { bytes: 32 }), /found type <f8, .*np\.ascontiguousarray\(a, dtype='<f4'\)/],
    ['Fortran order', npy('<f4', '1, 1, 2, 2', { bytes: 16, fortran: 'True' }), /found .*Fortran order/],
    [
      'bytes missing',
      npy('<f4', '1, 1, 2, 2', { bytes: 13 }),
      /expected 144 bytes .* found 141\. The file is not whole/,
    ],
    ['bytes too many', npy('<f4', '1, 1, 2, 2', { bytes: 18 }), /expected 144 bytes .* found 146\. Something follows/],
    ['a shape beyond any disk', npy('<f4', '99999, 1, 99999, 99999', { bytes: 4 }), /expected \d+ bytes/],
    ['no row', npy('<f4', '1, 1, 0, 2', { bytes: 0 }), /expected at least one unit.* found shape \(1, 1, 0, 2\)/],
    ['no unit', npy('<f4', '0, 1, 2, 2', { bytes: 0 }), /expected at least one unit/],
    ['other content', Buffer.from('unit,value\n1,2\n'), /expected a NumPy \.npy file/],
    ['nothing', Buffer.alloc(0), /expected a NumPy \.npy file/],
  ])('is refused with %s, by name', (_, bytes, message) => {
    const path = join(folder, 'bad.npy');
    writeFileSync(path, bytes);
    expect(() => openActivations(path)).toThrow(message);
    expect(() => openActivations(path)).toThrow(/bad\.npy/);
    expect(() => openActivations(path)).toThrow(ShapeError);
  });

  it('of float16 gives the float32 values that its halves stand for: all 65,536 of them', () => {
    const halves = Uint16Array.from({ length: 65_536 }, (_, i) => i);
    const path = join(folder, 'halves.npy');
    const head = npy('<f2', '2, 1, 128, 256', { bytes: 0 });
    writeFileSync(path, Buffer.concat([head, Buffer.from(halves.buffer)]));
    const source = openActivations(path);
    const found = [0, 1].flatMap((unit) => [...source.readUnit(unit)]);
    source.close();
    // The runtime's own half floats.
    const view = new DataView(halves.buffer);
    expect(found).toEqual(Array.from(halves, (_, i) => view.getFloat16(2 * i, true)));
  });

  it('is read in the other byte order, to the same values', () => {
    const [float, half] = [Buffer.alloc(16), Buffer.alloc(8)];
    for (const [i, value] of [1.5, -2, 0, 70_000].entries()) float.writeFloatBE(value, 4 * i);
    // Halves: 1.5 is 0x3e00, -2 0xc000.
    for (const [i, value] of [0x3e00, 0xc000, 0, 0x3c00].entries()) half.writeUInt16BE(value, 2 * i);
    const valuesOf = (type: string, data: Buffer) => {
      const path = join(folder, 'big.npy');
      writeFileSync(path, Buffer.concat([npy(type, '1, 1, 2, 2', { bytes: 0 }), data]));
      const source = openActivations(path);
      const values = [...source.readUnit(0)];
      source.close();
      return values;
    };
    expect(valuesOf('>f4', float)).toEqual([1.5, -2, 0, 70_000]);
    expect(valuesOf('>f2', half)).toEqual([1.5, -2, 0, 1]);
  });

  it.each([
    ['PyTorch’s order', '<f4', '3, 2, 5, 5', 'np.ascontiguousarray(a.transpose(1, 0, 2, 3)'],
    ['PyTorch’s order on an oblong grid', '<f4', '3, 2, 5, 4', 'np.ascontiguousarray(a.transpose(1, 0, 2, 3)'],
    ['TensorFlow’s order', '<f4', '3, 5, 5, 2', 'np.ascontiguousarray(a.transpose(3, 0, 1, 2)'],
    ['PyTorch’s order in float64', '<f8', '3, 2, 5, 5', "np.ascontiguousarray(a.transpose(1, 0, 2, 3), dtype='<f4')"],
    ['one value a unit and sample', '<f4', '2, 3', 'np.ascontiguousarray(a[:, :, None, None]'],
    ['one value a sample and unit', '<f4', '3, 2', 'np.ascontiguousarray(a.T[:, :, None, None]'],
    ['a transformer’s tokens', '<f4', '3, 4, 7', 'a.transpose(2, 0, 1).reshape(7, 3, 2, 2)'],
    ['tokens behind a class token', '<f4', '3, 5, 7', 'a[:, 1:].transpose(2, 0, 1).reshape(7, 3, 2, 2)'],
    ['maps in a row', '<f4', '2, 3, 9', 'a.reshape(2, 3, 3, 3)'],
    ['bfloat16', '<V2', '2, 3, 5, 5', "np.ascontiguousarray((a.view('<u2').astype('<u4') << 16).view('<f4'), dtype"],
    ['objects', '|O', '2, 3, 5, 5', "a = np.array(np.load('"],
    ['the samples of another dataset', '<f4', '2, 4, 5, 5', 'Record the activations on this dataset'],
  ])('in %s is refused with the line that mends it, by the number of samples', (_, type, shape, line) => {
    const path = join(folder, 'other order.npy');
    const bytes = shape.split(', ').reduce((size, axis) => size * Number(axis), type === '<f8' ? 8 : 4);
    writeFileSync(path, npy(type, shape, { bytes }));
    expect(() => openActivations(path, { samples: 3 })).toThrow(line);
    expect(() => openActivations(path, { samples: 3 })).toThrow(/other order\.npy: expected/);
  });

  it('is not a folder', () => {
    expect(() => openActivations(folder)).toThrow(/expected a \.npy file of activations, found a folder/);
    expect(() => openActivations(folder)).toThrow(ShapeError);
  });
});

describe('requireRoom', () => {
  const where = { cacheDir: folder, layer: 'relu' };

  it('accepts what fits', async () => {
    await expect(requireRoom([1, 1, 1, 1], where)).resolves.toBeUndefined();
  });

  it('counts the 64 MiB that are to stay free, and says how much there is', async () => {
    const { bavail, bsize } = statfsSync(folder);
    // The free space itself, as units of 1 MiB: fits only if nothing had to stay free.
    const shape = [Math.floor((bavail * bsize) / 2 ** 20) - 16, 1, 512, 512] as const;
    await expect(requireRoom(shape, where)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(
        /^The activations of "relu" .* take \d+ MB and 68 MB are to stay free; \d+ MB are free in .*strata-activations.*STRATA_HOME/,
      ),
    });
    await expect(requireRoom(shape, where)).rejects.toThrow(StrataError);
  });

  it('refuses a unit that memory can’t hold, where the disk could', async ({ skip }) => {
    const { bavail, bsize } = statfsSync(folder);
    const memory = process.availableMemory();
    skip(bavail * bsize < memory, 'a unit larger than memory needs a disk larger than memory');
    // A third of the memory; a quarter is the most.
    await expect(requireRoom([1, Math.ceil(memory / 12), 1, 1], where)).rejects.toMatchObject({
      code: 'BAD_SHAPE',
      message: expect.stringMatching(/^One unit of "relu" .* of memory are available/),
    });
  });
});
