import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

/*
 * The report of a version that nobody has decided about, without untrained networks: it has to say so.
 */
const folder = mkdtempSync(join(tmpdir(), 'strata-report-'));
const home = join(folder, 'home');
const at = (name: string) => join(folder, name);
let browser: Browser;

beforeAll(async () => {
  const probe = await writeSmallWorld(at('world'), { samples: 12 });
  const inputs = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER, '--units', '0-7'];
  const done = await ended(
    startStrata(['explain', ...inputs, '--model-name', 'net', '--model-version', 'v <1>'], { home }),
  );
  expect(done).toMatchObject({ status: 0 });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const report = (...args: string[]) => runStrata(['report', '--model', 'net', ...args], { home });

/** Opens a file without any network and says what it asked for. */
async function open(file: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => problems.push(error.message));
  await context.setOffline(true);
  await page.goto(pathToFileURL(file).href);
  return { page, asked: asked.filter((url) => !/^(file|data):/u.test(url)), problems };
}

describe('strata report', () => {
  it('writes one file that needs no network and runs no script, in both languages', async () => {
    for (const [language, words] of [
      ['en', 'Trust report · net · v <1>'],
      ['ja', '信頼レポート · net · v <1>'],
    ] as const) {
      const file = at(`report-${language}.html`);
      expect(report('v <1>', '--html', file, '--language', language)).toMatchObject({ status: 0 });
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(/<script/u);
      const { page, asked, problems } = await open(file);
      expect({ asked, problems }).toEqual({ asked: [], problems: [] });
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.locator('.kicker').textContent()).toBe(words);
      // The light in words, not as a colour alone; doubt, since nothing was compared with untrained networks.
      expect(await page.locator('.light').getAttribute('data-light')).not.toBe('GREEN');
      expect((await page.locator('.light-word').textContent())?.length).toBeGreaterThan(0);
      expect(await page.locator('.head').evaluate((head) => getComputedStyle(head).display)).toBe('grid');
      const broken = await page
        .locator('img')
        .evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth === 0).length);
      expect(broken).toBe(0);
      await page.context().close();
    }
  });

  it('prints A4', () => {
    const file = at('report.pdf');
    expect(report('v <1>', '--pdf', file)).toMatchObject({ status: 0 });
    const pdf = readFileSync(file, 'latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    // A4 is 595 by 842 points.
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/u);
  });

  it('writes the facts with their hashes as JSON', () => {
    const { stdout, status } = report('v <1>', '--json', '-');
    expect(status).toBe(0);
    const facts = JSON.parse(stdout) as {
      modelVersion: {
        light: { color: string };
        contentSha256: string;
        layers: { nodes: { run: { configHash: string } }[] };
      };
    };
    expect(facts.modelVersion.light.color).not.toBe('GREEN');
    expect(facts.modelVersion.contentSha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(facts.modelVersion.layers.nodes[0]?.run.configHash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('refuses what it can’t do and writes nothing', () => {
    expect(report('v <1>')).toMatchObject({ status: 1, stderr: expect.stringContaining('--html, --pdf or --json') });
    expect(report('nobody', '--html', at('none.html'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('none is called or tagged "nobody"'),
    });
    expect(() => readFileSync(at('none.html'))).toThrow(/ENOENT/u);
  });
});
