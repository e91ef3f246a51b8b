import { present } from './present.ts';
import { DefaultFormula, Formula } from './refs.ts';

DefaultFormula.implement({
  description:
    'A formula that the search falls back to where nothing was learnt: one of the most frequent fifth of an untrained layer (default formula).',
  fields: (t) => ({
    formula: t.field({
      type: Formula,
      description: 'The formula.',
      resolve: ({ formulaId }, _, { rows }) => present(rows.formula.load(formulaId)),
    }),
    unitCount: t.exposeInt('unitCount', { description: 'How many of the layer’s neurons have it in some range.' }),
    rangeCount: t.exposeInt('rangeCount', { description: 'How many ranges have it.' }),
    rank: t.exposeInt('rank', { description: 'Its place by frequency; 1 is the most frequent.' }),
  }),
});
