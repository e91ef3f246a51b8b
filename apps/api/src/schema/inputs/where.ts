import {
  ConceptUseWhere,
  ConceptWhere,
  ExplanationWhere,
  FloatFilter,
  FormulaMatch,
  FormulaWhere,
  GradeFilter,
  IntFilter,
  LayerWhere,
  ModelVersionWhere,
  ModelWhere,
  RunStatusFilter,
  RunWhere,
  SpecializationFilter,
  StringFilter,
  UnitOutcomeFilter,
  UnitWhere,
} from './refs.ts';

const TOGETHER = 'Conditions side by side must all hold; one left out or null does not filter.';
const and = { description: 'All of these hold, at most 20.' };
const or = { description: 'At least one of these holds, at most 20.' };
const not = { description: 'This does not hold.' };
const called = 'What it is called: its name, its name in another language, or a synonym.';
const formula = 'The formula’s structure, in the formula language.';

ModelWhere.implement({
  description: `Which models. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [ModelWhere], ...and }),
    or: t.field({ type: [ModelWhere], ...or }),
    not: t.field({ type: ModelWhere, ...not }),
    name: t.field({ type: StringFilter, description: 'The model’s name.' }),
  }),
});

ModelVersionWhere.implement({
  description: `Which checkpoints of a network (model versions). ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [ModelVersionWhere], ...and }),
    or: t.field({ type: [ModelVersionWhere], ...or }),
    not: t.field({ type: ModelVersionWhere, ...not }),
    model: t.field({ type: ModelWhere, description: 'Belongs to such a model.' }),
    label: t.field({ type: StringFilter, description: 'The version’s label.' }),
    sequence: t.field({ type: IntFilter, description: 'The version’s place in its model’s order.' }),
    isBaseline: t.boolean({
      description: 'Whether it is the untrained baseline: the same network with random weights.',
    }),
    accuracy: t.field({ type: FloatFilter, description: 'Its share of correct predictions, 0–1.' }),
  }),
});

LayerWhere.implement({
  description: `Which layers. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [LayerWhere], ...and }),
    or: t.field({ type: [LayerWhere], ...or }),
    not: t.field({ type: LayerWhere, ...not }),
    modelVersion: t.field({ type: ModelVersionWhere, description: 'Belongs to such a model version.' }),
    name: t.field({ type: StringFilter, description: 'The layer’s name inside the network.' }),
    op: t.field({ type: StringFilter, description: 'The kind of operation that computes it, as ONNX names it.' }),
  }),
});

UnitWhere.implement({
  description: `Which neurons (units). ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [UnitWhere], ...and }),
    or: t.field({ type: [UnitWhere], ...or }),
    not: t.field({ type: UnitWhere, ...not }),
    layer: t.field({ type: LayerWhere, description: 'Belongs to such a layer.' }),
    unitIndex: t.field({ type: IntFilter, description: 'The neuron’s number in its layer, from 0.' }),
    outcome: t.field({ type: UnitOutcomeFilter, description: 'Its outcome in the shown run.' }),
    explanation: t.field({
      type: ExplanationWhere,
      description: 'At least one of its ranges has such an explanation in the shown run.',
    }),
  }),
});

ExplanationWhere.implement({
  description: `Which explanations. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [ExplanationWhere], ...and }),
    or: t.field({ type: [ExplanationWhere], ...or }),
    not: t.field({ type: ExplanationWhere, ...not }),
    unit: t.field({ type: UnitWhere, description: 'Explains such a neuron.' }),
    layer: t.field({ type: LayerWhere, description: 'Explains a neuron of such a layer: short for unit and layer.' }),
    modelVersion: t.field({
      type: ModelVersionWhere,
      description: 'Explains a neuron of such a model version: short for unit, layer and modelVersion.',
    }),
    clusterIndex: t.field({ type: IntFilter, description: 'The activation range’s number; 1 is the weakest.' }),
    iou: t.field({ type: FloatFilter, description: 'Overlap (IoU), 0–1.' }),
    lift: t.field({ type: FloatFilter, description: 'How many times better than chance.' }),
    chance: t.field({ type: FloatFilter, description: 'The overlap that area alone would give.' }),
    length: t.field({ type: IntFilter, description: 'How many concepts the formula has.' }),
    specialization: t.field({
      type: SpecializationFilter,
      description: 'How specialized it is, where the model has an untrained baseline.',
    }),
    grade: t.field({ type: GradeFilter, description: 'What it is worth, where that was computed.' }),
    timesShuffled: t.field({
      type: FloatFilter,
      description: 'How many times as much held-out images overlap as shuffled ones, where that was computed.',
    }),
    concept: t.field({ type: ConceptUseWhere, description: 'The formula uses such a concept in such a way.' }),
    formula: t.field({ type: FormulaMatch, description: formula }),
  }),
});

ConceptUseWhere.implement({
  description: `Which uses of a concept in a formula; all conditions must hold for one and the same use.`,
  fields: (t) => ({
    name: t.field({ type: StringFilter, description: 'The concept’s name.' }),
    called: t.field({ type: StringFilter, description: called }),
    category: t.field({ type: StringFilter, description: 'The concept’s category.' }),
    negated: t.boolean({ description: 'Whether it stands under NOT.' }),
  }),
});

FormulaMatch.implement({
  description: `Conditions on a formula’s structure, in the formula language: concepts joined by AND, OR and NOT, by any of their names (in another language, too, or by a synonym), in quotes where they hold spaces; NOT binds tighter than AND, AND tighter than OR. Texts are never compared. ${TOGETHER}`,
  fields: (t) => ({
    matches: t.string({
      description:
        'Has exactly this structure, in whatever order a chain of one operator is written: `water AND NOT sky` is also found as `NOT sky AND water`, but not as `(water AND tree) AND NOT sky`. `*` stands for any one concept: `water AND NOT *`.',
    }),
    contains: t.string({
      description:
        'Stands in the formula: as one of its literals, or as a part of one chain of the same operator, with what is inside the chain the same. `water AND NOT sky` stands in `(water AND tree) AND NOT sky`, `water OR river` in `(water OR river) AND NOT sky`; `water` does not stand in `NOT water`. `*` stands for any one concept.',
    }),
    equivalent: t.string({
      description:
        'Says the same, whatever its structure: holds on exactly the same sets of concepts, as `NOT (sky OR water)` and `NOT sky AND NOT water` do. Decided exactly for formulas of up to ten different concepts; longer ones are found by nothing. Takes no `*`.',
    }),
  }),
});

FormulaWhere.implement({
  description: `Which formulas. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [FormulaWhere], ...and }),
    or: t.field({ type: [FormulaWhere], ...or }),
    not: t.field({ type: FormulaWhere, ...not }),
    concept: t.field({ type: ConceptUseWhere, description: 'Uses such a concept in such a way.' }),
    length: t.field({ type: IntFilter, description: 'How many concepts it has.' }),
    text: t.field({ type: StringFilter, description: 'Its text as it is printed.' }),
    formula: t.field({ type: FormulaMatch, description: formula }),
  }),
});

ConceptWhere.implement({
  description: `Which concepts. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [ConceptWhere], ...and }),
    or: t.field({ type: [ConceptWhere], ...or }),
    not: t.field({ type: ConceptWhere, ...not }),
    name: t.field({ type: StringFilter, description: 'The concept’s name.' }),
    called: t.field({ type: StringFilter, description: called }),
    category: t.field({
      type: StringFilter,
      description: 'Its category: scene, object, part, material, texture or color.',
    }),
    pixelShare: t.field({ type: FloatFilter, description: 'The share of all pixels that carry it, 0–1.' }),
  }),
});

RunWhere.implement({
  description: `Which runs. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [RunWhere], ...and }),
    or: t.field({ type: [RunWhere], ...or }),
    not: t.field({ type: RunWhere, ...not }),
    status: t.field({ type: RunStatusFilter, description: 'How far it has come.' }),
    layer: t.field({ type: LayerWhere, description: 'Explains such a layer.' }),
  }),
});
