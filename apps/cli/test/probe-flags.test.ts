import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProbeFlags, type ProbeFlags, probeOptions } from '../src/commands/probe-flags.ts';
import { makeThumbnail } from '../src/explain/thumbnails.ts';
import { findPlace, rememberPlace } from '../src/registry/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-flags-'));
const before = process.env.STRATA_HOME;
beforeAll(() => {
  process.env.STRATA_HOME = folder;
});
afterAll(() => {
  process.env.STRATA_HOME = before;
  if (before === undefined) delete process.env.STRATA_HOME;
  rmSync(folder, { recursive: true });
});

function parse(...flags: string[]) {
  const command = addProbeFlags(new Command('some'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return probeOptions(command.parse(['--format', 'broden', ...flags], { from: 'user' }).opts<ProbeFlags>());
}

describe('how a probe dataset is read', () => {
  it('is what its files say, where no flag does', () => {
    expect(parse()).toEqual({ format: 'broden', exif: null, voidLabels: [] });
  });

  it('is told by flags', () => {
    expect(parse('--exif', 'apply', '--void', '255')).toEqual({ format: 'broden', exif: 'apply', voidLabels: [255] });
    // 0 is no label anyhow.
    expect(parse('--void', '254, 255,0,255').voidLabels).toEqual([254, 255]);
  });

  it.each([
    ['--void', 'sky'],
    ['--void', '65536'],
    ['--void', '-1'],
    ['--void', ''],
    ['--exif', 'turn'],
  ])('is refused as %s %s', (...flags) => {
    expect(() => parse(...flags)).toThrow();
  });

  it('is remembered for workers, and as the default where an older version remembered the place', async () => {
    const [place, old] = ['a'.repeat(64), 'b'.repeat(64)];
    await rememberPlace(place, { kind: 'dataset', path: folder, format: 'broden', exif: 'ignore', voidLabels: [255] });
    expect(await findPlace('dataset', place)).toMatchObject({ format: 'broden', exif: 'ignore', voidLabels: [255] });
    const older = JSON.stringify({ kind: 'dataset', path: folder, format: 'planes' });
    writeFileSync(join(folder, 'registry', `${old}.json`), older);
    expect(await findPlace('dataset', old)).toMatchObject({ format: 'planes', exif: null, voidLabels: [] });
  });
});

describe('a thumbnail', () => {
  it('stands as the image was read, with the size that it has so', async () => {
    const path = join(folder, 'turned.png');
    // Red above blue, 6 wide and 8 high, stored a quarter turn to the left.
    const stored = Buffer.from(Array.from({ length: 48 }, (_, i) => (i % 8 < 4 ? [255, 0, 0] : [0, 0, 255])).flat());
    await sharp(stored, { raw: { width: 8, height: 6, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toFile(path);
    const upright = await makeThumbnail({ path, upright: true });
    expect([upright.imageWidth, upright.imageHeight]).toEqual([6, 8]);
    const asStored = await makeThumbnail({ path, upright: false });
    expect([asStored.imageWidth, asStored.imageHeight]).toEqual([8, 6]);
    const { data, info } = await sharp(upright.webp).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([6, 8]);
    // Tag 6 turns it to the right: what was left is above.
    const [red = 0, , blue = 0] = data;
    expect(red).toBeGreaterThan(blue);
    expect(data[data.length - info.channels]).toBeLessThan(data[data.length - info.channels + 2] as number);
  });
});
