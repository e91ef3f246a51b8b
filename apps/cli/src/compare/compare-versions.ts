import {
  findModel,
  findVersion,
  type RunPair,
  readComparedLayers,
  readComparison,
  readPairedUnits,
  readSharesUnits,
  type Store,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { compareStored } from '@strata/runs';
import { openHomeStore, strataHome } from '../home.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress/progress.ts';
import { changeSentence } from './change-sentence.ts';
import { changeTable } from './change-table.ts';
import type { CompareFlags } from './compare-flags.ts';

export interface VersionsAsked extends CompareFlags {
  readonly before: string;
  readonly after: string;
}

/** Does what `strata compare` was asked for: computes what is missing and prints the outcome, layer by layer. */
export async function compareVersions(asked: VersionsAsked, signal: AbortSignal): Promise<void> {
  const store = await openHomeStore();
  try {
    const versions = await findVersions(store, asked);
    const { pairs, skipped } = await readComparedLayers(store, { ...versions, layer: asked.layer });
    if (!(await readSharesUnits(store, versions))) {
      throw new StrataError(
        'BAD_CONFIG',
        `Versions "${asked.before}" and "${asked.after}" belong to different training runs, in which equal numbers of neurons mean nothing. Expected versions of one: explain them with the same --training-run if they are. The page of the comparison shows how often formulas and concepts are used in each.`,
      );
    }
    if (pairs.length === 0) throw nothingToCompare(asked, skipped.length);
    for (const pair of pairs) await comparePair(store, { pair, asked, signal });
  } finally {
    await store.close().catch(() => undefined);
  }
}

async function comparePair(
  store: Store,
  { pair, asked, signal }: { readonly pair: RunPair; readonly asked: VersionsAsked; readonly signal: AbortSignal },
): Promise<void> {
  const { runBefore: fromRunId, runAfter: runId } = pair;
  const { threads } = asked;
  await compareStored(store, { runId, fromRunId, home: strataHome(), threads, signal, progress: startProgress });
  const [ranges, { floor, unitsChanged }] = await Promise.all([
    readComparison(store, [pair]),
    readPairedUnits(store, [pair]),
  ]);
  process.stdout.write(`\n${pair.layer}\n${changeSentence(ranges, { ...asked, floor, unitsChanged })}\n\n`);
  printTable(changeTable(ranges));
}

async function findVersions(store: Store, { model, before, after }: VersionsAsked) {
  const known = await findModel(store, model);
  const [from, to] = [await findVersion(store, known, before), await findVersion(store, known, after)];
  return { before: from.id, after: to.id };
}

function nothingToCompare({ model, before, after, layer }: VersionsAsked, skipped: number): StrataError {
  const what = layer === undefined ? 'a layer' : `layer ${layer}`;
  return new StrataError(
    'BAD_CONFIG',
    skipped > 0
      ? `Expected completed runs of ${what} with equal settings in both "${before}" and "${after}" of ${model}; there are none. Explain both with the same flags.`
      : `Expected ${what} that both "${before}" and "${after}" of ${model} have; there is none.`,
  );
}
