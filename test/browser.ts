import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/**
 * Starts a real browser: the one at CHROMIUM_PATH, else the one that comes inside an npm package. Nothing is downloaded,
 * and the browser fetches nothing of its own.
 * @throws Error that says what to install when neither starts
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await packaged.executablePath());
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
  try {
    return await chromium.launch({ executablePath, args });
  } catch (cause) {
    throw new Error(
      `The browser ${executablePath} does not start. Install Chromium (Debian: apt-get install chromium) and set CHROMIUM_PATH to it.`,
      { cause },
    );
  }
}
