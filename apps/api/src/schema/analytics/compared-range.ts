import type { ComparedRangeRow, ConceptUseRow } from '@strata/db';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { ConceptUse, Explanation, Unit } from '../refs.ts';
import { ComparedRangeStatus, MeaningChange, SpecializationChange } from './comparison-inputs.ts';
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
    clusterIndexBefore: t.exposeInt('fromClusterIndex', {
      nullable: true,
      description:
        'The number of the range that it meets in the earlier version: ranges of two versions meet where their shares of the neuron’s values overlap most. Null when there is none.',
    }),
    change: t.expose('change', {
      type: MeaningChange,
      nullable: true,
      description:
        'What has become of its meaning. Null when only one version explains it, or when it was not computed: `strata compare --model <model> <before> <after>` does. Formulas with the same structure are SAME by definition.',
    }),
    kept: t.exposeFloat('kept', {
      nullable: true,
      description: 'Overlap (IoU) of the earlier formula with where the neuron fires after; null as `change`.',
    }),
    similarity: t.exposeFloat('similarity', {
      nullable: true,
      description: 'What both formulas cover, of what either covers, over all pixels of the dataset; null as `change`.',
    }),
    meaningChanged: t.exposeBoolean('meaningChanged', {
      description:
        'Whether it can be said that its meaning changed: it is SHIFTED or NEW_MEANING, and neither version’s formula changes with the images it is found on.',
    }),
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
