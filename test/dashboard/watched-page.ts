import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

interface Dress {
  readonly origin: string;
  /** Default en. */
  readonly locale?: 'en' | 'ja';
  /** Default light. */
  readonly theme?: 'light' | 'dark';
  /** Default on. */
  readonly script?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors and warnings, failed requests, and requests to anywhere else, as they came. */
  readonly complaints: string[];
  /** Bytes of scripts sent so far, as compressed on the way. */
  scriptBytes(): number;
}

/** Opens a page in a language and theme, and writes down everything that should not happen on it. */
export async function openPage(
  browser: Browser,
  { origin, locale = 'en', theme = 'light', script = true, viewport }: Dress,
): Promise<WatchedPage> {
  const context = await browser.newContext({ javaScriptEnabled: script, ...(viewport ? { viewport } : {}) });
  await context.addCookies([
    { name: 'locale', value: locale, url: origin },
    { name: 'theme', value: theme, url: origin },
  ]);
  const page = await context.newPage();
  // What is too long on the busiest machine only.
  page.setDefaultTimeout(300_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/u.test(request.url()))
      complaints.push(`elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document')
      complaints.push(`${response.status()}: ${response.url()}`);
  });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  return { page, context, complaints, scriptBytes: () => bytes };
}

/** What axe finds wrong: the rule and the elements. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ target, failureSummary }) => `${String(target)} ${failureSummary ?? ''}`)
          .join(' | ')}`,
    );
  });
}
