import {
  exportedConcepts,
  exportedExplanations,
  exportedImages,
  exportedRuns,
  exportedUnits,
  type RunsAsked,
  readTableRows,
  type Snapshot,
} from '@strata/db';
import type { LayerExport } from './layer-export.ts';

/** The layers that were asked for, by versions, each read as it is gone through. */
export async function* readLayers(snapshot: Snapshot, asked: RunsAsked): AsyncGenerator<LayerExport> {
  for await (const run of readTableRows(snapshot, exportedRuns, { of: asked })) {
    yield {
      run,
      explanations: () => readTableRows(snapshot, exportedExplanations, { of: run }),
      units: () => readTableRows(snapshot, exportedUnits, { of: run }),
      images: () => readTableRows(snapshot, exportedImages, { of: run }),
      concepts: () => readTableRows(snapshot, exportedConcepts, { of: run }),
    };
  }
}
