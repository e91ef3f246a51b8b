import type { Browser, Page } from 'playwright-core';
import { openPage } from './watched-page.ts';

/** What the pages must reach, by page where that differs. */
export const LIMITS = {
  scriptKiB: { trends: 170, neuron: 220, atlas: 170 } as Readonly<Record<string, number>>,
  largestPaintMs: 1500,
  interactionMs: 150,
  layoutShift: 0.02,
};

const KIB = 1024;
/** How many times slower than this machine a reader's processor is. */
const THROTTLING = 4;
/** Hovers and slider steps of each kind. */
const STEPS = 12;

export interface Visit {
  readonly scriptKiB: number;
  readonly documentKiB: number;
  readonly largestPaintMs: number;
  readonly layoutShift: number;
}

export interface Interaction {
  readonly what: string;
  /** The longest time from an input to the next paint. */
  readonly ms: number;
}

export interface Measured extends Visit {
  readonly name: string;
  readonly interactions: readonly Interaction[];
}

/** A first visit with an empty cache and a slow processor, until nothing is fetched any more. */
export async function measureVisit(browser: Browser, url: string): Promise<Visit> {
  const { page, context, scriptBytes } = await openPage(browser, { origin: new URL(url).origin });
  await watch(page);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url() === url),
    page.goto(url, { waitUntil: 'networkidle' }),
  ]);
  const { responseBodySize } = await answer.request().sizes();
  const { largestPaintMs, layoutShift } = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { largestPaintMs: number; layoutShift: number } };
    return seen;
  });
  const visit = {
    scriptKiB: scriptBytes() / KIB,
    documentKiB: responseBodySize / KIB,
    largestPaintMs,
    layoutShift,
  };
  await context.close();
  return visit;
}

/** The slowest answer to each kind of input that the page has, with a slow processor. */
export async function measureInteractions(browser: Browser, url: string): Promise<Interaction[]> {
  const { page, context } = await openPage(browser, { origin: new URL(url).origin });
  await watch(page);
  await page.goto(url, { waitUntil: 'networkidle' });
  // A picture that is drawn after its page.
  await page.locator('.skeleton').waitFor({ state: 'detached' });
  const found: Interaction[] = [];
  for (const { what, selector, act } of INPUTS) {
    const target = page.locator(selector).locator('visible=true').first();
    if ((await target.count()) === 0) continue;
    await target.scrollIntoViewIfNeeded();
    await page.evaluate(() => {
      (globalThis as unknown as { seen: { slowestMs: number } }).seen.slowestMs = 0;
    });
    const frameMs = await act(page, selector);
    await page.waitForTimeout(300);
    const slowest = await page.evaluate(
      () => (globalThis as unknown as { seen?: { slowestMs: number } }).seen?.slowestMs ?? 0,
    );
    found.push({ what, ms: Math.max(slowest, frameMs) });
  }
  await context.close();
  return found;
}

/** Writes down paints, shifts and slow inputs from the first moment on, on a processor that is slowed down. */
async function watch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  await page.addInitScript(() => {
    const seen = { largestPaintMs: 0, layoutShift: 0, slowestMs: 0 };
    Object.assign(globalThis, { seen });
    const observe = (type: string, read: (entry: PerformanceEntry) => void, options: object = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true, ...options });
    observe('largest-contentful-paint', ({ startTime }) => {
      seen.largestPaintMs = startTime;
    });
    observe('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) seen.layoutShift += value;
    });
    observe(
      'event',
      ({ duration }) => {
        seen.slowestMs = Math.max(seen.slowestMs, duration);
      },
      // The least that browsers report, in milliseconds.
      { durationThreshold: 16 },
    );
  });
}

interface Input {
  readonly what: string;
  readonly selector: string;
  /** Does it, and gives the longest time to a paint where the browser counts none for this input; else 0. */
  readonly act: (page: Page, selector: string) => Promise<number>;
}

const INPUTS: readonly Input[] = [
  { what: 'strength of masks', selector: '.opacity input', act: pressArrows },
  { what: 'masks on and off', selector: '.show-both', act: (page, selector) => clickTimes(page, selector, 4) },
  { what: 'reading line, keys', selector: '.reader-line', act: pressArrows },
  { what: 'reading line, dragged', selector: '.reader-frame', act: drag },
  { what: 'heat map, pointer', selector: '.heat-frame', act: hover },
  { what: 'heat map, keys', selector: '.heat-frame', act: pressArrows },
  { what: 'trend, keys', selector: '.chart-point, .chart-part', act: pressArrows },
  { what: 'trend, pointer', selector: '[data-chart="trend"]', act: hover },
  { what: 'palette opens', selector: '.palette-button', act: openPalette },
  { what: 'search, typing', selector: '.find-form input[name="q"]', act: type },
  { what: 'filter by a range', selector: '.filter-form', act: filter },
];

async function pressArrows(page: Page, selector: string): Promise<number> {
  await page.locator(selector).locator('visible=true').first().focus();
  for (let step = 0; step < STEPS; step += 1) await page.keyboard.press(step % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
  return 0;
}

async function clickTimes(page: Page, selector: string, times: number): Promise<number> {
  for (let step = 0; step < times; step += 1) await page.locator(selector).first().click();
  return 0;
}

async function drag(page: Page, selector: string): Promise<number> {
  const box = await boxOf(page, selector);
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  const slowest = await move(page, box);
  await page.mouse.up();
  return slowest;
}

async function hover(page: Page, selector: string): Promise<number> {
  return move(page, await boxOf(page, selector));
}

/** Moves across in steps; browsers count no time for moving, so each step is timed from its event to the frame after. */
async function move(page: Page, box: Awaited<ReturnType<typeof boxOf>>): Promise<number> {
  await page.evaluate(() => {
    const state = globalThis as unknown as { moveMs: number };
    state.moveMs = 0;
    addEventListener('pointermove', ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          state.moveMs = Math.max(state.moveMs, performance.now() - timeStamp);
        };
        channel.port2.postMessage(null);
      }),
    );
  });
  for (let step = 1; step <= STEPS; step += 1) {
    await page.mouse.move(box.x + (box.width * (step + 2)) / (STEPS + 5), box.y + box.height * (0.3 + (step % 3) / 10));
    await page.waitForTimeout(40);
  }
  return page.evaluate(() => (globalThis as unknown as { moveMs: number }).moveMs);
}

async function openPalette(page: Page, selector: string): Promise<number> {
  await page.locator(selector).first().click();
  await page.locator('.palette-input').waitFor();
  await page.keyboard.type('se');
  await page.keyboard.press('Escape');
  return 0;
}

async function type(page: Page, selector: string): Promise<number> {
  await page.locator(selector).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(' AND se', { delay: 60 });
  return 0;
}

async function filter(page: Page, selector: string): Promise<number> {
  const form = page.locator(selector).first();
  await form.locator('select[name="range"]').selectOption({ index: 1 });
  await form.locator('button[type="submit"]').click();
  await page.waitForURL(/range=/u);
  return 0;
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).locator('visible=true').first().boundingBox();
  if (!box) throw new Error(`${selector} is not on ${page.url()}.`);
  return box;
}
