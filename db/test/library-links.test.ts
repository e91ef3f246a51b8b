import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { linkLibraries } from '../src/embedded/library-links.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-links-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A package whose install script was not run. */
function unpacked(name: string): string {
  const native = join(root, name);
  mkdirSync(join(native, 'lib', 'deep'), { recursive: true });
  writeFileSync(join(native, 'lib', 'libpq.so.5.18'), '');
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/deep/libpq.so.5' },
  ];
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  return native;
}

it('makes the links that an install script would have made, once, and so that they move with the folder', () => {
  const native = unpacked('not-linked');
  expect(linkLibraries(native)).toBe(true);
  expect(readlinkSync(join(native, 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
  expect(readlinkSync(join(native, 'lib', 'deep', 'libpq.so.5'))).toBe('../libpq.so.5.18');
  expect(linkLibraries(native)).toBe(true);
});

it('says when they can’t be made, and that nothing is missing where a package lists none', () => {
  const native = unpacked('taken');
  rmSync(join(native, 'lib', 'deep'), { recursive: true });
  writeFileSync(join(native, 'lib', 'deep'), '');
  expect(linkLibraries(native)).toBe(false);
  mkdirSync(join(root, 'none'));
  expect(linkLibraries(join(root, 'none'))).toBe(true);
});
