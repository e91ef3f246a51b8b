import { explanationsOfFormula, formulas } from '@strata/db';
import { weakestGrounding } from '@strata/domain';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { connect, connectTo } from './connect.ts';
import { ExplanationConnection, FormulaConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { Grounding } from './inputs/enums.ts';
import { ExplanationOrder, FormulaOrder } from './inputs/order.ts';
import { ExplanationWhere, FormulaWhere } from './inputs/refs.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { ConceptUse, Formula, ProbeDataset } from './refs.ts';

builder.node(Formula, {
  description: 'Concepts joined by OR, AND and AND NOT.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.formula.load(id))),
  fields: (t) => ({
    text: t.exposeString('text', { description: 'As it is written: ((water OR river) AND NOT sky).' }),
    key: t.exposeString('key', {
      description: 'Its structure (structural key): the same for formulas that differ only in how they are written.',
    }),
    length: t.exposeInt('length', { description: 'How many concepts it has.' }),
    concepts: t.field({
      type: [ConceptUse],
      description: 'Its concepts in order of appearance, each with whether it stands under NOT.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => [...(await rows.conceptUses.load(id))],
    }),
    grounding: t.field({
      type: Grounding,
      description: 'How its pixels are known: as the weakest of its concepts is.',
      resolve: async ({ id }, _, { rows }) =>
        weakestGrounding((await rows.conceptUses.load(id)).map(({ concept }) => concept.grounding)),
    }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The dataset whose concepts it names.',
      resolve: ({ probeDatasetId }, _, { rows }) => present(rows.probeDataset.load(probeDatasetId)),
    }),
    explanations: t.field({
      type: ExplanationConnection,
      description: 'Neurons and ranges that it explains, in shown runs; best overlap first by default.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: ExplanationWhere, description: 'Only such explanations.' }),
        orderBy: t.arg({ type: ExplanationOrder, description: 'Default: IOU DESC.' }),
      },
      resolve: ({ id }, args, context) => connectTo(context, explanationsOfFormula, { parent: id, args }),
    }),
  }),
});

builder.queryFields((t) => ({
  formulas: t.field({
    type: FormulaConnection,
    description: 'Formulas that any run has found, by text unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: FormulaWhere, description: 'Only such formulas.' }),
      orderBy: t.arg({ type: FormulaOrder, description: 'Default: TEXT ASC.' }),
    },
    resolve: (_, args, context) => connect(context, formulas, args),
  }),
}));
