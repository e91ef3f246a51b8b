import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conceptIndex, DEMO_CONCEPTS } from '../src/concepts.ts';
import { describeSample, drawLabelledSample } from '../src/draw.ts';
import { createPen } from '../src/drawing.ts';
import { renderLabels } from '../src/render.ts';
import { writeDemoWorld } from '../src/world.ts';

const home = mkdtempSync(path.join(tmpdir(), 'strata-demo-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const bytesOf = (root: string) =>
  [
    'labels.npy',
    'concepts.csv',
    'images.csv',
    ...readdirSync(path.join(root, 'images')).map((name) => `images/${name}`),
  ].map((file) => `${file} ${readFileSync(path.join(root, file)).toString('base64')}`);

describe('writeDemoWorld', () => {
  it('writes the same bytes for the same seed and others for another', async () => {
    const [first, second, other] = ['first', 'second', 'other'].map((name) => path.join(home, name)) as [
      string,
      string,
      string,
    ];
    await writeDemoWorld(first, { samples: 24 });
    await writeDemoWorld(second, { samples: 24 });
    await writeDemoWorld(other, { samples: 24, seed: 9 });
    expect(bytesOf(first)).toEqual(bytesOf(second));
    expect(bytesOf(first)).not.toEqual(bytesOf(other));
    expect((await writeDemoWorld(first, { samples: 24 })).reused).toBe(true);
    expect((await writeDemoWorld(first, { samples: 8 })).reused).toBe(false);
    expect(readdirSync(home).sort()).toEqual(['first', 'other', 'second']);
  });

  it('leaves a folder alone that it has not written', async () => {
    const root = mkdtempSync(path.join(home, 'foreign-'));
    writeFileSync(path.join(root, 'mine.txt'), 'mine');
    writeFileSync(path.join(root, 'world.json'), '{"generator":"another"}');
    await expect(writeDemoWorld(root, { samples: 1 })).rejects.toThrow('something else is there');
    expect(readdirSync(root).sort()).toEqual(['mine.txt', 'world.json']);
  });
});

describe('the drawn world', () => {
  it('has at least 60 concepts with names of their own', () => {
    expect(DEMO_CONCEPTS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(DEMO_CONCEPTS.map(({ name }) => name)).size).toBe(DEMO_CONCEPTS.length);
  });

  it('draws every object, part and material in at least 3 of the default samples', () => {
    const uses = new Map<string, number>();
    for (let sample = 0; sample < 480; sample++) {
      const { shapes } = describeSample(sample, { seed: 1, draw: 'probe' }).drawing;
      const names = new Set(shapes.flatMap(({ object, part, material }) => [object, part, material]));
      for (const name of names) if (name !== undefined) uses.set(name, (uses.get(name) ?? 0) + 1);
    }
    const drawn = DEMO_CONCEPTS.filter(({ category }) => ['object', 'part', 'material'].includes(category));
    expect(drawn.filter(({ name }) => (uses.get(name) ?? 0) < 3)).toEqual([]);
  });

  it('labels every plane only with the names of its drawing, sky included outdoors', async () => {
    for (let sample = 0; sample < 24; sample++) {
      const { scene, shapes, labels } = await drawLabelledSample(sample, { seed: 1, draw: 'probe' });
      const plane = (at: number) => new Set(labels.subarray(at * 16384, (at + 1) * 16384));
      expect([...plane(0)]).toEqual([conceptIndex(scene)]);
      for (const [offset, kind] of (['object', 'part', 'material'] as const).entries()) {
        const allowed = new Set([0, ...shapes.map((shape) => conceptIndex(shape[kind]))]);
        expect([...plane(2 + offset)].filter((label) => !allowed.has(label))).toEqual([]);
      }
      expect(plane(2).has(0)).toBe(false);
      expect(plane(2).has(conceptIndex('sky'))).toBe(scene !== 'room');
      expect([...plane(5)].every((label) => DEMO_CONCEPTS[label - 1]?.category === 'color')).toBe(true);
    }
  });
});

describe('renderLabels', () => {
  it('gives each pixel to the last shape that covers it, in every plane', async () => {
    const pen = createPen();
    pen.rect([0, 0, 128, 128], '#4080c0', { object: 'sky' });
    pen.rect([10, 20, 30, 40], '#c03030', { object: 'house', part: 'roof', material: 'brick' });
    pen.rect([20, 30, 5, 4], '#208020', { object: 'bush', material: 'foliage' });
    const labels = await renderLabels(
      { scene: 'field', time: 'noon', shapes: pen.shapes },
      new Uint8Array(128 * 128 * 3),
    );
    const count = (plane: number, name: string) =>
      labels.subarray(plane * 16384, (plane + 1) * 16384).filter((label) => label === conceptIndex(name)).length;
    // The roof is 30 * 40 = 1200 pixels less the bush's 5 * 4 = 20; the sky has the other 16384 - 1200.
    expect(['sky', 'house', 'bush'].map((name) => count(2, name))).toEqual([15184, 1180, 20]);
    expect(count(3, 'roof')).toBe(1180);
    expect(['brick', 'foliage'].map((name) => count(4, name))).toEqual([1180, 20]);
    expect(count(5, 'black')).toBe(16384);
  });
});
