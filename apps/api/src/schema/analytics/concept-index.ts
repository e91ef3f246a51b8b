import {
  type ConceptRangeRow,
  type KnownConceptRow,
  type KnownConceptWhere as KnownConceptWhereShape,
  knownConcepts,
  readCompletedRuns,
} from '@strata/db';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { connect } from '../connect.ts';
import { connectionOf } from '../connection.ts';
import { orderOf } from '../inputs/order.ts';
import { FloatFilter, IntFilter, StringFilter } from '../inputs/refs.ts';
import { pageArgs } from '../page-args.ts';
import { present } from '../present.ts';
import { Concept, Explanation } from '../refs.ts';

const BEST = 'The best overlap (IoU) of ranges that use it outside NOT; null when none does.';
const MEAN = 'The mean overlap (IoU) of ranges that use it outside NOT; null when none does.';

const ConceptRange = builder.objectRef<ConceptRangeRow>('KnownConceptRange').implement({
  description: 'How one activation range of all neurons uses a concept.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number; 1 is the weakest.' }),
    positive: t.exposeInt('positive', { description: 'How many neurons use it outside NOT in this range.' }),
    negated: t.exposeInt('negated', { description: 'How many neurons have it under NOT in this range.' }),
    bestIou: t.exposeFloat('bestIou', { nullable: true, description: BEST }),
    meanIou: t.exposeFloat('meanIou', { nullable: true, description: MEAN }),
  }),
});

const KnownConcept = builder.objectRef<KnownConceptRow>('KnownConcept').implement({
  description: 'A concept that a version’s formulas use: where, and how well.',
  fields: (t) => ({
    concept: t.field({
      type: Concept,
      description: 'The concept.',
      resolve: ({ id }, _, { rows }) => present(rows.concept.load(id)),
    }),
    positive: t.exposeInt('positive', { description: 'How many ranges of neurons use it outside NOT.' }),
    negated: t.exposeInt('negated', { description: 'How many ranges of neurons have it under NOT.' }),
    bestIou: t.exposeFloat('bestIou', { nullable: true, description: BEST }),
    meanIou: t.exposeFloat('meanIou', { nullable: true, description: MEAN }),
    bestExplanation: t.field({
      type: Explanation,
      nullable: true,
      description: 'The explanation that uses it outside NOT and overlaps best; null when none does.',
      resolve: ({ bestExplanationId }, _, { rows }) =>
        bestExplanationId === null ? null : rows.explanation.load(bestExplanationId),
    }),
    ranges: t.field({
      type: [ConceptRange],
      description: 'The same for each activation range by itself, ascending; ranges that do not use it are left out.',
      complexity: LIST_COST,
      resolve: async ({ id, runIds }, _, { rows }) => [
        ...(await rows.conceptRanges.load({ runs: runIds.join(), conceptId: id })),
      ],
    }),
  }),
});

const TOGETHER = 'Conditions side by side must all hold; one left out or null does not filter.';

const KnownConceptWhere = builder.inputRef<KnownConceptWhereShape>('KnownConceptWhere');
KnownConceptWhere.implement({
  description: `Which concepts of an index. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [KnownConceptWhere], description: 'All of these hold, at most 20.' }),
    or: t.field({ type: [KnownConceptWhere], description: 'At least one of these holds, at most 20.' }),
    not: t.field({ type: KnownConceptWhere, description: 'This does not hold.' }),
    name: t.field({ type: StringFilter, description: 'The concept’s name.' }),
    category: t.field({ type: StringFilter, description: 'The concept’s category.' }),
    positive: t.field({ type: IntFilter, description: 'How many ranges use it outside NOT.' }),
    negated: t.field({ type: IntFilter, description: 'How many ranges have it under NOT.' }),
    bestIou: t.field({ type: FloatFilter, description: BEST }),
  }),
});

const KnownConceptOrder = orderOf('KnownConcept', {
  rows: 'concepts of an index',
  fields: {
    POSITIVE: 'By how many ranges use them outside NOT.',
    NEGATED: 'By how many ranges have them under NOT.',
    BEST_IOU: 'By the best overlap (IoU) of ranges that use them outside NOT.',
    MEAN_IOU: 'By the mean overlap (IoU) of ranges that use them outside NOT.',
    NAME: 'By name.',
  },
});

builder.queryField('conceptIndex', (t) =>
  t.field({
    type: connectionOf(KnownConcept, 'concepts of an index'),
    nullable: true,
    description:
      'Which concepts a version knows, where and how well, over the completed runs that its layers show; those that most ranges use first, unless another order is asked for. Null when there is no such version.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      version: t.arg.string({ required: true, description: 'The version’s label.' }),
      layer: t.arg.string({ description: 'Only the layer of this name; default all.' }),
      ...pageArgs(t.arg),
      where: t.arg({ type: KnownConceptWhere, description: 'Only such concepts.' }),
      orderBy: t.arg({ type: KnownConceptOrder, description: 'Default: POSITIVE DESC.' }),
    },
    resolve: async (_, { model, version, layer, ...args }, context) => {
      const found = await context.find.version(model, version);
      if (!found) return null;
      const runIds = await readCompletedRuns(context.store, { modelVersionId: found.id, layer });
      return connect(context, knownConcepts(runIds), args);
    },
  }),
);
