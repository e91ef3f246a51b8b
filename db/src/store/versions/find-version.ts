import { StrataError } from '@strata/domain';
import type { ModelRow, ModelVersionRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';
import { readModelsByName, readVersionsByLabel } from '../read/read-versions.ts';
import { readTaggedVersions } from './tags.ts';

/** The model of a name. @throws StrataError BAD_CONFIG when none is stored */
export async function findModel(store: Store, name: string): Promise<ModelRow> {
  const [model] = await readModelsByName(store, [name]);
  if (model) return model;
  throw new StrataError('BAD_CONFIG', `No model called "${name}" is stored. Explain it first.`);
}

/**
 * The version that people mean by a word: its label, else the tag that it has.
 * @throws StrataError BAD_CONFIG when no version has either
 */
export async function findVersion(store: Store, model: ModelRow, word: string): Promise<ModelVersionRow> {
  const [labelled] = await readVersionsByLabel(store, [{ modelId: model.id, label: word }]);
  if (labelled) return labelled;
  const [tagged] = await readTaggedVersions(store, [{ modelId: model.id, tag: word }]);
  if (tagged) {
    const { tag: _, ...version } = tagged;
    return version;
  }
  throw new StrataError('BAD_CONFIG', `Expected a version of ${model.name}; none is called or tagged "${word}".`);
}
