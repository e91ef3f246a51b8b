import { StrataError } from '@strata/domain';
import type { ReportPage } from './self-contained.ts';

/**
 * A page as PDF for A4, printed by a real browser: that of CHROMIUM_PATH, else the one that comes inside an npm package.
 * @throws StrataError SETUP_FAILED that says what to install when none starts
 */
export async function printPdf({ url, path, language }: ReportPage): Promise<Uint8Array> {
  const browser = await launch();
  try {
    const context = await browser.newContext({ colorScheme: 'light' });
    await context.addCookies([
      { name: 'locale', value: language, url },
      { name: 'theme', value: 'light', url },
    ]);
    const page = await context.newPage();
    await page.goto(new URL(path, url).href, { waitUntil: 'networkidle' });
    // Pictures further down are loaded when they come into view, which paper never does.
    await page.evaluate(async () => {
      const images = [...document.images];
      for (const image of images) image.loading = 'eager';
      await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
    });
    return await page.pdf({
      format: 'A4',
      printBackground: true,
      margin: { top: '14mm', right: '14mm', bottom: '16mm', left: '14mm' },
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOTER,
    });
  } finally {
    await browser.close();
  }
}

const FOOTER =
  '<div style="font-size:8px;width:100%;text-align:center;color:#666"><span class="title"></span> · <span class="date"></span> · <span class="pageNumber"></span>/<span class="totalPages"></span></div>';

async function launch() {
  try {
    const { chromium } = await import('playwright-core');
    const executablePath =
      process.env.CHROMIUM_PATH ?? (await (await import('@sparticuz/chromium')).default.executablePath());
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--font-render-hinting=none'];
    return await chromium.launch({ executablePath, args });
  } catch (cause) {
    throw new StrataError(
      'SETUP_FAILED',
      'No browser starts that could print the PDF. Install Chromium and set CHROMIUM_PATH to it, or print the page or --html from your own browser.',
      { cause },
    );
  }
}
