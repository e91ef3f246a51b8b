import type { UnitRunRow } from '@strata/db';
import { builder } from './builder.ts';

type Cells = Pick<UnitRunRow, 'offCells' | 'topCells' | 'saturatedCells'> & { readonly mapCells: number };

export const UnitCells = builder.objectRef<Cells>('UnitCells').implement({
  description:
    'The cells of a neuron’s activation maps over all samples, before they are enlarged to the size of masks.',
  fields: (t) => ({
    total: t.exposeFloat('mapCells', { description: 'All of them.' }),
    off: t.exposeFloat('offCells', {
      nullable: true,
      description:
        'Those that are exactly 0, which stand on their own as range 0 (off); null where zeros are values like any other.',
    }),
    offShare: t.float({
      nullable: true,
      description: 'The same as a share of all, 0–1.',
      resolve: ({ offCells, mapCells }) => (offCells === null ? null : offCells / mapCells),
    }),
    top: t.exposeFloat('topCells', {
      nullable: true,
      description: 'Those of its strongest range; null when it has no ranges.',
    }),
    saturated: t.exposeFloat('saturatedCells', {
      nullable: true,
      description:
        'Of its strongest range, those that share its greatest activation, as the 6 of a ReLU6 (saturation); 0 where only one has it.',
    }),
    saturatedShare: t.float({
      nullable: true,
      description: 'The same as a share of the strongest range’s cells, 0–1.',
      resolve: ({ saturatedCells, topCells }) =>
        saturatedCells === null || !topCells ? null : saturatedCells / topCells,
    }),
  }),
});
