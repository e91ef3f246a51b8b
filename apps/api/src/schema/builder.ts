import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import RelayPlugin from '@pothos/plugin-relay';
import type { ApiContext } from '../context.ts';
import { costOf, QUERY_LIMITS, tooLarge } from '../limits/query-limits.ts';
import { decodeGlobalId } from './global-ids.ts';
import { nodeOptions } from './node-options.ts';

/** The one schema builder; each type's file adds to it. */
export const builder = new SchemaBuilder<{
  Context: ApiContext;
  DefaultFieldNullability: false;
  Scalars: { DateTime: { Input: string; Output: string } };
}>({
  plugins: [ComplexityPlugin, RelayPlugin],
  defaultFieldNullability: false,
  complexity: { limit: QUERY_LIMITS, fieldComplexity: (args) => costOf(args), complexityError: tooLarge },
  relay: { brandLoadedObjects: true, decodeGlobalID: decodeGlobalId, ...nodeOptions },
});
builder.queryType({ description: 'Everything that can be asked.' });
builder.mutationType({ description: 'Everything that can be changed.' });
builder.subscriptionType({ description: 'Everything that can be followed, as server-sent events.' });
