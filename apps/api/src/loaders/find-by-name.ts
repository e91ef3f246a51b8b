import type { LayerRow, ModelVersionRow, UnitRow } from '@strata/db';
import type { RowLoaders } from './row-loaders.ts';

export interface UnitPath {
  readonly model: string;
  readonly version: string;
  readonly layer: string;
  readonly unitIndex: number;
}

export interface Finders {
  version(model: string, label: string): Promise<ModelVersionRow | null>;
  layer(path: Omit<UnitPath, 'unitIndex'>): Promise<LayerRow | null>;
  unit(path: UnitPath): Promise<UnitRow | null>;
}

/** Finds what people name by words, through the request's loaders. */
export function createFinders(rows: RowLoaders): Finders {
  const finders: Finders = {
    version: async (name, label) => {
      const model = await rows.modelByName.load(name);
      return model && rows.versionByLabel.load({ modelId: model.id, label });
    },
    layer: async ({ model, version: label, layer: name }) => {
      const version = await finders.version(model, label);
      return version && rows.layerByName.load({ modelVersionId: version.id, name });
    },
    unit: async ({ unitIndex, ...path }) => {
      const layer = await finders.layer(path);
      return layer && rows.unitByIndex.load({ layerId: layer.id, unitIndex });
    },
  };
  return finders;
}
