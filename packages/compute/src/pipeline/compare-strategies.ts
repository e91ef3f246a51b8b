import { setImmediate } from 'node:timers/promises';
import { leftDeepToFormula, printFormula } from '@strata/domain';
import { openCellMaps } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import { hitCounter } from '../hits/count-hits.ts';
import { findRanges, givenRanges } from '../ranges/find-ranges.ts';
import { decideZeros } from '../ranges/zero-rule.ts';
import { candidateKey } from '../search/candidate.ts';
import { conceptTables } from '../search/concept-tables.ts';
import { type RangeQuestion, type RangeSearch, rangeSearch } from '../search/range-search.ts';
import { OPTIMAL_LENGTH_MAX, SEARCH_STRATEGIES, type SearchStrategy } from '../search/strategy.ts';
import type { ExplainInputs } from './explain-inputs.ts';

/** What one strategy found for one range. */
export interface StrategyFinding {
  readonly strategy: SearchStrategy;
  readonly formula: string;
  /** Equal for formulas that differ only in the order of a leading chain. */
  readonly key: string;
  readonly iou: number;
  readonly visited: number;
  /** Milliseconds. */
  readonly ms: number;
}

/** One range, searched by every strategy. */
export interface ComparedRange {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly bitmapPixels: number;
  readonly findings: readonly StrategyFinding[];
}

export interface CompareOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each unit. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Searches every range of some units by every strategy, one after the other on this thread, and times each. What a
 * strategy makes once for the dataset is not counted: each has searched a unit's ranges before its time is taken. `search` and
 * `searchBudgetMs` of the configuration are left aside; `optimal` is left out where the length is more than it proves.
 * Ranges without a pixel, or in which nothing named lies, are left out.
 * @throws StrataError when a search can't be made or the activations can't be read; the signal's reason
 */
export async function compareStrategies(
  { index, concepts, activationsPath, units, config, zeros }: ExplainInputs,
  { signal, onProgress }: CompareOptions = {},
): Promise<ComparedRange[]> {
  const zerosOff = await decideZeros({ activationsPath, config, zeros });
  const source = openActivations(activationsPath);
  const maps = openCellMaps(index);
  try {
    const tables = conceptTables(index);
    const shape = { samples: source.samples, height: source.height, width: source.width };
    const { upsampling } = config;
    const samples = { ...index, maps, mapShape: source, upsampling };
    const parts = { tables, concepts, now: () => performance.now(), samples };
    const searches = SEARCH_STRATEGIES.filter(
      (search) => search !== 'optimal' || config.length <= OPTIMAL_LENGTH_MAX,
    ).map(
      (strategy): Timed => ({
        strategy,
        search: rangeSearch({ ...parts, config: { ...config, search: strategy, searchBudgetMs: null } }),
      }),
    );
    const names = concepts.map(({ name }) => name);
    const countHits = hitCounter({ index, maps, mapShape: source, upsampling });
    const compared: ComparedRange[] = [];
    for (const [done, unit] of units.entries()) {
      signal?.throwIfAborted();
      const values = source.readUnit(unit);
      const given = config.ranges?.get(unit);
      const { ranges } = given
        ? givenRanges(values, given, { shape })
        : findRanges(values, { ...config, shape, zerosOff });
      const [counted] = countHits([{ unit, values, ranges }]);
      const questions = ranges.flatMap(({ lowest, beyond, withoutZero }, range) => {
        const bitmapPixels = counted?.bitmapPixels[range] ?? 0;
        if (!counted || bitmapPixels === 0) return [];
        const hits = counted.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
        return [{ clusterIndex: range + 1, hits, bitmapPixels, activations: { values, lowest, beyond, withoutZero } }];
      });
      if (compared.length === 0) for (const { search } of searches) for (const question of questions) search(question);
      for (const { clusterIndex, ...question } of questions) {
        const findings = searches.map((timed) => find(timed, { question, names }));
        // Ctrl-C is heard between ranges.
        await setImmediate();
        signal?.throwIfAborted();
        // Every strategy finds an overlap where there is one.
        if (findings.every(({ iou }) => iou === 0)) continue;
        compared.push({ unit, clusterIndex, bitmapPixels: question.bitmapPixels, findings });
      }
      onProgress?.(done + 1, units.length);
    }
    return compared;
  } finally {
    maps.close();
    source.close();
  }
}

interface Timed {
  readonly strategy: SearchStrategy;
  readonly search: RangeSearch;
}

function find(
  { strategy, search }: Timed,
  { question, names }: { readonly question: RangeQuestion; readonly names: readonly string[] },
): StrategyFinding {
  const started = performance.now();
  const answer = search(question);
  const ms = performance.now() - started;
  if (!answer) throw new Error('A range with pixels has a formula.');
  const formula = printFormula(leftDeepToFormula(answer.terms, names));
  return { strategy, formula, key: candidateKey(answer), iou: answer.iou, visited: answer.visited, ms };
}
