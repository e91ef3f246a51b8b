import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conceptIndex, DEMO_CONCEPTS } from '../src/concepts.ts';
import { describeSample, drawLabelledSample } from '../src/draw.ts';
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
    await expect(writeDemoWorld(root, { samples: 1 })).rejects.toThrow('something else is there');
    expect(readdirSync(root)).toEqual(['mine.txt']);
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
