import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  crcOfFile,
  diskFailure,
  hashFile,
  hashText,
  isRunning,
  partPath,
  processStart,
  removeAbandoned,
  writeFileWhole,
  writeWhole,
} from '../src/index.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-files-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  const folder = join(root, `folder ${folders}`);
  mkdirSync(folder);
  return folder;
}

/** The number of a process that has just ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('writing a file whole', () => {
  it('leaves exactly the content, and nothing beside it, also when many write the same', async () => {
    const folder = newFolder();
    const path = join(folder, 'file');
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(i * 1000));
    await Promise.all(texts.map((text) => writeFileWhole(path, text)));
    expect(texts).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('leaves what was there when the writing fails, and nothing beside it', async () => {
    const folder = newFolder();
    const path = join(folder, 'file');
    await writeFileWhole(path, 'old');
    const failing = writeWhole(path, async (temporary) => {
      writeFileSync(temporary, 'half');
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is rid of what a killed process left of the same file, but not of what a running one writes', async () => {
    const folder = newFolder();
    const path = join(folder, 'file');
    const running = partPath(path);
    const killed = partPath(path).replace(`-${process.pid}-`, `-${endedPid()}-`);
    const other = partPath(join(folder, 'other')).replace(`-${process.pid}-`, `-${endedPid()}-`);
    for (const part of [running, killed, other]) writeFileSync(part, 'half');
    await writeFileWhole(path, 'whole');
    expect([existsSync(running), existsSync(killed), existsSync(other)]).toEqual([true, false, true]);
  });

  it('gives a folder its name', async () => {
    const path = join(newFolder(), 'made');
    await writeWhole(path, async (temporary) => {
      mkdirSync(temporary);
      writeFileSync(join(temporary, 'inside'), '');
    });
    expect(readdirSync(path)).toEqual(['inside']);
  });
});

describe('checks of files', () => {
  it('are those of the bytes, from any position, whatever the pieces that are read', async () => {
    const path = join(newFolder(), 'bytes');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.nat(3000), async (bytes, start) => {
        writeFileSync(path, bytes);
        const file = await open(path);
        try {
          expect(await crcOfFile(file, start)).toBe(crc32(bytes.subarray(start)));
          expect(await crcOfFile(file)).toBe(crc32(bytes));
        } finally {
          await file.close();
        }
        expect(await hashFile(path)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { numRuns: 30 },
    );
    // More than one piece: 1 MiB and some.
    const large = new Uint8Array((1 << 20) + 77).map((_, i) => i * 31);
    writeFileSync(path, large);
    const file = await open(path);
    expect(await crcOfFile(file, 5)).toBe(crc32(large.subarray(5)));
    await file.close();
    // SHA-256 of the empty text.
    expect(hashText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

it.skipIf(processStart() === null)(
  'knows another process by the same number for another (where the system tells)',
  async () => {
    const start = processStart() as string;
    expect([isRunning(process.pid, start), isRunning(process.pid, '1'), isRunning(endedPid(), '1')]).toEqual([
      true,
      false,
      false,
    ]);
    const folder = newFolder();
    const [running, reused] = [partPath(join(folder, 'a')), partPath(join(folder, 'b')).replace(`@${start}-`, '@1-')];
    for (const part of [running, reused]) writeFileSync(part, 'half');
    await removeAbandoned(folder);
    expect([existsSync(running), existsSync(reused)]).toEqual([true, false]);
  },
);

it('knows whether a process runs', () => {
  expect([isRunning(process.pid), isRunning(1), isRunning(endedPid())]).toEqual([true, true, false]);
});

it.each([
  [
    'ENOSPC',
    'DISK_FULL',
    'No space left in /home to open it. Free some, or set STRATA_HOME to a folder on a larger disk.',
  ],
  [
    'EDQUOT',
    'DISK_FULL',
    'No space left in /home to open it. Free some, or set STRATA_HOME to a folder on a larger disk.',
  ],
  ['EACCES', 'SETUP_FAILED', "/home can't be written to open it. Set STRATA_HOME to a folder you may write."],
  ['EROFS', 'SETUP_FAILED', "/home can't be written to open it. Set STRATA_HOME to a folder you may write."],
])('says what to do when a folder refuses with %s', (code, expected, message) => {
  const cause = Object.assign(new Error('refused'), { code });
  expect(diskFailure(cause, '/home', { purpose: 'to open it' })).toMatchObject({ code: expected, message, cause });
});

it('leaves other failures as they are', () => {
  const cause = new Error('defect');
  expect(diskFailure(cause, '/home')).toBe(cause);
});
