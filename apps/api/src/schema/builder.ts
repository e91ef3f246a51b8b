import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import RelayPlugin from '@pothos/plugin-relay';
import type { Store } from '@strata/db';

export interface ApiContext {
  readonly store: Store;
}

export const builder = new SchemaBuilder<{ Context: ApiContext; DefaultFieldNullability: false }>({
  plugins: [DataloaderPlugin, RelayPlugin],
  defaultFieldNullability: false,
  relay: { brandLoadedObjects: true },
});
builder.queryType({});
