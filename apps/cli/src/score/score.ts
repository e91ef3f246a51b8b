import { findModel, findVersion } from '@strata/db';
import { StrataError } from '@strata/domain';
import { type ScoredVersion, scoreVersion } from '@strata/runs';
import { openHomeStore, strataHome } from '../home.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress/progress.ts';
import type { ScoreFlags } from './score-flags.ts';
import { scoreSentences, scoreTable } from './score-text.ts';

/** Does what `strata score` was asked for: scores a formula and prints the best, or all as JSON. */
export async function score(asked: ScoreFlags & { readonly formula: string }, signal: AbortSignal): Promise<void> {
  const store = await openHomeStore();
  try {
    const model = await findModel(store, asked.model);
    const version = await findVersion(store, model, asked.version);
    const { formula, first, threads } = asked;
    const layer = asked.layer ?? null;
    const place = { modelVersionId: version.id, layer, home: strataHome() };
    const found = await scoreVersion(store, { ...place, formula, first, threads, signal, progress: startProgress });
    requireKnown(found);
    if (asked.json) process.stdout.write(`${JSON.stringify(scoreJson(asked, found), null, 2)}\n`);
    else {
      process.stdout.write(`${scoreSentences(found, asked).join('\n')}\n`);
      if (found.ranges.length > 0) printTable(scoreTable(found));
    }
  } finally {
    await store.close().catch(() => undefined);
  }
}

function requireKnown({ unknown }: ScoredVersion): void {
  if (unknown.length === 0) return;
  const said = unknown.map(({ name, nearest }) => {
    const meant = nearest.length === 0 ? '' : ` Near it: ${nearest.map((one) => `"${one}"`).join(', ')}.`;
    return `The dataset has no concept "${name}".${meant}`;
  });
  throw new StrataError(
    'BAD_CONFIG',
    `${said.join(' ')} Names are those of the dataset; those with spaces stand in double quotes.`,
  );
}

function scoreJson(
  { model, version, formula }: ScoreFlags & { readonly formula: string },
  { kind: _, unknown: __, missing: ___, runs, ranges, ...found }: ScoredVersion,
) {
  const layerOf = new Map(runs.map(({ runId, layerName }) => [runId, layerName]));
  return {
    version: 1,
    model,
    modelVersion: version,
    formula,
    ...found,
    layers: runs.map(({ layerName, unitsDone, unitsTotal }) => ({ layer: layerName, unitsDone, unitsTotal })),
    ranges: ranges.map(({ runId, ...range }) => ({ layer: layerOf.get(runId), ...range })),
  };
}
