import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeLayoutChain, writeLayoutTwins } from './support/layout-twins.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { tableRows } from './support/table-rows.ts';
import { ended, until } from './support/until.ts';

// Commands and a database are processes of their own, and a busy machine takes its time to start them.
vi.setConfig({ testTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'strata-shapes-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
const twins = join(folder, 'twins.onnx');
const strata = (...args: string[]) => runStrata(args, { home });
const inputs = ['--probe', probe, '--format', 'planes'];
const explanations = (path: string) => JSON.parse(readFileSync(path, 'utf8')).explanations;

beforeAll(async () => {
  await writeSmallWorld(probe);
  writeLayoutTwins(twins, { height: 16, width: 16 });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('layers of every shape', () => {
  const shapes = ['conv', 'nhwc', 'nhwc_late', 'nchw_late', 'tokens', 'class_tokens', 'register_tokens'];
  const layers = [...shapes, 'dense'].flatMap((layer) => ['--layer', layer]);

  it('are explained in one command as the convolution that they hold, each into a file of its own', () => {
    const json = join(folder, 'shape {layer}.json');
    const done = strata(
      'explain',
      '--no-store',
      ...inputs,
      '--model',
      twins,
      ...layers,
      '--scale',
      '1',
      '--json',
      json,
    );
    expect(done.stderr).not.toContain('Error');
    expect(done.status).toBe(0);
    const [first, ...others] = shapes.map((layer) => explanations(json.replace('{layer}', layer)));
    expect(first.length).toBeGreaterThan(10);
    expect(new Set(first.map(({ formula }: { formula: string }) => formula)).size).toBeGreaterThan(2);
    for (const other of others) expect(other).toEqual(first);
    // Every pixel of an image has its one value: the range's pixels are whole images of 16×16.
    for (const { bitmapPixels } of explanations(json.replace('{layer}', 'dense'))) expect(bitmapPixels % 256).toBe(0);
    expect(done.stdout.match(/^\d+ units, /gm)).toHaveLength(8);
    for (const layer of shapes) expect(done.stdout).toContain(`${layer}\n5 units, `);
  });

  it('have ranges as important as those of the convolution that they hold, class tokens kept as they are', () => {
    const chain = writeLayoutChain(join(folder, 'chain.onnx'), { height: 16, width: 16 });
    const held = ['conv', 'nhwc', 'tokens', 'tokens_in_front'];
    const asked = held.flatMap((layer) => ['--layer', layer]);
    const json = join(folder, 'chain {layer}.json');
    const how = ['--no-store', '--importance', '--scale', '1', '--json', json];
    const done = strata('explain', ...inputs, '--model', chain, ...asked, ...how);
    expect(done.stderr).not.toContain('Error');
    expect(done.status).toBe(0);
    const [first, ...others] = held.map((layer) => explanations(json.replace('{layer}', layer)));
    for (const other of others) expect(other).toEqual(first);
    const changed = first.map(({ importance }: { importance: { changed: number } }) => importance.changed);
    expect(new Set(changed).size).toBeGreaterThan(2);
  });

  it('can be said where they can’t be inferred', () => {
    const [apart, said] = ['apart.json', 'said.json'].map((name) => join(folder, name)) as [string, string];
    const one = ['explain', '--no-store', ...inputs, '--model', twins, '--scale', '1', '--layer'];
    expect(strata(...one, 'class_tokens', '--json', apart).status).toBe(0);
    const flags = ['--layer-layout', 'tokens', '--token-grid', '4x4', '--class-tokens', '5'];
    expect(strata(...one, 'register_tokens', ...flags, '--json', said).status).toBe(0);
    expect(explanations(said)).toEqual(explanations(apart));
  });

  it.each([
    [['heads'], /"heads" .* can't be explained: its rows and columns stand in one dimension of four/],
    [['tokens', '--token-grid', '3x6'], /has 16 tokens, which are not a grid of 3×6; correct --token-grid/],
    [['tokens', '--token-grid', '3'], /Expected rows x columns, such as 14x14/],
    [['tokens', '--class-tokens', '-1'], /Expected a whole number from 0/],
    [['tokens', '--tail-tokens', 'x'], /Expected a whole number from 0/],
    [['tokens', '--token-order', 'spiral'], /Expected rows, columns, windows-7x7/],
    [['tokens', '--token-order', 'windows-3x3'], /on which --token-order windows-3x3 doesn’t count each place once/],
    [
      ['tokens', '--token-order', 'columns'],
      /is taken as tokens on 4×4, but doesn't change where the image does.*--no-layout-check/,
    ],
    [
      ['conv', '--layer-layout', 'tokens'],
      /has 4 dimensions, while --layer-layout tokens means \(batch, tokens, units\)/,
    ],
    [['conv', '--layer', 'tokens', '--json', 'x.json'], /--json x\.json: expected \{layer\} in the name, for 2 layers/],
    [['conv', '--layer', 'dense', '--units', '0-5'], /unit 5 asked for, but the layer "conv" has units 0 to 4/],
    [['conv', '--layer', 'nope'], /no tensor is named "nope"/],
  ])('refuses %j with one clear message', (args, message) => {
    const done = strata('explain', '--no-store', ...inputs, '--model', twins, '--layer', ...args);
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(done.status).toBe(1);
  });

  it('are listed with the map that is inferred', () => {
    const lines = strata('layers', twins, '--all').stdout.split('\n');
    const line = (layer: string) => lines.find((one) => one.startsWith(`${layer} `)) ?? '';
    expect(line('conv')).toMatch(/^conv +Conv +\?×5×4×4 +5 +4×4$/);
    expect(line('nhwc')).toMatch(/ \?×4×4×5 +5 +4×4, units last$/);
    expect(line('register_tokens')).toMatch(/ \?×21×5 +5 +4×4 of tokens, 5 in front dropped$/);
    expect(line('dense')).toMatch(/ \?×5 +5 +1×1, the whole image$/);
    expect(line('heads')).toMatch(/ its rows and columns stand in one dimension of four/);
    const checked = strata('layers', twins, '--check').stdout.split('\n');
    for (const layer of shapes)
      expect(checked.find((one) => one.startsWith(`${layer} `))).toMatch(/ changes where the image does$/);
    const { tensors } = JSON.parse(strata('layers', twins, '--json').stdout);
    const found = { layout: 'tokens', units: 5, grid: { height: 4, width: 4 }, classTokens: 1, probeable: true };
    expect(tensors).toContainEqual(expect.objectContaining({ name: 'class_tokens', ...found }));
  });
});

describe('several layers in one command', () => {
  const args = [...inputs, '--model', MODEL, '--units', '0-23'];
  const layers = ['/block3/relu/Relu_output_0', LAYER];
  const both = ['explain', ...args, ...layers.flatMap((layer) => ['--layer', layer])];
  const homes = ['stopped', 'apart'].map((name) => join(folder, name)) as [string, string];
  const stores: Store[] = [];
  beforeAll(async () => {
    for (const one of homes) stores.push(await openSeededStore(one));
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('stopped in the second layer go on there, run the model no second time, and store what they store alone', async () => {
    const [stopped, apart] = stores as [Store, Store];
    const child = startStrata(both, { home: homes[0] });
    const unitsDone = async () => (await stopped.pool.query('select count(*)::int as n from unit_run')).rows[0].n;
    await until(async () => (await unitsDone()) > 24, child);
    process.kill(-(child.pid as number), 'SIGKILL');
    await once(child, 'close');
    expect(await unitsDone()).toBeLessThan(48);

    const json = join(folder, 'resumed{layer}.json');
    const resumed = runStrata([...both, '--json', json], { home: homes[0] });
    expect(resumed.status).toBe(0);
    expect(resumed.stderr).toMatch(/^activations: done .* read from the cache$/m);
    expect(resumed.stderr).toContain(`${layers[0]}: explain: done`);
    expect(resumed.stderr).toContain('24 of 24 units were stored already');
    for (const layer of layers) {
      const alone = join(folder, 'alone.json');
      const done = runStrata(['explain', ...args, '--layer', layer, '--json', alone], { home: homes[1] });
      expect(done.status).toBe(0);
      const path = json.replace('{layer}', layer.replaceAll('/', '_'));
      expect(explanations(path)).toEqual(explanations(alone));
      expect(explanations(path).length).toBeGreaterThan(24);
    }
    const rows = await tableRows(apart);
    expect(rows.run).toHaveLength(2);
    expect(await tableRows(stopped)).toEqual(rows);
  });

  it('interrupted in the first are told so, and nothing is begun of the second', async () => {
    const other = join(folder, 'interrupted');
    const store = await openSeededStore(other);
    const child = startStrata(both, { home: other });
    const done = ended(child);
    await until(async () => (await store.pool.query('select 1 from unit_run limit 1')).rows.length > 0, child);
    child.kill('SIGINT');
    expect((await done).status).toBe(130);
    const { rows } = await store.pool.query('select status from run');
    expect(rows).toEqual([{ status: 'INTERRUPTED' }]);
    await store.close();
    expect(existsSync(join(other, 'cache'))).toBe(true);
  });
});
