import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TextFile } from '../src/files/text-file.ts';
import { writeModelCard } from '../src/model-card/write-model-card.ts';
import { writeOpenmetrics } from '../src/openmetrics/write-openmetrics.ts';
import { writeTally } from '../src/tally/write-tally.ts';
import { each, explained, layerOf, unexplained } from './layer.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-targets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
async function written(write: (file: TextFile) => Promise<unknown>) {
  files += 1;
  const path = join(folder, String(files));
  const result = await TextFile.write(path, write);
  return { text: readFileSync(path, 'utf8'), result };
}

const NASTY = 'gate, "open"\\ \u001b[1m\n---';
/** What is left of it in one line. */
const PLAIN = 'gate, "open"\\ \uFFFD[1m\uFFFD---';

describe('OpenMetrics', () => {
  it('has a sample for each value, escaped, in families that are in one piece, and ends', async () => {
    const layers = () =>
      each([
        layerOf({ run: { unitsDone: 3 }, explanations: [explained(0, { formula: NASTY, iou: 1e-7 }), unexplained(1)] }),
        layerOf({ run: { layer: 'conv4', unitsDone: 1 }, explanations: [explained(0)] }),
      ]);
    const { text } = await written((file) => writeOpenmetrics(file, layers, 'highest'));
    const label = 'gate, \\"open\\"\\\\ \uFFFD[1m\uFFFD---';
    const place = 'model="net",version="epoch 1",layer="conv3"';
    expect(text).toContain(`strata_unit_iou_ratio{${place},unit="0",range="5",formula="${label}"} 1e-7\n`);
    // Two of three neurons have no explanation: one is dead, and has no range at all.
    expect(text).toContain(`strata_units{${place},state="unexplained"} 2\n`);
    expect(text.match(/^# TYPE /gmu)).toHaveLength(new Set(text.match(/^# TYPE .*$/gmu)).size);
    // Nothing is graded: a family without a sample is not declared.
    expect(text).not.toContain('strata_units_clear');
    expect(text).not.toMatch(/\n\n|\r|NaN/u);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
  });
});

describe('a model card', () => {
  it('is YAML in which texts are texts and numbers numbers, for readers of the old YAML, too', async () => {
    const names = { model: 'no', version: '1.10', layer: '12:30', dataset: NASTY };
    const layer = layerOf({ run: names, explanations: [explained(0, { formula: NASTY, iou: 1e-7 }), explained(1)] });
    const { text } = await written((file) => writeModelCard(file, each([layer]), { range: 'highest', url: null }));
    const [, front = ''] = text.split('---\n');
    for (const version of ['1.1', '1.2'] as const) {
      const card = parse(front, { version }) as { 'model-index': { name: string; results: object[] }[] };
      expect(card['model-index']).toMatchObject([{ name: 'no', results: [{ dataset: { name: PLAIN } }] }]);
      expect(card['model-index'][0]?.results[0]).toMatchObject({
        metrics: expect.arrayContaining([
          { type: 'iou', value: 1e-7, name: `12:30/0: ${PLAIN}` },
          { type: 'iou', value: 0.25, name: '12:30/1: sea' },
        ]),
      });
    }
    // Not a number to PyYAML.
    expect(text).not.toMatch(/: \de-/u);
    expect(text).toContain('value: 1.0e-7\n');
    // A name without an address is refused by the library that reads it.
    expect(text).not.toContain('source:');
  });

  it('has layers over one dataset in one result, and the best fifty neurons of each', async () => {
    const explanations = Array.from({ length: 130 }, (_, unit) => explained(unit, { iou: unit / 1000 }));
    const layers = [layerOf({ explanations }), layerOf({ run: { layer: 'conv4' }, explanations: [explained(3)] })];
    const { text, result } = await written((file) =>
      writeModelCard(file, each(layers), { range: 'highest', url: 'https://x.invalid' }),
    );
    expect(result).toBe(80);
    const card = parse(text.split('---\n')[1] ?? '') as {
      'model-index': { results: { metrics: { name: string }[] }[] }[];
    };
    const [found] = card['model-index'][0]?.results ?? [];
    expect(card['model-index'][0]?.results).toHaveLength(1);
    const neurons = found?.metrics.filter(({ name }) => /\/\d+: sea$/u.test(name)).map(({ name }) => name) ?? [];
    expect(neurons).toHaveLength(51);
    expect([neurons[0], neurons[49], neurons[50]]).toEqual(['conv3/129: sea', 'conv3/80: sea', 'conv4/3: sea']);
  });
});

describe("NetDissect's tally", () => {
  it('counts units from 1, the best first, under the category of the first concept, and names nothing that is misread', async () => {
    const layer = layerOf({
      concepts: { sea: 'scene', 'blue-c': 'color', '123': 'object' },
      explanations: [
        explained(0),
        unexplained(1),
        explained(2, { formula: '(blue-c AND NOT sea)', iou: 0.5, intersection: 10, formulaPixels: 22 }),
        explained(3, { formula: '123', iou: 0 }),
        explained(4, { formula: 'blue-c', iou: 1e-7 }),
        explained(5, { isHighest: false, range: 1 }),
      ],
    });
    const { text, result } = await written((file) => writeTally(file, layer, 'highest'));
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['unit', 'category', 'label', 'score'],
      ['3', 'color', '(blue-c AND NOT sea)', '0.5'],
      ['1', 'scene', 'sea', '0.25'],
      ['5', 'color', '(blue-c)', '1e-7'],
      ['4', 'object', '(123)', '0'],
    ]);
    const truth = rows[0]?.indexOf('scene-truth') ?? 0;
    // Pixels of the formula, of the bitmap, of both, and their IoU: 4 / (12 + 8 − 4).
    expect(rows[2]?.slice(truth, truth + 4)).toEqual(['12', '8', '4', '0.25']);
    expect(result).toBe(true);
  });

  it('says when the bar graph has nothing to draw', async () => {
    const { result } = await written((file) =>
      writeTally(file, layerOf({ explanations: [explained(0, { iou: 0.03 })] }), 'highest'),
    );
    expect(result).toBe(false);
  });
});
