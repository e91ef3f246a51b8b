import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formulaKey, parseFormula } from '@strata/domain';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import { afterAll, describe, expect, it } from 'vitest';
import {
  DEFAULT_CONFIG,
  type ExplainConfig,
  explainLayer,
  type RangeExplanation,
  SEARCH_STRATEGIES,
  type UnitResult,
} from '../src/index.ts';
import { unpackReference } from './unpack-reference.ts';

const reference = resolve(import.meta.dirname, '../../../../shared/data/reference');
const whole = existsSync(reference);
const cacheDir = mkdtempSync(join(tmpdir(), 'strata-parity-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));

interface Published {
  unit: number;
  cluster: number;
  lower: number;
  upper: number;
  hits: number;
  formula: string;
  iou: number;
  intersection: number;
  union: number;
  visited: number;
}

/** Pixels whose value is exactly a bound fall in or out by float rounding. */
const BORDER_PIXELS = 64;

const BOTH = [
  ['mmesh', 'mmesh_k5'],
  ['none', 'none_k5'],
] as const;

interface Case {
  readonly name: string;
  readonly root: string;
  readonly rangeCount: number;
  readonly runs: readonly (readonly ['mmesh' | 'none', string])[];
}
const cases: Case[] = [
  { name: 'five units of s200c60', root: unpackReference(join(cacheDir, 'part')), rangeCount: 25, runs: BOTH },
];
const larger: Case[] = [
  {
    name: 'camvid60_squeezenet',
    root: join(reference, 'camvid60_squeezenet'),
    rangeCount: 42,
    runs: BOTH.slice(0, 1),
  },
  { name: 's200c60', root: join(reference, 's200c60'), rangeCount: 67, runs: BOTH },
];
it.skipIf(whole)(
  '(the whole reference, ../shared/data/reference, is not here: a part of it is tried)',
  () => undefined,
);

describe.each(whole ? [...cases, ...larger] : cases)(
  'against the published code on $name',
  ({ name, root, rangeCount, runs }) => {
    const published: Published[] = existsSync(root)
      ? JSON.parse(readFileSync(join(root, 'results.json'), 'utf8')).runs.mmesh_k5
      : [];

    it.each(SEARCH_STRATEGIES.filter((search) => search !== 'optimal'))(
      'finds its formula, or an IoU not lower by more than 1e-6 and the border pixels, in every range (%s)',
      async (search) => {
        const results = await explain(root, published, { search });
        const others: string[] = [];
        for (const expected of published) {
          const { found, border } = rangeOf(results, expected);
          expect(border).toBeLessThanOrEqual(BORDER_PIXELS);
          expect(found.iou).toBeGreaterThanOrEqual(expected.iou - 1e-6 - (2 * border) / expected.union);
          if (formulaKey(parseFormula(found.formula)) === formulaKey(parseFormula(expected.formula))) {
            // Where no pixel lies on a bound the pixels are the very same, and so is the quotient.
            if (border === 0) expect(found.iou).toBe(expected.intersection / expected.union);
            continue;
          }
          const difference = found.iou - expected.iou;
          others.push(
            `  unit ${expected.unit}, cluster ${expected.cluster}: ${found.formula} for ${expected.formula}, IoU ${found.iou.toFixed(6)}, ` +
              `${Math.abs(difference) < 1e-9 ? 'the same' : `${difference > 0 ? 'higher' : 'lower'} by ${Math.abs(difference).toExponential(1)}`}; ${border} border pixels`,
          );
        }
        console.info(
          [
            `${name}, ${search}: ${published.length - others.length} of ${published.length} formulas are the published ones.`,
            ...others,
          ].join('\n'),
        );
        expect(published).toHaveLength(rangeCount);
      },
    );

    it.each(runs)(
      'visits at least half and at most twice as many formulas in every range (%s)',
      async (search, run) => {
        const expected: Published[] = JSON.parse(readFileSync(join(root, 'results.json'), 'utf8')).runs[run];
        const results = await explain(root, expected, { search });
        const [ours, theirs] = [
          expected.map((range) => rangeOf(results, range).found.visited),
          expected.map((r) => r.visited),
        ];
        const ratios = ours.map((visited, i) => visited / (theirs[i] as number));
        console.info(
          `${name}, ${search}: ${total(ours)} formulas visited, ${total(theirs)} by the published code; a range ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} times as many.`,
        );
        expect(Math.min(...ratios)).toBeGreaterThanOrEqual(0.5);
        expect(Math.max(...ratios)).toBeLessThanOrEqual(2);
      },
    );

    it('proves the IoU that exhaustive search has in every range', async () => {
      const exhaustive: { unit: number; cluster: number; optimalIou: number }[] = JSON.parse(
        readFileSync(join(root, 'optimal.json'), 'utf8'),
      ).explanations;
      const results = await explain(root, published, { search: 'optimal' });
      let above = 0;
      for (const expected of published) {
        const { found, border } = rangeOf(results, expected);
        const best = exhaustive.find(({ unit, cluster }) => unit === expected.unit && cluster === expected.cluster);
        expect(Math.abs(found.iou - (best?.optimalIou ?? 0))).toBeLessThanOrEqual(1e-9 + (2 * border) / expected.union);
        expect(found.bound).toBe(found.iou);
        expect(found.gap).toBe(0);
        if (found.iou > expected.iou + 1e-9) above += 1;
      }
      expect(exhaustive).toHaveLength(rangeCount);
      console.info(
        `${name}: ${rangeCount} of ${rangeCount} are the exhaustive optimum, ${above} of them above the published formula.`,
      );
    });
  },
);

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Our explanation of a published range, and by how many pixels the two bitmaps differ. */
function rangeOf(
  results: Map<number, UnitResult>,
  { unit, lower, hits }: Published,
): { found: RangeExplanation; border: number } {
  const range = results.get(unit)?.ranges.find((candidate) => candidate.lower === lower);
  if (!range?.explanation) throw new Error(`No explanation for unit ${unit} from ${lower}.`);
  return { found: range.explanation, border: Math.abs(range.bitmapPixels - hits) };
}

async function explain(
  root: string,
  published: readonly Published[],
  settings: Partial<ExplainConfig>,
): Promise<Map<number, UnitResult>> {
  const dataset = await openProbeDataset(root, { format: 'planes' });
  const index = await buildCellIndex(dataset, { cacheDir });
  const ranges = new Map(
    [...Map.groupBy(published, ({ unit }) => unit)].map(([unit, list]) => [
      unit,
      list.map((r) => [r.lower, r.upper] as const),
    ]),
  );
  const results = new Map<number, UnitResult>();
  const activationsPath = join(root, 'activations.npy');
  const inputs = {
    index,
    concepts: dataset.concepts,
    activationsPath,
    units: [...ranges.keys()],
    config: { ...DEFAULT_CONFIG, ...settings, ranges },
  };
  await explainLayer(
    inputs,
    {
      doneUnits: new Set(),
      writeUnits: async (block) => block.forEach((result) => void results.set(result.unit, result)),
    },
    { threads: 2 },
  );
  await dataset.close();
  return results;
}
