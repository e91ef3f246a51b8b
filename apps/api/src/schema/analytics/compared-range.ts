import type { ComparedRangeRow, ConceptUseRow } from '@strata/db';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { ConceptUse, Explanation, Unit } from '../refs.ts';
import { ComparedRangeStatus, SpecializationChange } from './comparison-inputs.ts';
import { type FormulaDiff as FormulaDiffShape, formulaDiff } from './formula-diff.ts';

const FormulaDiff = builder.objectRef<FormulaDiffShape<ConceptUseRow>>('FormulaDiff').implement({
  description:
    'What has become of a formula’s concepts, each with its polarity: one that moves under NOT is removed and added. Nothing added and nothing removed means that the same concepts are joined in another way, or that nothing has changed.',
  fields: (t) => ({
    kept: t.field({
      type: [ConceptUse],
      description: 'In both, in the order of the later formula.',
      complexity: LIST_COST,
      resolve: ({ kept }) => [...kept],
    }),
    added: t.field({
      type: [ConceptUse],
      description: 'Only in the later formula, in its order.',
      complexity: LIST_COST,
      resolve: ({ added }) => [...added],
    }),
    removed: t.field({
      type: [ConceptUse],
      description: 'Only in the earlier formula, in its order.',
      complexity: LIST_COST,
      resolve: ({ removed }) => [...removed],
    }),
  }),
});

export const ComparedRange = builder.objectRef<ComparedRangeRow>('ComparedRange').implement({
  description: 'One neuron’s activation range in two versions.',
  fields: (t) => ({
    layer: t.exposeString('layer', { description: 'The layer’s name.' }),
    unitIndex: t.exposeInt('unitIndex', { description: 'The neuron’s number in its layer, from 0.' }),
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number; 1 is the weakest.' }),
    unit: t.field({
      type: Unit,
      description: 'The neuron in the later version.',
      resolve: ({ unitId }, _, { rows }) => present(rows.unit.load(unitId)),
    }),
    status: t.expose('status', { type: ComparedRangeStatus, description: 'How it changed.' }),
    before: t.field({
      type: Explanation,
      nullable: true,
      description: 'What it responded to before; null when nothing matched, or it had no such range.',
      resolve: ({ beforeId }, _, { rows }) => (beforeId === null ? null : rows.explanation.load(beforeId)),
    }),
    after: t.field({
      type: Explanation,
      nullable: true,
      description: 'What it responds to after; null when nothing matches, or it has no such range.',
      resolve: ({ afterId }, _, { rows }) => (afterId === null ? null : rows.explanation.load(afterId)),
    }),
    deltaIou: t.exposeFloat('deltaIou', {
      description: 'Overlap (IoU) after, minus overlap before; a missing explanation counts as overlap 0.',
    }),
    specializationChange: t.expose('specializationChange', {
      type: SpecializationChange,
      nullable: true,
      description: 'Whether it became specialized or ceased to be; null when neither, or when a class is missing.',
    }),
    diff: t.field({
      type: FormulaDiff,
      description:
        'What has become of the formula’s concepts; all are added when it appeared, removed when it disappeared.',
      resolve: async ({ beforeFormulaId, afterFormulaId }, _, { rows }) => {
        const [before, after] = await Promise.all(
          [beforeFormulaId, afterFormulaId].map((id) => (id === null ? [] : rows.conceptUses.load(id))),
        );
        return formulaDiff(before ?? [], after ?? []);
      },
    }),
  }),
});
