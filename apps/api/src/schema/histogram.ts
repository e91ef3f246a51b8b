import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';

export const Histogram = builder
  .objectRef<{ lower: number; upper: number; counts: readonly number[] }>('Histogram')
  .implement({
    description:
      'How often a neuron fires how strongly: 64 bins of equal width from lower to upper. Zeros are left out where they stand on their own as range 0 (off).',
    fields: (t) => ({
      lower: t.exposeFloat('lower', { description: 'Where the first bin begins.' }),
      upper: t.exposeFloat('upper', { description: 'Where the last bin ends.' }),
      counts: t.intList({
        description: 'Activations in each bin, ascending.',
        complexity: LIST_COST,
        resolve: ({ counts }) => [...counts],
      }),
    }),
  });
