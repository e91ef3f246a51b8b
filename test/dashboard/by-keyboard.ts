import type { Page } from 'playwright-core';

/** More stops than any page has before what a journey needs. */
const STOPS_MAX = 150;

/**
 * Presses Tab until the focus stands on an element that the selector names, as a reader without a mouse would.
 * @throws Error when it is not reached
 */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`${selector} of ${page.url()} is not reached by ${STOPS_MAX} presses of Tab.`);
}

/** Goes to an element by Tab and presses Enter on it. */
export async function enter(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}
