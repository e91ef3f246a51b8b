import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { enter } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { LAYER, MODEL, storeSmallRuns } from './small-run.ts';
import { openPage } from './watched-page.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(storeSmallRuns);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

interface Trend {
  readonly versions: readonly {
    readonly modelVersion: { readonly label: string };
    readonly points: readonly { readonly clusterIndex: number; readonly n: number; readonly iou: { median: number } }[];
  }[];
}

/** What the API says of the trend: range, version, neurons, median. */
async function trendOfApi(): Promise<string[]> {
  const query = `{ model(name: "${MODEL}") { trend(layer: "${LAYER}") {
    versions { modelVersion { label } points { clusterIndex n iou { median } } } } } }`;
  const answer = await fetch(`${served.apiUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { versions } = ((await answer.json()) as { data: { model: { trend: Trend } } }).data.model.trend;
  return [2, 1].flatMap((range) =>
    versions.flatMap(({ modelVersion, points }) =>
      points
        .filter(({ clusterIndex }) => clusterIndex === range)
        .map(({ n, iou }) => [range, modelVersion.label, n, iou.median].join(',')),
    ),
  );
}

describe.each([
  ['en', 'mouse'],
  ['en', 'keyboard'],
  ['ja', 'mouse'],
  ['ja', 'keyboard'],
] as const)('in %s, by %s, who exports the trend', (locale, by) => {
  it('saves the numbers that the API has, and the picture that shows them', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    await page.goto(`${served.origin}/models/${MODEL}/trends`);
    const save = async (selector: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        by === 'mouse' ? page.locator(selector).first().click() : enter(page, selector),
      ]);
      return readFileSync(await file.path(), 'utf8');
    };
    const [, ...rows] = (await save('#overlap a[download]')).trim().split('\r\n');
    expect(rows.map((row) => row.split(',').slice(0, 4).join(','))).toEqual(await trendOfApi());
    // The middle of 0.50, 0.49 and 0.48.
    expect(await save('#overlap .figure-foot button')).toMatch(/^<svg [\s\S]*>0\.49</u);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
