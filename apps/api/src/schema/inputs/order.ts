import { builder } from '../builder.ts';
import { OrderDirection } from './refs.ts';

const NULLS = 'Ties are ordered by id; missing values come last both ways.';

/** An input of the name `<of>Order` over an enum `<of>OrderField`, whose values are names of the list's orders. */
export function orderOf<const Field extends string>(
  of: string,
  { rows, fields }: { rows: string; fields: Readonly<Record<Field, string>> },
) {
  const names = Object.keys(fields) as Field[];
  const values = Object.fromEntries(names.map((name) => [name, { description: fields[name] }])) as Record<
    Field,
    { description: string }
  >;
  const field = builder.enumType(`${of}OrderField`, { description: `What ${rows} can be ordered by.`, values });
  return builder.inputType(`${of}Order`, {
    description: `How ${rows} are ordered. ${NULLS}`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'What to order by.' }),
      direction: t.field({
        type: OrderDirection,
        required: true,
        defaultValue: 'ASC',
        description: 'Which end comes first.',
      }),
    }),
  });
}

export const ModelOrder = orderOf('Model', {
  rows: 'models',
  fields: { NAME: 'By name.', CREATED_AT: 'By when the model was first stored.' },
});
export const ModelVersionOrder = orderOf('ModelVersion', {
  rows: 'model versions',
  fields: {
    SEQUENCE: 'By their place in the model’s order.',
    LABEL: 'By label.',
    ACCURACY: 'By their share of correct predictions.',
    CREATED_AT: 'By when they were first stored.',
  },
});
export const LayerOrder = orderOf('Layer', {
  rows: 'layers',
  fields: { NAME: 'By name.', UNIT_COUNT: 'By how many neurons they have.' },
});
export const UnitOrder = orderOf('Unit', {
  rows: 'neurons',
  fields: { UNIT_INDEX: 'By their number in the layer.' },
});
export const ExplanationOrder = orderOf('Explanation', {
  rows: 'explanations',
  fields: {
    IOU: 'By overlap (IoU).',
    LIFT: 'By how many times better than chance they are, for one formula chosen beforehand (lift).',
    TIMES_SHUFFLED: 'By how many times as much held-out images overlap as shuffled ones.',
    CLUSTER_INDEX: 'By activation range; 1 is the weakest.',
    UNIT_INDEX: 'By the neuron’s number in its layer.',
    LENGTH: 'By how many concepts the formula has.',
  },
});
export const FormulaOrder = orderOf('Formula', {
  rows: 'formulas',
  fields: { TEXT: 'By their text.', LENGTH: 'By how many concepts they have.' },
});
export const ConceptOrder = orderOf('Concept', {
  rows: 'concepts',
  fields: {
    NAME: 'By name.',
    PIXEL_SHARE: 'By the share of pixels that carry them.',
    CONCEPT_INDEX: 'By the dataset’s own number.',
  },
});
export const ProbeDatasetOrder = orderOf('ProbeDataset', {
  rows: 'probe datasets',
  fields: { NAME: 'By name.', CREATED_AT: 'By when they were first stored.' },
});
export const RunOrder = orderOf('Run', {
  rows: 'runs',
  fields: { STARTED_AT: 'By when they began.', FINISHED_AT: 'By when they ended.' },
});
