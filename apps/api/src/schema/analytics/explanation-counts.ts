import {
  type Condition,
  type CountOf,
  conditionOf,
  countCategories,
  countExplainedUnits,
  countExplanations,
  type ExplanationCounts,
  explanations,
} from '@strata/db';
import type { Specialization as SpecializationShape } from '@strata/domain';
import { LIST_COST } from '../../limits/query-limits.ts';
import { checkWhere } from '../../limits/where-limits.ts';
import { builder } from '../builder.ts';
import { GradeCount } from '../evidence.ts';
import { Specialization } from '../inputs/enums.ts';
import { ExplanationWhere } from '../inputs/refs.ts';
import { present } from '../present.ts';
import { Model, ModelVersion } from '../refs.ts';

interface CountsShape {
  /** What the filter means, looked up by the first field that asks. */
  readonly condition: () => Condition;
  /** CountOf once, by the first field that asks. */
  readonly counts: () => Promise<ExplanationCounts>;
}

const n = { description: 'How many of the explanations.' } as const;

const ModelCount = builder.objectRef<CountOf<number>>('ModelCount').implement({
  description: 'Explanations in a network.',
  fields: (t) => ({
    model: t.field({
      type: Model,
      description: 'The network.',
      resolve: ({ value }, _, { rows }) => present(rows.model.load(value)),
    }),
    n: t.exposeInt('n', n),
  }),
});

const VersionCount = builder.objectRef<CountOf<number>>('VersionCount').implement({
  description: 'Explanations in a checkpoint.',
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint.',
      resolve: ({ value }, _, { rows }) => present(rows.modelVersion.load(value)),
    }),
    n: t.exposeInt('n', n),
  }),
});

const LayerNameCount = builder.objectRef<CountOf<string>>('LayerNameCount').implement({
  description: 'Explanations in layers of a name.',
  fields: (t) => ({ name: t.exposeString('value', { description: 'The name.' }), n: t.exposeInt('n', n) }),
});

const RangeCount = builder.objectRef<CountOf<number>>('RangeCount').implement({
  description: 'Explanations of activation ranges of a number.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('value', { description: 'The range’s number; 1 is the weakest.' }),
    n: t.exposeInt('n', n),
  }),
});

const SpecializationCount = builder.objectRef<CountOf<SpecializationShape>>('SpecializationCount').implement({
  description: 'Explanations of a class.',
  fields: (t) => ({
    specialization: t.expose('value', { type: Specialization, description: 'How specialized they are.' }),
    n: t.exposeInt('n', n),
  }),
});

const CategoryCount = builder.objectRef<CountOf<string>>('CategoryCount').implement({
  description: 'Explanations that use a concept of a category outside NOT; one can use several.',
  fields: (t) => ({ category: t.exposeString('value', { description: 'The category.' }), n: t.exposeInt('n', n) }),
});

const ExplanationCountsType = builder.objectRef<CountsShape>('ExplanationCounts').implement({
  description: 'How the explanations that a filter finds are spread. Values that none has are left out.',
  fields: (t) => ({
    n: t.int({ description: 'How many there are.', resolve: async ({ counts }) => (await counts()).n }),
    units: t.int({
      description: 'How many neurons have one of them.',
      resolve: ({ condition }, _, { store }) => countExplainedUnits(store, condition()),
    }),
    models: t.field({
      type: [ModelCount],
      description: 'By network.',
      complexity: LIST_COST,
      resolve: async ({ counts }) => [...(await counts()).models],
    }),
    versions: t.field({
      type: [VersionCount],
      description: 'By checkpoint, over all networks.',
      complexity: LIST_COST,
      resolve: async ({ counts }) => [...(await counts()).versions],
    }),
    layerNames: t.field({
      type: [LayerNameCount],
      description: 'By the layers’ names, over all checkpoints.',
      complexity: LIST_COST,
      resolve: async ({ counts }) => [...(await counts()).layerNames],
    }),
    ranges: t.field({
      type: [RangeCount],
      description: 'By activation range, ascending.',
      complexity: LIST_COST,
      resolve: async ({ counts }) => [...(await counts()).ranges],
    }),
    specializations: t.field({
      type: [SpecializationCount],
      description: 'By class; explanations without a baseline have none and are left out.',
      complexity: LIST_COST,
      resolve: async ({ counts }) => [...(await counts()).specializations],
    }),
    grades: t.field({
      type: [GradeCount],
      description: 'By grade, what they are worth; explanations without one are left out.',
      complexity: LIST_COST,
      resolve: async ({ counts }) => (await counts()).grades.map(({ value: grade, n: count }) => ({ grade, n: count })),
    }),
    categories: t.field({
      type: [CategoryCount],
      description: 'By the category of the concepts that they use.',
      complexity: LIST_COST,
      resolve: ({ condition }, _, { store }) => countCategories(store, condition()),
    }),
  }),
});

builder.queryField('explanationCounts', (t) =>
  t.field({
    type: ExplanationCountsType,
    description: 'Counts the explanations of the shown runs by each of the things that they can be filtered by.',
    args: { where: t.arg({ type: ExplanationWhere, description: 'Only such explanations.' }) },
    complexity: 20,
    resolve: (_, { where }, { store }) => {
      checkWhere(where);
      let found: Condition | undefined;
      let counts: Promise<ExplanationCounts> | undefined;
      // What the filter names is looked up once, however many of the counts are asked for.
      const condition = () => {
        found ??= conditionOf(store.db, { list: explanations, where });
        return found;
      };
      return {
        condition,
        counts: () => {
          counts ??= countExplanations(store, condition());
          return counts;
        },
      };
    },
  }),
);
