import { chooseColumns, type EditedConcept, editConcepts, type ImageColumn, type SliceProblem } from '@strata/compute';
import type { Store } from '@strata/db';
import { noProgress } from '../progress.ts';
import { chosenRun } from './chosen-run.ts';
import type { StoredCausesOptions } from './find-stored-causes.ts';
import { openRunNetwork } from './run-network.ts';

export interface EditStoredOptions extends Omit<StoredCausesOptions, 'errors'> {
  /** What was searched, and what its columns stand for. */
  readonly problem: SliceProblem;
  readonly columns: readonly Pick<ImageColumn, 'concept'>[];
}

/** An edit of a concept by its name. */
export interface NamedEdit extends Omit<EditedConcept, 'concept'> {
  readonly concept: string;
}

/**
 * Replaces the pixels of concepts that errors of one half go with, in images of the other half.
 * @throws StrataError BAD_CONFIG when the layer is not explained (`chosenRun`), SETUP_FAILED when an input is not known on this
 * machine; what running the network throws
 */
export async function editStored(store: Store, options: EditStoredOptions): Promise<NamedEdit[]> {
  const { problem, columns, images, home, use, threads, seed = 1, signal, progress = noProgress } = options;
  const chosen = chooseColumns(problem, { seed });
  const concepts = [...new Set(chosen.columns.flatMap((column) => columns[column]?.concept ?? []))];
  if (concepts.length === 0) return [];
  const { runId, layer } = await chosenRun(store, { ...options, flag: '--causes' });
  const network = await openRunNetwork(store, runId, { home, use, threads, signal, progress });
  const chooses = (unit: number): boolean => chosen.choosing.has(unit);
  const line = progress('edits', 'images');
  const found = await editConcepts(
    { ...network, layer, images, concepts, chooses },
    { threads, seed, signal, onProgress: line.update },
  );
  line.end();
  return found.map((edit) => ({ ...edit, concept: network.dataset.concepts[edit.concept]?.name ?? `${edit.concept}` }));
}
