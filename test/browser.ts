import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const TRIES = 60;

/**
 * Starts a real browser: the one at CHROMIUM_PATH, else the one that comes inside an npm package. Nothing is downloaded,
 * and the browser fetches nothing of its own.
 * @throws Error that says what to install when neither starts
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await unpackOnce());
  const asRoot = process.getuid?.() === 0;
  const args = [
    ...(asRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
  ];
  for (let tries = 1; ; tries += 1) {
    try {
      return await chromium.launch({ executablePath, args });
    } catch (cause) {
      // Another test file unpacks it right now.
      if (tries < TRIES && (cause as NodeJS.ErrnoException).code === 'ETXTBSY') {
        await sleep(500);
        continue;
      }
      throw new Error(
        `The browser ${executablePath} does not start. Install Chromium (Debian: apt-get install chromium) and set CHROMIUM_PATH to it.`,
        { cause },
      );
    }
  }
}

/** After that long whoever unpacked it is gone. */
const UNPACK_MS_MAX = 60_000;

/**
 * The browser's file, unpacked by one process at a time: a start while another still writes the file fails, and leaves the
 * folders behind that it had made.
 */
async function unpackOnce(): Promise<string> {
  const lock = join(tmpdir(), 'chromium-lock');
  while (!take(lock)) await sleep(50);
  try {
    return await packaged.executablePath();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > UNPACK_MS_MAX) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
