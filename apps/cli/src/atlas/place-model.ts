import { type AtlasRun, findModel, findVersion, readAtlases, readAtlasRuns, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { placeStored } from '@strata/runs';
import { openHomeStore, strataHome } from '../home.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress/progress.ts';
import type { AtlasFlags } from './atlas-flags.ts';

/** Does what `strata atlas` was asked for: places what is missing, run by run, and prints what stands on the map. */
export async function placeModel(flags: AtlasFlags, signal: AbortSignal): Promise<void> {
  const store = await openHomeStore();
  try {
    const model = await findModel(store, flags.model);
    const version = flags.version === undefined ? null : await findVersion(store, model, flags.version);
    const wanted = { modelId: model.id, versionId: version?.id ?? null, layer: flags.layer ?? null };
    const runs = await readAtlasRuns(store, wanted);
    if (runs.length === 0) throw nothingToPlace(flags);
    const { threads } = flags;
    for (const { runId } of runs)
      await placeStored(store, { runId, home: strataHome(), threads, signal, progress: startProgress });
    process.stdout.write('\n');
    printTable(await rowsOf(store, runs));
    process.stdout.write(
      `\nNearness is approximate: the last column says how many of a range's nearest on the map are truly among those most like it.\nThe map: /models/${encodeURIComponent(model.name)}/atlas on the pages of strata serve.\n`,
    );
  } finally {
    await store.close().catch(() => undefined);
  }
}

async function rowsOf(store: Store, runs: readonly AtlasRun[]): Promise<string[][]> {
  const atlases = await readAtlases(
    store,
    runs.map(({ runId }) => runId),
  );
  const byRun = new Map(atlases.map((atlas) => [atlas.runId, atlas]));
  return [
    ['version', 'layer', 'on the map', 'not placed', 'neighbours kept'],
    ...runs.map(({ runId, version, layer }) => {
      const atlas = byRun.get(runId);
      if (!atlas) return [version, layer, '0', '-', '-'];
      const { placed, notPlaced, neighboursKept, neighbours } = atlas;
      const kept =
        neighboursKept === null || neighbours === null
          ? 'too few ranges'
          : `${(neighboursKept * neighbours).toFixed(1)} of ${neighbours}`;
      return [version, layer, `${placed}`, `${notPlaced}`, kept];
    }),
  ];
}

function nothingToPlace({ model, version, layer }: AtlasFlags): StrataError {
  const where = [version && `of version "${version}"`, layer && `of layer ${layer}`].filter(Boolean).join(' ');
  return new StrataError(
    'BAD_CONFIG',
    `Expected a completed run${where ? ` ${where}` : ''} of ${model}; there is none. Explain it first.`,
  );
}
