/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A rectangle of an image, in shares of its sides from the upper left corner, 0–1. */
export type AreaBox = {
  /** Where it ends from above. */
  bottom: number;
  /** Where it begins from the left. */
  left: number;
  /** Where it ends from the left. */
  right: number;
  /** Where it begins from above. */
  top: number;
};

/** How clusters of activations become ranges. */
export type Bounds =
  /** Ranges meet, and no value is left out. */
  | 'CONTIGUOUS'
  /** No clusters: each range holds as many values as the others, for comparisons. */
  | 'EQUAL_MASS'
  /** The paper’s rule: from the least to the greatest value of a cluster. */
  | 'OBSERVED';

/** What to cancel. */
export type CancelRunInput = {
  /** A run request, or the run that it became. */
  id: string | number;
};

/** What a range has to do with a class. */
export type ClassRole =
  /** Taking it out breaks more images of the class than its control, over all that was tried, on images that did not choose it. */
  | 'CARRIES'
  /** It fires on the class more than on others; more is not known. */
  | 'GOES_WITH';

/** What an image beside a pair shows. */
export type CollectExample =
  /** One without the other: what there is enough of. */
  | 'COUNTER_EXAMPLE'
  /** Both: what to collect. */
  | 'EXAMPLE';

/** What one of a pair is. */
export type CollectKind =
  /** The class of the image. */
  | 'CLASS'
  /** A concept of the dataset, anywhere in the image. */
  | 'CONCEPT';

/** What may be said of a pair of concepts to collect. */
export type CollectVerdict =
  /** Images with both mend more errors of a readout than as many other images, over all pairs that were tried. */
  | 'COLLECT'
  /** As far as can be told, they don’t. */
  | 'NOT_SHOWN'
  /** It has too few errors, or images, to tell. */
  | 'TOO_FEW_ERRORS';

/** How compared ranges are ordered. Ties are ordered by id; missing values come last both ways. */
export type ComparedRangeOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ComparedRangeOrderField;
};

/** What compared ranges can be ordered by. */
export type ComparedRangeOrderField =
  /** By overlap after less overlap before: ascending, the greatest loss first. */
  | 'DELTA_IOU'
  /** By how far the overlap (IoU) moved, whichever way. */
  | 'IOU_CHANGE'
  /** By the neuron’s number in its layer. */
  | 'UNIT_INDEX';

/** How a neuron’s range changed from one version to another. */
export type ComparedRangeStatus =
  /** It is explained after, but not before. */
  | 'APPEARED'
  /** Its formula is another one; what has become of the meaning is in `change`. */
  | 'CHANGED'
  /** It is explained before, but not after. */
  | 'DISAPPEARED'
  /** Its formula has the same structure in both: it has the same text, but for the order of a chain. */
  | 'SAME';

/** Conditions on how a range changed. Conditions side by side must all hold; one left out or null does not filter. */
export type ComparedRangeStatusFilter = {
  /** This. */
  eq?: ComparedRangeStatus | null | undefined;
  /** One of these. */
  in?: Array<ComparedRangeStatus> | null | undefined;
};

/** Which compared ranges. Conditions side by side must all hold; one left out or null does not filter. */
export type ComparedRangeWhere = {
  /** All of these hold, at most 20. */
  and?: Array<ComparedRangeWhere> | null | undefined;
  /** What has become of its meaning. */
  change?: MeaningChangeFilter | null | undefined;
  /** The activation range’s number; 1 is the weakest. */
  clusterIndex?: IntFilter | null | undefined;
  /** Overlap (IoU) after, minus overlap before. */
  deltaIou?: FloatFilter | null | undefined;
  /** Overlap (IoU) of the earlier formula with where the neuron fires after. */
  kept?: FloatFilter | null | undefined;
  /** The layer’s name. */
  layer?: StringFilter | null | undefined;
  /** Its meaning has surely changed, or not. */
  meaningChanged?: boolean | null | undefined;
  /** This does not hold. */
  not?: ComparedRangeWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<ComparedRangeWhere> | null | undefined;
  /** What both formulas cover, of what either covers, 0–1. */
  similarity?: FloatFilter | null | undefined;
  /** Whether it became specialized, or ceased to be. */
  specializationChange?: SpecializationChangeFilter | null | undefined;
  /** How it changed. */
  status?: ComparedRangeStatusFilter | null | undefined;
  /** The neuron’s number in its layer, from 0. */
  unitIndex?: IntFilter | null | undefined;
};

/** How a concept’s pixels were replaced. */
export type ConceptEdit =
  /** By the image, blurred. */
  | 'BLUR'
  /** By the mean colour of the image. */
  | 'MEAN_COLOUR'
  /** By the same place of another image of the class. */
  | 'PATCH';

/** Which uses of a concept in a formula; all conditions must hold for one and the same use. */
export type ConceptUseWhere = {
  /** What it is called: its name, its name in another language, or a synonym. */
  called?: StringFilter | null | undefined;
  /** The concept’s category. */
  category?: StringFilter | null | undefined;
  /** The concept’s name. */
  name?: StringFilter | null | undefined;
  /** Whether it stands under NOT. */
  negated?: boolean | null | undefined;
};

/** Which concepts. Conditions side by side must all hold; one left out or null does not filter. */
export type ConceptWhere = {
  /** All of these hold, at most 20. */
  and?: Array<ConceptWhere> | null | undefined;
  /** What it is called: its name, its name in another language, or a synonym. */
  called?: StringFilter | null | undefined;
  /** Its category: scene, object, part, material, texture or color. */
  category?: StringFilter | null | undefined;
  /** The concept’s name. */
  name?: StringFilter | null | undefined;
  /** This does not hold. */
  not?: ConceptWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<ConceptWhere> | null | undefined;
  /** The share of all pixels that carry it, 0–1. */
  pixelShare?: FloatFilter | null | undefined;
};

/** Which images a concept was edited in. */
export type EditDirection =
  /** In successes that don’t: does that break them? */
  | 'PUT_IN'
  /** In errors that show it: does that mend them? */
  | 'TAKEN_OUT';

/** What a range, or a concept, has to do with errors. */
export type ErrorRole =
  /** Taking it out mends more errors than its control, over all ranges that were tried, and does more good than harm, on images that did not choose it. */
  | 'CAUSE'
  /** It fires, or lies, on errors more than on successes of the same class; more is not known. */
  | 'GOES_WITH';

/** How explanations are ordered. Ties are ordered by id; missing values come last both ways. */
export type ExplanationOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ExplanationOrderField;
};

/** What explanations can be ordered by. */
export type ExplanationOrderField =
  /** By activation range; 1 is the weakest. */
  | 'CLUSTER_INDEX'
  /** By overlap (IoU). */
  | 'IOU'
  /** By how many concepts the formula has. */
  | 'LENGTH'
  /** By how many times better than chance they are, for one formula chosen beforehand (lift). */
  | 'LIFT'
  /** By how many times as much held-out images overlap as shuffled ones. */
  | 'TIMES_SHUFFLED'
  /** By the neuron’s number in its layer. */
  | 'UNIT_INDEX';

/** Which explanations. Conditions side by side must all hold; one left out or null does not filter. */
export type ExplanationWhere = {
  /** All of these hold, at most 20. */
  and?: Array<ExplanationWhere> | null | undefined;
  /** The overlap that area alone would give. */
  chance?: FloatFilter | null | undefined;
  /** The activation range’s number; 1 is the weakest. */
  clusterIndex?: IntFilter | null | undefined;
  /** The formula uses such a concept in such a way. */
  concept?: ConceptUseWhere | null | undefined;
  /** The formula’s structure, in the formula language. */
  formula?: FormulaMatch | null | undefined;
  /** What it is worth, where that was computed. */
  grade?: GradeFilter | null | undefined;
  /** Overlap (IoU), 0–1. */
  iou?: FloatFilter | null | undefined;
  /** Explains a neuron of such a layer: short for unit and layer. */
  layer?: LayerWhere | null | undefined;
  /** How many concepts the formula has. */
  length?: IntFilter | null | undefined;
  /** How many times better than chance. */
  lift?: FloatFilter | null | undefined;
  /** Explains a neuron of such a model version: short for unit, layer and modelVersion. */
  modelVersion?: ModelVersionWhere | null | undefined;
  /** This does not hold. */
  not?: ExplanationWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<ExplanationWhere> | null | undefined;
  /** How specialized it is, where the model has an untrained baseline. */
  specialization?: SpecializationFilter | null | undefined;
  /** How many times as much held-out images overlap as shuffled ones, where that was computed. */
  timesShuffled?: FloatFilter | null | undefined;
  /** Explains such a neuron. */
  unit?: UnitWhere | null | undefined;
};

/** Conditions on a number. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type FloatFilter = {
  /** Exactly this. */
  eq?: number | null | undefined;
  /** More than this. */
  gt?: number | null | undefined;
  /** This or more. */
  gte?: number | null | undefined;
  /** Exactly one of these, at most 100. */
  in?: Array<number> | null | undefined;
  /** Less than this. */
  lt?: number | null | undefined;
  /** This or less. */
  lte?: number | null | undefined;
};

/** Conditions on a formula’s structure, in the formula language: concepts joined by AND, OR and NOT, by any of their names (in another language, too, or by a synonym), in quotes where they hold spaces; NOT binds tighter than AND, AND tighter than OR. Texts are never compared. Conditions side by side must all hold; one left out or null does not filter. */
export type FormulaMatch = {
  /** Stands in the formula: as one of its literals, or as a part of one chain of the same operator, with what is inside the chain the same. `water AND NOT sky` stands in `(water AND tree) AND NOT sky`, `water OR river` in `(water OR river) AND NOT sky`; `water` does not stand in `NOT water`. `*` stands for any one concept. */
  contains?: string | null | undefined;
  /** Says the same, whatever its structure: holds on exactly the same sets of concepts, as `NOT (sky OR water)` and `NOT sky AND NOT water` do. Decided exactly for formulas of up to ten different concepts; longer ones are found by nothing. Takes no `*`. */
  equivalent?: string | null | undefined;
  /** Has exactly this structure, in whatever order a chain of one operator is written: `water AND NOT sky` is also found as `NOT sky AND water`, but not as `(water AND tree) AND NOT sky`. `*` stands for any one concept: `water AND NOT *`. */
  matches?: string | null | undefined;
};

/** What a gate came to. What could not be judged never passes. */
export type GateOutcome =
  /** Neither: an interval is too wide, or a number is not there. */
  | 'COULD_NOT_JUDGE'
  /** An interval lies on the wrong side. */
  | 'FAIL'
  /** Every interval lies on the right side. */
  | 'PASS';

/** What an explanation is worth: how far it holds on images that did not choose it. */
export type Grade =
  /** It holds on held-out images better than on shuffled ones, keeps most of its overlap there, is found again without them, and rests on enough images: the neuron responds to it. */
  | 'CLEAR'
  /** It overlaps no better than with the labels of other images: nothing nameable. */
  | 'NONE'
  /** It holds on held-out images, but not in all of that: the neuron overlaps best with it. */
  | 'PARTLY'
  /** It may hold, or keeps little of its overlap. */
  | 'UNCLEAR';

/** Conditions on what an explanation is worth. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type GradeFilter = {
  /** This grade. */
  eq?: Grade | null | undefined;
  /** One of these. */
  in?: Array<Grade> | null | undefined;
};

/** Which formulas are allowed. */
export type Grammar =
  /** Also OR NOT, and a NOT in front. */
  | 'FULL'
  /** Concepts joined by OR, AND and AND NOT. */
  | 'PAPER';

/** How the pixels of a concept are known, the surest first. */
export type Grounding =
  /** By masks for some objects at the most: others are known by boxes around them. */
  | 'BOXES'
  /** Computed from pixels and masks by a stated rule. */
  | 'COMPUTED'
  /** By masks that people or tools drew. */
  | 'MASKS'
  /** By labels of whole images: where in the image it is, is not known. */
  | 'WHOLE_IMAGES';

/** Conditions on a whole number. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type IntFilter = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** More than this. */
  gt?: number | null | undefined;
  /** This or more. */
  gte?: number | null | undefined;
  /** One of these, at most 100. */
  in?: Array<number> | null | undefined;
  /** Less than this. */
  lt?: number | null | undefined;
  /** This or less. */
  lte?: number | null | undefined;
};

/** How a range was taken out of a layer’s maps. */
export type Intervention =
  /** Its values were set to the neuron’s mean on images that are named rightly. */
  | 'MEAN'
  /** Its values were set to zero. */
  | 'ZERO';

/** What the caller says of an explanation. */
export type JudgeInput = {
  /** What they would call it instead, up to 200 characters. */
  betterName?: string | null | undefined;
  /** The explanation. */
  explanation: string | number;
  /** Made by the caller for this one review, 8 to 100 characters, such as a UUID: sent again with the same key, as after an outage, it is stored once. */
  idempotencyKey: string;
  /** Why, up to 2000 characters. */
  reason?: string | null | undefined;
  /** What they say. */
  verdict: ReviewVerdict;
};

/** What reviewers together say: the verdict of more than half of those who could tell. */
export type JudgementOutcome =
  /** More than half confirm it. */
  | 'CONFIRMED'
  /** No verdict is that of more than half. */
  | 'DISPUTED'
  /** More than half confirm a part of it. */
  | 'PARTLY_CONFIRMED'
  /** More than half reject it. */
  | 'REJECTED'
  /** Nobody could tell. */
  | 'UNDECIDED';

/** What this server’s machine would need and does not have. */
export type KeptMissing =
  /** The layer’s values; explaining the version again on this machine records them. */
  | 'ACTIVATIONS'
  /** What the run hits; `strata score` on this machine counts and keeps it. */
  | 'HITS';

/** Which concepts of an index. Conditions side by side must all hold; one left out or null does not filter. */
export type KnownConceptWhere = {
  /** All of these hold, at most 20. */
  and?: Array<KnownConceptWhere> | null | undefined;
  /** The best overlap (IoU) of ranges that use it outside NOT; null when none does. */
  bestIou?: FloatFilter | null | undefined;
  /** The concept’s category. */
  category?: StringFilter | null | undefined;
  /** The concept’s name. */
  name?: StringFilter | null | undefined;
  /** How many ranges have it under NOT. */
  negated?: IntFilter | null | undefined;
  /** This does not hold. */
  not?: KnownConceptWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<KnownConceptWhere> | null | undefined;
  /** How many ranges use it outside NOT. */
  positive?: IntFilter | null | undefined;
};

/** Which layers. Conditions side by side must all hold; one left out or null does not filter. */
export type LayerWhere = {
  /** All of these hold, at most 20. */
  and?: Array<LayerWhere> | null | undefined;
  /** Belongs to such a model version. */
  modelVersion?: ModelVersionWhere | null | undefined;
  /** The layer’s name inside the network. */
  name?: StringFilter | null | undefined;
  /** This does not hold. */
  not?: LayerWhere | null | undefined;
  /** The kind of operation that computes it, as ONNX names it. */
  op?: StringFilter | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<LayerWhere> | null | undefined;
};

/** Whether a checkpoint can be trusted, as a traffic light says it. */
export type LightColor =
  /** Rules passed, explanations hold, and some range goes beyond untrained networks. */
  | 'GREEN'
  /** Nothing can be said. */
  | 'GREY'
  /** The newest gate failed. */
  | 'RED'
  /** Something that green asks for is not known, or not so. */
  | 'YELLOW';

/** Why a light is what it is: the first that is so, doubts before praise. */
export type LightReason =
  /** Fewer than three untrained networks are explained to compare with. */
  | 'FEW_BASELINES'
  /** The newest gate failed. */
  | 'GATE_FAILED'
  /** The newest gate passed, and all the rest is well. */
  | 'GATE_PASSED'
  /** The newest gate could not judge. */
  | 'GATE_UNDECIDED'
  /** A layer is not explained to its end. */
  | 'INCOMPLETE'
  /** No explanation holds on images that did not choose it. */
  | 'NOTHING_CLEAR'
  /** No range is known to be specialized beyond untrained networks. */
  | 'NOT_BEYOND_UNTRAINED'
  /** No layer of it is explained. */
  | 'NOT_EXPLAINED'
  /** A layer has no evidence, so nothing is graded. */
  | 'NOT_GRADED'
  /** All the rest is well, but no rules have decided about it. */
  | 'NO_GATE'
  /** It is an untrained baseline. */
  | 'UNTRAINED';

/** What has become of the meaning of a neuron’s range from one version to another: judged by what formulas cover, not by their text. */
export type MeaningChange =
  /** Hardly anything is left: both cover less than 20 % of what either covers. */
  | 'NEW_MEANING'
  /** Both formulas cover much the same: at least 80 % of what either covers. */
  | 'REWORDED'
  /** The earlier formula overlaps at least 95 % as well as the later one with where the neuron fires after. */
  | 'SAME'
  /** A part is left: both cover at least 20 % of what either covers. */
  | 'SHIFTED';

/** Conditions on what has become of a range’s meaning. Conditions side by side must all hold; one left out or null does not filter. A range for which that is not computed fulfils none. */
export type MeaningChangeFilter = {
  /** This. */
  eq?: MeaningChange | null | undefined;
  /** One of these. */
  in?: Array<MeaningChange> | null | undefined;
};

/** Where a model version’s activations come from. */
export type ModelSource =
  /** From a file of activations made elsewhere. */
  | 'ACTIVATIONS'
  /** From running the network, an ONNX file. */
  | 'ONNX';

/** Which checkpoints of a network (model versions). Conditions side by side must all hold; one left out or null does not filter. */
export type ModelVersionWhere = {
  /** Its share of correct predictions, 0–1. */
  accuracy?: FloatFilter | null | undefined;
  /** All of these hold, at most 20. */
  and?: Array<ModelVersionWhere> | null | undefined;
  /** Whether it is the untrained baseline: the same network with random weights. */
  isBaseline?: boolean | null | undefined;
  /** The version’s label. */
  label?: StringFilter | null | undefined;
  /** Belongs to such a model. */
  model?: ModelWhere | null | undefined;
  /** This does not hold. */
  not?: ModelVersionWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<ModelVersionWhere> | null | undefined;
  /** The version’s place in its model’s order. */
  sequence?: IntFilter | null | undefined;
};

/** Which models. Conditions side by side must all hold; one left out or null does not filter. */
export type ModelWhere = {
  /** All of these hold, at most 20. */
  and?: Array<ModelWhere> | null | undefined;
  /** The model’s name. */
  name?: StringFilter | null | undefined;
  /** This does not hold. */
  not?: ModelWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<ModelWhere> | null | undefined;
};

/** Which end of a list comes first. */
export type OrderDirection =
  /** The lowest first. */
  | 'ASC'
  /** The highest first. */
  | 'DESC';

/** What of two versions is compared. */
export type Pairing =
  /** They belong to different training runs, in which equal numbers mean nothing: only how often formulas and concepts are used is compared. */
  | 'DISTRIBUTIONS'
  /** They belong to one training run, so each neuron is compared with the one of its number. */
  | 'UNITS';

/** Which images of a range are shown. */
export type RangeImages =
  /** Where neuron and formula agree most, then where the neuron fires most. */
  | 'BEST'
  /** Counter-examples: the neuron fires, and the formula holds nowhere; most firing first. */
  | 'FIRES_ALONE'
  /** Counter-examples: the formula holds, and the neuron does not fire in the range. */
  | 'FORMULA_ALONE'
  /** Where the neuron fires in the range, in an order of chance that stays the same. */
  | 'RANDOM';

/** What came of a neuron’s activation range. */
export type RangeOutcome =
  /** The neuron nowhere fires in it. */
  | 'EMPTY'
  /** A formula was found that overlaps with where the neuron fires in it. */
  | 'EXPLAINED'
  /** The neuron fires in it, but nothing named lies there: no formula overlaps. */
  | 'NOTHING_NAMED';

/** What to start again. */
export type RetryRunInput = {
  /** A run request that failed or was cancelled, or a run that stopped. */
  id: string | number;
};

/** Which explanations are judged first. Ties are ordered by id. */
export type ReviewOrder =
  /** As drawn by chance, doubtful ones oftener: from the first ones, the whole layer can be estimated. The same each time. */
  | 'DRAW'
  /** Those of the highest priority: importance × doubt. */
  | 'PRIORITY';

/** What a person who looked at the evidence says of an explanation. */
export type ReviewVerdict =
  /** The formula says what the images have in common where the neuron fires. */
  | 'CONFIRM'
  /** It says a part of it, or too much. */
  | 'PARTLY'
  /** It says something else. */
  | 'REJECT'
  /** The images do not tell. */
  | 'UNSURE';

/** What a key or a person may do: each role may do all that those before it may. */
export type Role =
  /** Start and stop runs and read the audit, too. */
  | 'ADMIN'
  /** Judge explanations, too. */
  | 'REVIEWER'
  /** Read everything but the audit. */
  | 'VIEWER';

/** What an event is about. */
export type RunEventKind =
  /** A message of a worker, such as what it is waiting for. */
  | 'NOTE'
  /** More neurons are explained; at most about two a second. */
  | 'PROGRESS'
  /** The status changed. */
  | 'STATUS';

/** How far a run that was asked for has come. */
export type RunRequestStatus =
  /** Someone cancelled it; retrying resumes it. */
  | 'CANCELLED'
  /** All neurons are explained. */
  | 'COMPLETED'
  /** It ended with an error; retrying resumes it. */
  | 'FAILED'
  /** A worker reads the images and runs the network. */
  | 'PREPARING'
  /** It is waiting for a worker. */
  | 'QUEUED'
  /** Neurons are being explained. */
  | 'RUNNING';

/** How far a run has come. */
export type RunStatus =
  /** All neurons asked for are explained. */
  | 'COMPLETED'
  /** It ended with an error; starting it again resumes it. */
  | 'FAILED'
  /** Someone stopped it; starting it again resumes it. */
  | 'INTERRUPTED'
  /** Neurons are being explained. */
  | 'RUNNING';

/** How formulas are searched. */
export type SearchStrategy =
  /** The same, by estimates from sizes alone. */
  | 'AREAS'
  /** The paper’s beam search. */
  | 'BEAM'
  /** The same, by estimates without coordinates. */
  | 'CFH'
  /** The beam’s formula, by the paper’s estimates from sizes, hits and coordinates. */
  | 'MMESH'
  /** The same, without estimates. */
  | 'NONE'
  /** The best formula of up to four concepts, proved. */
  | 'OPTIMAL';

/** Why a layer cannot be compared. */
export type SkippedLayerReason =
  /** Their newest completed runs left zeros out by different rules (--off-share), so that their ranges do not mean the same. */
  | 'MIXED_ZERO_RULES'
  /** The versions have no completed runs of it with equal settings. */
  | 'NO_EQUAL_RUNS'
  /** Only the later version has it. */
  | 'ONLY_AFTER'
  /** Only the earlier version has it. */
  | 'ONLY_BEFORE';

/** What may be said of a formula that tells errors from successes. */
export type SliceVerdict =
  /** Permuted errors have formulas as good: nothing is found. */
  | 'BY_CHANCE'
  /** Errors go with it: at most 5 % of permuted errors have a formula as good. */
  | 'FOUND'
  /** Fewer than ten errors lie in it: too few to speak of it. */
  | 'TOO_FEW_ERRORS';

/** How the formula of a neuron’s range compares with the default formulas, those most frequent in the same layer of untrained networks. */
export type Specialization =
  /** Its formula is unlike all default formulas, but does not hold (grade UNCLEAR or NONE), or nothing is named there: learnt, but not nameable with these concepts. */
  | 'NOT_NAMEABLE'
  /** Its formula is unlike all default formulas, and holds as far as that is known. Of untrained networks, too, a share is: only the excess over it was learnt. */
  | 'SPECIALIZED'
  /** Its formula is a default formula: what an untrained network shows as well. */
  | 'UNSPECIALIZED'
  /** Its formula is another, but begins with the same pair of concepts as a default formula. */
  | 'WEAKLY_SPECIALIZED';

/** How a neuron’s range has crossed the line to SPECIALIZED from one version to another. */
export type SpecializationChange =
  /** It is SPECIALIZED before and of another class after. */
  | 'LOST_SPECIALIZATION'
  /** It is SPECIALIZED after and of another class before. */
  | 'NEWLY_SPECIALIZED';

/** Conditions on how a range’s specialization has changed. Conditions side by side must all hold; one left out or null does not filter. A range that has not crossed the line fulfils none. */
export type SpecializationChangeFilter = {
  /** This. */
  eq?: SpecializationChange | null | undefined;
  /** One of these. */
  in?: Array<SpecializationChange> | null | undefined;
};

/** Conditions on how specialized a neuron’s range is. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type SpecializationFilter = {
  /** This class. */
  eq?: Specialization | null | undefined;
  /** One of these. */
  in?: Array<Specialization> | null | undefined;
};

/** A run to start: a model version and a dataset that were explained before, with its own configuration or layer. */
export type StartRunInput = {
  /** Formulas kept from step to step, 1–1,000. */
  beam?: number;
  /** How ranges are bounded. */
  bounds?: Bounds;
  /** Search only concepts of these categories, at most 20. */
  categories?: Array<string> | null | undefined;
  /** Ranges a neuron, 1–32; 1 = the top 0.5 %. */
  clusters?: number;
  /** Which formulas are allowed. */
  grammar?: Grammar;
  /** The layer to be explained: of an ONNX model a module’s path or a tensor that "strata layers" lists. */
  layer: string;
  /** Concepts a formula, at most; 1–10, with OPTIMAL 1–4. */
  length?: number;
  /** Search only concepts that cover this share of all pixels, 0–1. */
  minConceptShare?: number;
  /** The checkpoint to be explained. */
  modelVersion: string | number;
  /** How often the search is repeated over shuffled images, 0–999; a p-value needs 19. Default: as many as on the command line. */
  nullSearches?: number | null | undefined;
  /** Zeros stand on their own, as range 0 (off), where at least this share of the layer’s values are exactly 0: above 0 and up to 1; null = never. */
  offShare?: number | null | undefined;
  /** A run of this checkpoint: images become the network’s input as in that one. Default: as in the newest run of the layer, else of the checkpoint. */
  preprocessingOfRun?: string | number | null | undefined;
  /** The images to explain it on. */
  probeDataset: string | number;
  /** How to search. Default OPTIMAL up to length 3, BEAM beyond. */
  search?: SearchStrategy | null | undefined;
  /** With OPTIMAL: milliseconds per range; after that, the best formula so far is taken. */
  searchBudgetMs?: number | null | undefined;
  /** How a pixel of a mask gets its value from a neuron’s map. */
  upsampling?: Upsampling;
};

/** Conditions on a text. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type StringFilter = {
  /** Exactly this. */
  eq?: string | null | undefined;
  /** Exactly one of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Begins with this, in the same case. */
  startsWith?: string | null | undefined;
};

/** What came of a neuron. */
export type UnitOutcome =
  /** It always takes the same value: it has no ranges. */
  | 'CONSTANT'
  /** It is always zero: it has no ranges. */
  | 'DEAD'
  /** Its ranges were found and explained. */
  | 'EXPLAINED'
  /** It takes fewer different values than ranges were asked for, so it has fewer ranges. */
  | 'FEW_VALUES'
  /** It takes values that are no numbers, or infinite: it has no ranges. */
  | 'NON_FINITE';

/** Conditions on the outcome for a neuron. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type UnitOutcomeFilter = {
  /** This outcome. */
  eq?: UnitOutcome | null | undefined;
  /** One of these. */
  in?: Array<UnitOutcome> | null | undefined;
};

/** Which neurons (units). Conditions side by side must all hold; one left out or null does not filter. */
export type UnitWhere = {
  /** All of these hold, at most 20. */
  and?: Array<UnitWhere> | null | undefined;
  /** At least one of its ranges has such an explanation in the shown run. */
  explanation?: ExplanationWhere | null | undefined;
  /** Belongs to such a layer. */
  layer?: LayerWhere | null | undefined;
  /** This does not hold. */
  not?: UnitWhere | null | undefined;
  /** At least one of these holds, at most 20. */
  or?: Array<UnitWhere> | null | undefined;
  /** Its outcome in the shown run. */
  outcome?: UnitOutcomeFilter | null | undefined;
  /** The neuron’s number in its layer, from 0. */
  unitIndex?: IntFilter | null | undefined;
};

/** How a pixel of a mask gets its value from a neuron’s map, which is smaller. */
export type Upsampling =
  /** Between the four map cells around it. */
  | 'BILINEAR'
  /** That of the map cell it lies in. */
  | 'NEAREST';

/** Whether something is so, judged by a whole 95 % interval. */
export type Verdict =
  /** The opposite is. */
  | 'NO'
  /** Chance could have made it. */
  | 'UNCLEAR'
  /** It is: the interval leaves out that it is not. */
  | 'YES';

/** How it is decided whether exact zeros stand on their own. */
export type ZeroRuleKind =
  /** Where at least a share of all values of the layer are exactly 0 (--off-share). */
  | 'LAYER_SHARE'
  /** Never: zeros are values like any other (--off-share never). */
  | 'NEVER'
  /** For each neuron by its least activation, as in runs before --off-share. */
  | 'UNIT';

export type AtlasLayersQueryVariables = Exact<{
  model: string;
  layer: string;
}>;


export type AtlasLayersQuery = { layers: { nodes: Array<{ modelVersion: { label: string, sequence: number, isBaseline: boolean, trainingRun: string }, run: { id: string, status: RunStatus, clusters: number, atlas: { frame: string, placedCount: number } | null } | null }> } };

export type AtlasMapQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
}>;


export type AtlasMapQuery = { layer: { unitCount: number, run: { id: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, atlas: { placedCount: number, notPlacedCount: number, trustworthiness: number | null, neighboursKept: number | null, neighbours: number | null, pointsCompared: number | null, concepts: Array<{ x: number, y: number, concept: { name: string } }> } | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } } | null } | null };

export type AtlasPointsQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  first: number;
  after?: string | null | undefined;
}>;


export type AtlasPointsQuery = { layer: { run: { atlas: { points: { packed: string, concepts: Array<string>, endCursor: string | null, hasNextPage: boolean } } | null } | null } | null };

export type AtlasRowsQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  where: ExplanationWhere;
}>;


export type AtlasRowsQuery = { layer: { explanations: { nodes: Array<{ clusterIndex: number, iou: number, grade: Grade | null, specialization: Specialization | null, unit: { unitIndex: number }, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } }> } } | null };

export type AtlasCardQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  where: ExplanationWhere;
}>;


export type AtlasCardQuery = { layer: { explanations: { nodes: Array<{ iou: number, grade: Grade | null, formula: { text: string }, cluster: { samples: Array<{ rank: number, overlayUrl: string, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> } }> } } | null };

export type ClassRangeFragment = { className: string, role: ClassRole, firesMore: number, rightCount: number, broken: number, controlBroken: number, effect: number, effectLower: number, effectUpper: number, takenFor: string | null, takenForCount: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { grade: Grade | null, formula: { text: string } } | null } };

export type ClassAnalysisFragment = { layerName: string, imageCount: number, predictions: Array<{ className: string, predictedName: string, imageCount: number }>, ranges: Array<{ className: string, role: ClassRole, firesMore: number, rightCount: number, broken: number, controlBroken: number, effect: number, effectLower: number, effectUpper: number, takenFor: string | null, takenForCount: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { grade: Grade | null, formula: { text: string } } | null } }> };

export type ClassesQueryVariables = Exact<{
  model: string;
  version: string;
}>;


export type ClassesQuery = { modelVersion: { label: string, classAnalyses: Array<{ layerName: string, imageCount: number, predictions: Array<{ className: string, predictedName: string, imageCount: number }>, ranges: Array<{ className: string, role: ClassRole, firesMore: number, rightCount: number, broken: number, controlBroken: number, effect: number, effectLower: number, effectUpper: number, takenFor: string | null, takenForCount: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { grade: Grade | null, formula: { text: string } } | null } }> }>, errors: Array<{ className: string | null, predictedName: string | null }> } | null };

export type CollectionPairFragment = { position: number, first: string, firstKind: CollectKind, second: string, secondKind: CollectKind, verdict: CollectVerdict, dataCount: number, selectedCount: number, selectedWrong: number, mended: number, mendedLower: number, mendedUpper: number, testedCount: number, q: number, curve: Array<{ added: number, wrongShare: number, controlShare: number }>, samples: Array<{ role: CollectExample, isWrong: boolean, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> };

export type CollectionFragment = { layerName: string, learntSplit: string | null, dataCount: number, imageCount: number, imagesWrong: number, isGrouped: boolean, unitCount: number, unitsWrong: number, pairsTried: number, errorsNeeded: number | null, pairs: Array<{ position: number, first: string, firstKind: CollectKind, second: string, secondKind: CollectKind, verdict: CollectVerdict, dataCount: number, selectedCount: number, selectedWrong: number, mended: number, mendedLower: number, mendedUpper: number, testedCount: number, q: number, curve: Array<{ added: number, wrongShare: number, controlShare: number }>, samples: Array<{ role: CollectExample, isWrong: boolean, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }> };

export type CompareQueryVariables = Exact<{
  model: string;
  a: string;
  b: string;
  layer?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  changedOnly: boolean;
  where?: ComparedRangeWhere | null | undefined;
  orderBy?: ComparedRangeOrder | null | undefined;
}>;


export type CompareQuery = { compare: { pairing: Pairing, before: { label: string, accuracy: number | null, trainingRun: string }, after: { label: string, accuracy: number | null, trainingRun: string }, floor: { value: number, lower: number, upper: number } | null, unitsChanged: { changed: number, known: number }, deltaIou: { value: number, lower: number, upper: number } | null, formulaCounts: Array<{ before: number, after: number, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } }>, layers: Array<{ name: string, unitCount: number, unitsCompared: number, runAfter: { id: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, baselineRun: { id: string } | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } } }>, skippedLayers: Array<{ name: string, reason: SkippedLayerReason, runBefore: { zeroRule: { kind: ZeroRuleKind, offShare: number | null, zerosOff: boolean | null } } | null, runAfter: { zeroRule: { kind: ZeroRuleKind, offShare: number | null, zerosOff: boolean | null } } | null }>, summary: { n: number, inBoth: number, same: number, reworded: number, shifted: number, newMeaning: number, notComputed: number, meaningChanged: number, appeared: number, disappeared: number, newlySpecialized: number, lostSpecialization: number, meanDeltaIou: number | null }, ranges: Array<{ clusterIndex: number, counts: { n: number, inBoth: number, same: number, reworded: number, shifted: number, newMeaning: number, notComputed: number, meaningChanged: number, appeared: number, disappeared: number, newlySpecialized: number, lostSpecialization: number, meanDeltaIou: number | null } }>, conceptsGained: Array<{ bestIou: number, positive: number, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> }, bestExplanation: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } } } }>, conceptsLost: Array<{ bestIou: number, positive: number, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> }, bestExplanation: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } } } }>, rows: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ layer: string, unitIndex: number, clusterIndex: number, clusterIndexBefore: number | null, status: ComparedRangeStatus, change: MeaningChange | null, kept: number | null, similarity: number | null, meaningChanged: boolean, deltaIou: number, specializationChange: SpecializationChange | null, before: { iou: number, chance: number, timesShuffled: number | null, specialization: Specialization | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, cluster: { lower: number | null, upper: number | null, samples: Array<{ rank: number, overlayUrl: string, sample: { id: string, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null } | null, after: { iou: number, chance: number, timesShuffled: number | null, specialization: Specialization | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, cluster: { lower: number | null, upper: number | null, samples: Array<{ rank: number, overlayUrl: string, sample: { id: string, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null } | null, diff: { kept: Array<{ negated: boolean, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }>, added: Array<{ negated: boolean, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }>, removed: Array<{ negated: boolean, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } }> } } | null };

export type ComparedSideFragment = { iou: number, chance: number, timesShuffled: number | null, specialization: Specialization | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, cluster: { lower: number | null, upper: number | null, samples: Array<{ rank: number, overlayUrl: string, sample: { id: string, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null };

export type DiffUseFragment = { negated: boolean, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } };

export type ComparableQueryVariables = Exact<{
  model: string;
}>;


export type ComparableQuery = { model: { name: string, layerNames: Array<string>, baseline: { label: string } | null, versions: { nodes: Array<{ label: string, isBaseline: boolean }> } } | null };

export type ComparisonNumbersFragment = { n: number, inBoth: number, same: number, reworded: number, shifted: number, newMeaning: number, notComputed: number, meaningChanged: number, appeared: number, disappeared: number, newlySpecialized: number, lostSpecialization: number, meanDeltaIou: number | null };

export type ConceptChangeFragment = { bestIou: number, positive: number, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> }, bestExplanation: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } } } };

export type VersionChangesQueryVariables = Exact<{
  model: string;
  a: string;
  b: string;
  layer?: string | null | undefined;
}>;


export type VersionChangesQuery = { compare: { pairing: Pairing, floor: { value: number, lower: number, upper: number } | null, summary: { n: number, inBoth: number, same: number, reworded: number, shifted: number, newMeaning: number, notComputed: number, meaningChanged: number, appeared: number, disappeared: number, newlySpecialized: number, lostSpecialization: number, meanDeltaIou: number | null } } | null };

export type ErrorAnswerFragment = { className: string | null, predictedName: string | null, imageCount: number, imagesWrong: number, isGrouped: boolean, unitCount: number, unitsWrong: number, permutations: number, errorsNeeded: number | null, ranges: Array<{ role: ErrorRole, intervention: Intervention, wrongCount: number, mended: number, controlMended: number, rightCount: number, broken: number, controlBroken: number, effect: number, effectLower: number, effectUpper: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { grade: Grade | null, formula: { text: string } } | null } }>, edits: Array<{ concept: string, edit: ConceptEdit, direction: EditDirection, role: ErrorRole, imageCount: number, changed: number, controlChanged: number, effect: number, effectLower: number, effectUpper: number }>, slices: Array<{ position: number, formula: string, verdict: SliceVerdict, p: number, selectedCount: number, selectedWrong: number, unitCount: number, unitsWrong: number, samples: Array<{ isWrong: boolean, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }> };

export type ErrorEditFragment = { concept: string, edit: ConceptEdit, direction: EditDirection, role: ErrorRole, imageCount: number, changed: number, controlChanged: number, effect: number, effectLower: number, effectUpper: number };

export type ErrorHeadlineFragment = { className: string | null, predictedName: string | null, imageCount: number, imagesWrong: number, errorsNeeded: number | null, createdAt: string, slices: Array<{ formula: string, verdict: SliceVerdict }>, ranges: Array<{ role: ErrorRole, mended: number, controlMended: number, wrongCount: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { formula: { text: string } } | null } }> };

export type ErrorRangeFragment = { role: ErrorRole, intervention: Intervention, wrongCount: number, mended: number, controlMended: number, rightCount: number, broken: number, controlBroken: number, effect: number, effectLower: number, effectUpper: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { grade: Grade | null, formula: { text: string } } | null } };

export type ErrorSliceFragment = { position: number, formula: string, verdict: SliceVerdict, p: number, selectedCount: number, selectedWrong: number, unitCount: number, unitsWrong: number, samples: Array<{ isWrong: boolean, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> };

export type ErrorsQueryVariables = Exact<{
  model: string;
  version: string;
}>;


export type ErrorsQuery = { modelVersion: { label: string, errors: Array<{ className: string | null, predictedName: string | null, imageCount: number, imagesWrong: number, isGrouped: boolean, unitCount: number, unitsWrong: number, permutations: number, errorsNeeded: number | null, ranges: Array<{ role: ErrorRole, intervention: Intervention, wrongCount: number, mended: number, controlMended: number, rightCount: number, broken: number, controlBroken: number, effect: number, effectLower: number, effectUpper: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { grade: Grade | null, formula: { text: string } } | null } }>, edits: Array<{ concept: string, edit: ConceptEdit, direction: EditDirection, role: ErrorRole, imageCount: number, changed: number, controlChanged: number, effect: number, effectLower: number, effectUpper: number }>, slices: Array<{ position: number, formula: string, verdict: SliceVerdict, p: number, selectedCount: number, selectedWrong: number, unitCount: number, unitsWrong: number, samples: Array<{ isWrong: boolean, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }> }>, collections: Array<{ layerName: string, learntSplit: string | null, dataCount: number, imageCount: number, imagesWrong: number, isGrouped: boolean, unitCount: number, unitsWrong: number, pairsTried: number, errorsNeeded: number | null, pairs: Array<{ position: number, first: string, firstKind: CollectKind, second: string, secondKind: CollectKind, verdict: CollectVerdict, dataCount: number, selectedCount: number, selectedWrong: number, mended: number, mendedLower: number, mendedUpper: number, testedCount: number, q: number, curve: Array<{ added: number, wrongShare: number, controlShare: number }>, samples: Array<{ role: CollectExample, isWrong: boolean, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }> }> } | null };

export type BestExplanationFragment = { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } } };

export type FoundQueryVariables = Exact<{
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  where?: ExplanationWhere | null | undefined;
  orderBy?: ExplanationOrder | null | undefined;
}>;


export type FoundQuery = { explanations: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, clusterIndex: number, iou: number, chance: number, lift: number | null, timesShuffled: number | null, grade: Grade | null, length: number, specialization: Specialization | null, run: { clusters: number }, unit: { unitIndex: number, layer: { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } } }, cluster: { sheetUrl: string, samples: Array<{ rank: number, overlayUrl: string, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null }> }, explanationCounts: { units: number } };

export type FoundSpreadQueryVariables = Exact<{
  where?: ExplanationWhere | null | undefined;
}>;


export type FoundSpreadQuery = { explanationCounts: { models: Array<{ n: number, model: { name: string } }>, versions: Array<{ n: number, modelVersion: { label: string } }>, layerNames: Array<{ name: string, n: number }>, ranges: Array<{ clusterIndex: number, n: number }>, specializations: Array<{ specialization: Specialization, n: number }>, grades: Array<{ grade: Grade, n: number }>, categories: Array<{ category: string, n: number }> } };

export type PolarityCountsQueryVariables = Exact<{
  responds?: ExplanationWhere | null | undefined;
  excludes?: ExplanationWhere | null | undefined;
  either?: ExplanationWhere | null | undefined;
}>;


export type PolarityCountsQuery = { responds: { n: number }, excludes: { n: number }, either: { n: number } };

export type FindPlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type FindPlacesQuery = { models: { nodes: Array<{ name: string, layerNames: Array<string>, versions: { nodes: Array<{ label: string, isBaseline: boolean }> } }> }, strongest: { nodes: Array<{ clusterIndex: number }> }, graded: { nodes: Array<{ id: string }> }, classified: { nodes: Array<{ id: string }> } };

export type NamedConceptsQueryVariables = Exact<{
  where?: ConceptWhere | null | undefined;
  first: number;
}>;


export type NamedConceptsQuery = { concepts: { nodes: Array<{ synonyms: Array<string>, pixelShare: number, name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> }> } };

export type ConceptIndexQueryVariables = Exact<{
  model: string;
  version: string;
  layer?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  where?: KnownConceptWhere | null | undefined;
}>;


export type ConceptIndexQuery = { conceptIndex: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ positive: number, negated: number, bestIou: number | null, concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> }, ranges: Array<{ clusterIndex: number, positive: number, negated: number }>, bestExplanation: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } } } | null }> } | null };

export type FoundFileQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  where?: ExplanationWhere | null | undefined;
  orderBy?: ExplanationOrder | null | undefined;
}>;


export type FoundFileQuery = { explanations: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ clusterIndex: number, iou: number, chance: number, lift: number | null, timesShuffled: number | null, grade: Grade | null, specialization: Specialization | null, unit: { unitIndex: number, layer: { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } } }, formula: { text: string }, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null }> } };

export type RangeImageFragment = { rank: number, overlayUrl: string, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } };

export type FormulaScoresQueryVariables = Exact<{
  model: string;
  version: string;
  layer?: string | null | undefined;
  formula: string;
  first: number;
}>;


export type FormulaScoresQuery = { modelVersion: { scores: { formula: string, scored: number, significant: number | null, coverage: number | null, unknown: Array<{ name: string, nearest: Array<string> }>, layers: Array<{ isKept: boolean, unitsDone: number, unitsTotal: number, layer: { name: string } }>, ranges: Array<{ iou: number, shuffledIou: number | null, timesShuffled: number | null, p: number | null, q: number | null, cluster: { id: string, clusterIndex: number, sheetUrl: string, run: { clusters: number }, unit: { unitIndex: number, layer: { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } } }, explanation: { grade: Grade | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } } | null, samples: Array<{ rank: number, overlayUrl: string, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> } }> } } | null };

export type ConceptChipFragment = { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> };

export type FormulaChipsFragment = { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> };

export type FormulaTreeFragment = { text: string, concepts: Array<{ negated: boolean, concept: { pixelShare: number, name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> };

export type ImagePlaceQueryVariables = Exact<{
  model: string;
  version: string;
}>;


export type ImagePlaceQuery = { modelVersion: { id: string, label: string, layers: { nodes: Array<{ name: string, run: { clusters: number, probeDataset: { id: string, name: string, sampleCount: number } } | null }> } } | null };

export type ImageQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  modelVersion: string | number;
  sampleIndex: number;
}>;


export type ImageQuery = { layer: { run: { probeDataset: { sample: { id: string, sampleIndex: number, key: string, className: string | null, split: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null, previous: { sampleIndex: number } | null, next: { sampleIndex: number } | null, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ pixels: number, maskUrl: string, concept: { name: string, category: string } }> } | null } } | null } | null };

export type RangesInImageQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  sample: string | number;
  area?: Array<AreaBox> | AreaBox | null | undefined;
  first: number;
}>;


export type RangesInImageQuery = { layer: { rangesInImage: { areaShare: number, missing: KeptMissing | null, ranges: Array<{ iou: number, share: number, meanShare: number, cluster: { id: string, clusterIndex: number, sheetUrl: string, run: { clusters: number }, unit: { unitIndex: number }, explanation: { grade: Grade | null, iou: number, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } } | null, samples: Array<{ rank: number, overlayUrl: string, sample: { key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> } }> } | null } | null };

export type LayerConceptsQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
}>;


export type LayerConceptsQuery = { layer: { run: { probeDataset: { concepts: { nodes: Array<{ name: string, category: string }> } } } | null } | null };

export type ExplanationsQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  where?: ExplanationWhere | null | undefined;
  orderBy?: ExplanationOrder | null | undefined;
}>;


export type ExplanationsQuery = { layer: { unitCount: number, height: number, width: number, run: { unitsDone: number, status: RunStatus, id: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, baselineRun: { id: string } | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } } | null, explanations: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, clusterIndex: number, iou: number, chance: number, lift: number | null, timesShuffled: number | null, grade: Grade | null, length: number, gap: number | null, specialization: Specialization | null, metrics: { detectionAccuracy: number, activationCoverage: number, sampleCoverage: number | null, shuffledSampleCoverage: number | null, explanationCoverage: number | null }, unit: { unitIndex: number }, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null }> } } | null };

export type HeatQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  from: number;
  to: number;
}>;


export type HeatQuery = { layer: { units: { nodes: Array<{ unitIndex: number, clusters: Array<{ clusterIndex: number, explanation: { iou: number, timesShuffled: number | null, specialization: Specialization | null } | null }> }> } } | null };

export type LayerSizeQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
}>;


export type LayerSizeQuery = { layer: { unitCount: number, run: { clusters: number } | null } | null };

export type ModelsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ModelsQuery = { models: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, layerNames: Array<string>, baseline: { label: string, accuracy: number | null } | null, trained: { nodes: Array<{ label: string }> }, latestVersion: { label: string, accuracy: number | null, source: ModelSource, layers: { nodes: Array<{ unitCount: number }> } } | null, versions: { totalCount: number, nodes: Array<{ label: string, accuracy: number | null }> } }> } };

export type EvidenceSampleFragment = { rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } };

export type LaneClassFragment = { specialization: Specialization | null, formula: { text: string }, defaultFormula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } | null };

export type LaneEvidenceFragment = { support: { samples: number, mapCells: number } | null, explanation: { grade: Grade | null, heldOutP: number | null, shuffledIou: number | null, timesShuffled: number | null, kept: number | null, metrics: { explanationCoverage: number | null } } | null };

export type MetricSharesFragment = { detectionAccuracy: number, activationCoverage: number, sampleCoverage: number | null, shuffledSampleCoverage: number | null, explanationCoverage: number | null };

export type LaneNumbersFragment = { lower: number | null, upper: number | null, includesLower: boolean | null, labelledShare: number | null, bitmapPixels: number, importance: { changed: number, samples: number, share: number, controlChanged: number | null, difference: { difference: number, lower: number, upper: number } | null } | null, explanation: { iou: number, chance: number, heldOutIou: number | null, shuffledIou: number | null, heldOutP: number | null, heldOutQ: number | null, bound: number | null, gap: number | null, labelMasking: number | null, labelMaskingSamples: number | null, labelMaskingStrength: number | null, labelMaskingFloor: number | null, specificationsHeld: number | null, specificationsTotal: number | null, intersection: number, union: number, formulaPixels: number, replication: { folds: number, formula: number, leadingPair: number } | null, metrics: { detectionAccuracy: number, activationCoverage: number, sampleCoverage: number | null, shuffledSampleCoverage: number | null, explanationCoverage: number | null }, formula: { text: string } } | null };

export type NeuronQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  unitIndex: number;
}>;


export type NeuronQuery = { unit: { unitIndex: number, outcome: UnitOutcome | null, problem: string | null, min: number | null, max: number | null, mean: number | null, zeroShare: number | null, cells: { total: number, off: number | null, offShare: number | null, saturated: number | null, saturatedShare: number | null } | null, layer: { unitCount: number, height: number, width: number, run: { id: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } } | null }, histogram: { lower: number, upper: number, counts: Array<number> } | null, previous: { unitIndex: number } | null, next: { unitIndex: number } | null, clusters: Array<{ id: string, clusterIndex: number, outcome: RangeOutcome | null, share: number, sheetUrl: string, lower: number | null, upper: number | null, includesLower: boolean | null, labelledShare: number | null, bitmapPixels: number, explanation: { length: number, iou: number, chance: number, heldOutIou: number | null, shuffledIou: number | null, heldOutP: number | null, heldOutQ: number | null, bound: number | null, gap: number | null, labelMasking: number | null, labelMaskingSamples: number | null, labelMaskingStrength: number | null, labelMaskingFloor: number | null, specificationsHeld: number | null, specificationsTotal: number | null, intersection: number, union: number, formulaPixels: number, grade: Grade | null, timesShuffled: number | null, kept: number | null, specialization: Specialization | null, id: string, replication: { folds: number, terms: Array<number>, formula: number, leadingPair: number } | null, formula: { text: string, concepts: Array<{ negated: boolean, concept: { pixelShare: number, name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, metrics: { explanationCoverage: number | null, detectionAccuracy: number, activationCoverage: number, sampleCoverage: number | null, shuffledSampleCoverage: number | null }, defaultFormula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } | null, ownVerdict: { verdict: ReviewVerdict, carriedOver: boolean, modelVersion: { label: string } } | null, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null } | null, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }>, importance: { changed: number, samples: number, share: number, controlChanged: number | null, difference: { difference: number, lower: number, upper: number } | null } | null, support: { samples: number, mapCells: number } | null }>, history: Array<{ layer: { modelVersion: { label: string } }, clusters: Array<{ clusterIndex: number, explanation: { iou: number, chance: number, timesShuffled: number | null, specialization: Specialization | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } } | null }> }> } | null };

export type UnitRangesQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  unitIndex: number;
}>;


export type UnitRangesQuery = { unit: { clusters: Array<{ id: string, clusterIndex: number, run: { clusters: number }, explanation: { grade: Grade | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } } | null }> } | null };

export type RangeImagesPageQueryVariables = Exact<{
  id: string | number;
  which: RangeImages;
  skip: number;
  first: number;
}>;


export type RangeImagesPageQuery = { node:
    | { images: { total: number, missing: KeptMissing | null, images: Array<{ bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> } }
    | Record<PropertyKey, never>
   | null };

export type RangeLaneFragment = { id: string, clusterIndex: number, outcome: RangeOutcome | null, share: number, sheetUrl: string, lower: number | null, upper: number | null, includesLower: boolean | null, labelledShare: number | null, bitmapPixels: number, explanation: { length: number, iou: number, chance: number, heldOutIou: number | null, shuffledIou: number | null, heldOutP: number | null, heldOutQ: number | null, bound: number | null, gap: number | null, labelMasking: number | null, labelMaskingSamples: number | null, labelMaskingStrength: number | null, labelMaskingFloor: number | null, specificationsHeld: number | null, specificationsTotal: number | null, intersection: number, union: number, formulaPixels: number, grade: Grade | null, timesShuffled: number | null, kept: number | null, specialization: Specialization | null, id: string, replication: { folds: number, terms: Array<number>, formula: number, leadingPair: number } | null, formula: { text: string, concepts: Array<{ negated: boolean, concept: { pixelShare: number, name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, metrics: { explanationCoverage: number | null, detectionAccuracy: number, activationCoverage: number, sampleCoverage: number | null, shuffledSampleCoverage: number | null }, defaultFormula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } | null, ownVerdict: { verdict: ReviewVerdict, carriedOver: boolean, modelVersion: { label: string } } | null, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null } | null, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }>, importance: { changed: number, samples: number, share: number, controlChanged: number | null, difference: { difference: number, lower: number, upper: number } | null } | null, support: { samples: number, mapCells: number } | null };

export type PaletteQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  concepts?: ConceptWhere | null | undefined;
  unitIndex: number;
}>;


export type PaletteQuery = { layer: { unitCount: number, units: { nodes: Array<{ unitIndex: number }> }, run: { probeDataset: { concepts: { nodes: Array<{ name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> }> } } } | null } | null };

export type PaletteModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type PaletteModelsQuery = { models: { nodes: Array<{ name: string, layerNames: Array<string>, latestVersion: { label: string } | null }> } };

export type LayerPlaceFragment = { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } };

export type PlaceQueryVariables = Exact<{
  name: string;
}>;


export type PlaceQuery = { models: { nodes: Array<{ name: string, latestVersion: { label: string } | null }> }, model: { name: string, layerNames: Array<string>, versions: { nodes: Array<{ label: string, isBaseline: boolean }> } } | null };

export type UnitPlaceFragment = { unitIndex: number, layer: { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } } };

export type JudgementFragment = { judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null };

export type LaneJudgementFragment = { id: string, ownVerdict: { verdict: ReviewVerdict, carriedOver: boolean, modelVersion: { label: string } } | null, judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null };

export type ReviewQueueQueryVariables = Exact<{
  where?: ExplanationWhere | null | undefined;
  order?: ReviewOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type ReviewQueueQuery = { reviewQueue: { totalCount: number, edges: Array<{ cursor: string, node: { importance: number, importanceIsMeasured: boolean, doubt: number, explanation: { id: string, clusterIndex: number, iou: number, grade: Grade | null, run: { clusters: number }, unit: { unitIndex: number, layer: { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } } }, formula: { text: string, concepts: Array<{ negated: boolean, concept: { pixelShare: number, name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, cluster: { share: number, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> } } } }> } };

export type ReviewItemFragment = { id: string, clusterIndex: number, iou: number, grade: Grade | null, run: { clusters: number }, unit: { unitIndex: number, layer: { name: string, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } } }, formula: { text: string, concepts: Array<{ negated: boolean, concept: { pixelShare: number, name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, cluster: { share: number, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> } };

export type JudgeMutationVariables = Exact<{
  input: JudgeInput;
}>;


export type JudgeMutation = { judge:
    | { __typename: 'InvalidReviewProblem', message: string }
    | { __typename: 'JudgeSuccess', explanation: { judgement: { outcome: JudgementOutcome, reviewers: number, confirming: number, partly: number, rejecting: number, unsure: number, carriedOver: number } | null } }
    | { __typename: 'KeyUsedProblem', message: string }
    | { __typename: 'UnknownObjectProblem', message: string }
   };

export type LayerReviewsQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
}>;


export type LayerReviewsQuery = { layer: { reviewEstimate: { explanations: number, judged: number, share: number, lower: number, upper: number } | null, agreement: Array<{ clusterIndex: number | null, explanations: number, judged: number, judgedByTwo: number, reviewers: number, confirmed: number, partlyConfirmed: number, rejected: number, disputed: number, undecided: number, cohen: { value: number | null, lower: number | null, upper: number | null } | null, fleiss: { value: number | null, lower: number | null, upper: number | null } | null, krippendorff: { value: number | null, lower: number | null, upper: number | null } | null }> } | null };

export type AgreementMeasureFragment = { value: number | null, lower: number | null, upper: number | null };

export type PreprocessingTextFragment = { width: number, height: number, channelOrder: string, scale: number, mean: Array<number>, standardDeviation: Array<number>, layout: string, resize: string };

export type RunProvenanceFragment = { id: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } };

export type RunRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type RunRequestsQuery = { runRequests: { nodes: Array<{ id: string, status: RunRequestStatus, error: string | null, layerName: string, clusters: number, length: number, search: string, requestedBy: string, createdAt: string, preprocessing: { width: number, height: number, channelOrder: string, scale: number, mean: Array<number>, standardDeviation: Array<number>, layout: string, resize: string } | null, run: { id: string } | null, modelVersion: { label: string, model: { name: string, layerNames: Array<string> } } }> } };

export type RunChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type RunChoicesQuery = { models: { nodes: Array<{ name: string, layerNames: Array<string>, versions: { nodes: Array<{ id: string, label: string }> } }> }, probeDatasets: { nodes: Array<{ id: string, name: string, sampleCount: number, conceptCount: number }> } };

export type StartRunMutationVariables = Exact<{
  input: StartRunInput;
}>;


export type StartRunMutation = { startRun:
    | { __typename: 'AlreadyRequestedProblem', message: string }
    | { __typename: 'InvalidConfigurationProblem', message: string }
    | { __typename: 'StartRunSuccess', request: { id: string } }
    | { __typename: 'UnknownObjectProblem', message: string }
   };

export type CancelRunMutationVariables = Exact<{
  input: CancelRunInput;
}>;


export type CancelRunMutation = { cancelRun:
    | { __typename: 'CancelRunSuccess' }
    | { __typename: 'NotCancellableProblem', message: string }
    | { __typename: 'UnknownObjectProblem', message: string }
   };

export type RetryRunMutationVariables = Exact<{
  input: RetryRunInput;
}>;


export type RetryRunMutation = { retryRun:
    | { __typename: 'AlreadyRequestedProblem', message: string }
    | { __typename: 'NotRetryableProblem', message: string }
    | { __typename: 'RetryRunSuccess' }
    | { __typename: 'UnknownObjectProblem', message: string }
   };

export type RunEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type RunEventsSubscription = { runEvents: { kind: RunEventKind, unitsDone: number | null, unitsTotal: number | null, message: string | null, run: { id: string } | null, request: { id: string } | null } };

export type RunsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RunsQuery = { runs: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: RunStatus, error: string | null, configHash: string, unitsTotal: number, unitsDone: number, clusters: number, bounds: string, upsampling: string, length: number, beam: number, search: string, grammar: string, codeVersion: string, machine: string, threads: number, peakRssBytes: number | null, startedAt: string, finishedAt: string | null, zeroRule: { zeroShare: number | null, kind: ZeroRuleKind, offShare: number | null, zerosOff: boolean | null }, preprocessing: { width: number, height: number, channelOrder: string, scale: number, mean: Array<number>, standardDeviation: Array<number>, layout: string, resize: string } | null, timings: { indexMs: number | null, activationsMs: number | null, rangesMs: number | null, hitsMs: number | null, searchMs: number | null, samplesMs: number | null, writeMs: number | null, totalMs: number | null }, baselineRun: { id: string, layer: { modelVersion: { label: string } } } | null, defaultFormulas: Array<{ rank: number, unitCount: number, rangeCount: number, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> } }>, probeDataset: { name: string, format: string, sha256: string, sampleCount: number, maskHeight: number, maskWidth: number, conceptCount: number, cellCount: number, groupCount: number | null, nearDuplicates: number | null }, layer: { name: string, op: string | null, unitCount: number, height: number, width: number, modelVersion: { label: string, contentSha256: string, source: ModelSource, model: { name: string, layerNames: Array<string> } } } }> } };

export type ZeroRuleFragment = { kind: ZeroRuleKind, offShare: number | null, zerosOff: boolean | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Role, name: string | null, canReview: boolean, canRun: boolean } };

export type TrendQueryVariables = Exact<{
  name: string;
  layer: string;
}>;


export type TrendQuery = { model: { trend: { layer: string, clusterCount: number, probeDataset: { name: string, sampleCount: number, conceptCount: number }, leftOut: Array<{ modelVersion: { label: string }, run: { id: string, zeroRule: { kind: ZeroRuleKind, offShare: number | null, zerosOff: boolean | null } } }>, change: { n: number, rose: Verdict, difference: { value: number, lower: number, upper: number } } | null, versions: Array<{ unitCount: number, layerUnitCount: number, modelVersion: { label: string, accuracy: number | null, isBaseline: boolean, tags: Array<{ name: string }>, notes: { nodes: Array<{ text: string }> } }, run: { id: string, startedAt: string, finishedAt: string | null, length: number, excess: { seeds: number, missingSeeds: number, rises: Verdict | null, rise: { lowest: number, highest: number, n: number, value: number, lower: number, upper: number } | null, ranges: Array<{ clusterIndex: number, n: number, isSpecialized: Verdict, share: { baseline: { value: number, lower: number, upper: number }, excess: { value: number, lower: number, upper: number } } }> } | null, zeroRule: { kind: ZeroRuleKind, offShare: number | null, zerosOff: boolean | null } }, points: Array<{ clusterIndex: number, n: number, meanChance: number, iou: { mean: number, meanLower: number, meanUpper: number, median: number, lowerQuartile: number, upperQuartile: number }, timesShuffled: { mean: number } | null, length: { mean: number }, lengthShares: Array<{ length: number, n: number }>, specializationShares: Array<{ specialization: Specialization, n: number }> | null, specializedShare: { share: number, lower: number, upper: number } | null }> }> } | null } | null };

export type ClaimFragment = { id: string, clusterIndex: number, iou: number, heldOutP: number | null, kept: number | null, timesShuffled: number | null, grade: Grade | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, metrics: { explanationCoverage: number | null }, cluster: { support: { samples: number, mapCells: number } | null, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }, unit: { unitIndex: number, layer: { name: string } } };

export type GateDecisionFragment = { outcome: GateOutcome, actor: string, decidedAt: string, rulesSha256: string, baseline: { label: string } | null, checks: Array<{ name: string, subject: string, bound: string, layer: string | null, clusterIndex: number | null, outcome: GateOutcome, value: number | null, lower: number | null, upper: number | null, required: number, reason: string }> };

export type VersionHeadlineQueryVariables = Exact<{
  model: string;
  version: string;
}>;


export type VersionHeadlineQuery = { model: { name: string, taggedVersion: { label: string } | null } | null, modelVersion: { label: string, isBaseline: boolean, light: { color: LightColor, reason: LightReason }, gateRuns: { nodes: Array<{ outcome: GateOutcome, decidedAt: string, checks: Array<{ outcome: GateOutcome }> }> }, layers: { nodes: Array<{ name: string, run: { status: RunStatus, points: Array<{ clusterIndex: number, grades: Array<{ grade: Grade, n: number }> | null }>, excess: { missingSeeds: number, ranges: Array<{ clusterIndex: number, isSpecialized: Verdict }> } | null } | null }> } } | null, clear: { totalCount: number } };

export type VersionLayerFragment = { name: string, unitCount: number, reviewEstimate: { explanations: number, judged: number, share: number, lower: number, upper: number } | null, agreement: Array<{ clusterIndex: number | null, explanations: number, judged: number, confirmed: number, rejected: number, disputed: number }>, run: { id: string, status: RunStatus, unitsDone: number, configHash: string, codeVersion: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, preprocessing: { width: number, height: number, channelOrder: string, scale: number, mean: Array<number>, standardDeviation: Array<number>, layout: string, resize: string } | null, points: Array<{ clusterIndex: number, n: number, grades: Array<{ grade: Grade, n: number }> | null, timesShuffled: { mean: number, meanLower: number, meanUpper: number } | null }>, excess: { seeds: number, missingSeeds: number, ranges: Array<{ clusterIndex: number, isSpecialized: Verdict, share: { baseline: { value: number, lower: number, upper: number }, excess: { value: number, lower: number, upper: number } } }> } | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } } | null };

export type VersionQueryVariables = Exact<{
  model: string;
  version: string;
}>;


export type VersionQuery = { model: { name: string, layerNames: Array<string>, taggedVersion: { label: string } | null } | null, modelVersion: { label: string, accuracy: number | null, isBaseline: boolean, contentSha256: string, source: ModelSource, trainingRun: string, createdAt: string, light: { color: LightColor, reason: LightReason }, tags: Array<{ name: string, actor: string, setAt: string }>, notes: { nodes: Array<{ text: string, actor: string, writtenAt: string }> }, errors: Array<{ className: string | null, predictedName: string | null, imageCount: number, imagesWrong: number, errorsNeeded: number | null, createdAt: string, slices: Array<{ formula: string, verdict: SliceVerdict }>, ranges: Array<{ role: ErrorRole, mended: number, controlMended: number, wrongCount: number, cluster: { clusterIndex: number, unit: { unitIndex: number, layer: { name: string } }, explanation: { formula: { text: string } } | null } }> }>, collections: Array<{ errorsNeeded: number | null, pairs: Array<{ verdict: CollectVerdict, first: string, firstKind: CollectKind, second: string, secondKind: CollectKind }> }>, gateRuns: { nodes: Array<{ outcome: GateOutcome, actor: string, decidedAt: string, rulesSha256: string, baseline: { label: string } | null, checks: Array<{ name: string, subject: string, bound: string, layer: string | null, clusterIndex: number | null, outcome: GateOutcome, value: number | null, lower: number | null, upper: number | null, required: number, reason: string }> }> }, layers: { nodes: Array<{ name: string, unitCount: number, reviewEstimate: { explanations: number, judged: number, share: number, lower: number, upper: number } | null, agreement: Array<{ clusterIndex: number | null, explanations: number, judged: number, confirmed: number, rejected: number, disputed: number }>, run: { id: string, status: RunStatus, unitsDone: number, configHash: string, codeVersion: string, clusters: number, length: number, startedAt: string, finishedAt: string | null, preprocessing: { width: number, height: number, channelOrder: string, scale: number, mean: Array<number>, standardDeviation: Array<number>, layout: string, resize: string } | null, points: Array<{ clusterIndex: number, n: number, grades: Array<{ grade: Grade, n: number }> | null, timesShuffled: { mean: number, meanLower: number, meanUpper: number } | null }>, excess: { seeds: number, missingSeeds: number, ranges: Array<{ clusterIndex: number, isSpecialized: Verdict, share: { baseline: { value: number, lower: number, upper: number }, excess: { value: number, lower: number, upper: number } } }> } | null, probeDataset: { name: string, sampleCount: number, groupCount: number | null, nearDuplicates: number | null } } | null }> } } | null, clear: { totalCount: number, nodes: Array<{ id: string, clusterIndex: number, iou: number, heldOutP: number | null, kept: number | null, timesShuffled: number | null, grade: Grade | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string, grounding: Grounding, names: Array<{ language: string, name: string }> } }> }, metrics: { explanationCoverage: number | null }, cluster: { support: { samples: number, mapCells: number } | null, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, stencilsUrl: string, prediction: { classIndex: number, className: string | null } | null, conceptMasks: Array<{ maskUrl: string, concept: { name: string } }>, sample: { sampleIndex: number, key: string, className: string | null, imageUrl: string | null, imageWidth: number | null, imageHeight: number | null } }> }, unit: { unitIndex: number, layer: { name: string } } }> } };

export type PageLinksFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ClassRangeFragmentDoc = new TypedDocumentString(`
    fragment ClassRange on ClassRange {
  className
  role
  firesMore
  rightCount
  broken
  controlBroken
  effect
  effectLower
  effectUpper
  takenFor
  takenForCount
  cluster {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
    explanation {
      grade
      formula {
        text
      }
    }
  }
}
    `, {"fragmentName":"ClassRange"}) as unknown as TypedDocumentString<ClassRangeFragment, unknown>;
export const ClassAnalysisFragmentDoc = new TypedDocumentString(`
    fragment ClassAnalysis on ClassAnalysis {
  layerName
  imageCount
  predictions {
    className
    predictedName
    imageCount
  }
  ranges {
    ...ClassRange
  }
}
    fragment ClassRange on ClassRange {
  className
  role
  firesMore
  rightCount
  broken
  controlBroken
  effect
  effectLower
  effectUpper
  takenFor
  takenForCount
  cluster {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
    explanation {
      grade
      formula {
        text
      }
    }
  }
}`, {"fragmentName":"ClassAnalysis"}) as unknown as TypedDocumentString<ClassAnalysisFragment, unknown>;
export const CollectionPairFragmentDoc = new TypedDocumentString(`
    fragment CollectionPair on CollectionPair {
  position
  first
  firstKind
  second
  secondKind
  verdict
  dataCount
  selectedCount
  selectedWrong
  mended
  mendedLower
  mendedUpper
  testedCount
  q
  curve {
    added
    wrongShare
    controlShare
  }
  samples {
    role
    isWrong
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
}
    `, {"fragmentName":"CollectionPair"}) as unknown as TypedDocumentString<CollectionPairFragment, unknown>;
export const CollectionFragmentDoc = new TypedDocumentString(`
    fragment Collection on Collection {
  layerName
  learntSplit
  dataCount
  imageCount
  imagesWrong
  isGrouped
  unitCount
  unitsWrong
  pairsTried
  errorsNeeded
  pairs {
    ...CollectionPair
  }
}
    fragment CollectionPair on CollectionPair {
  position
  first
  firstKind
  second
  secondKind
  verdict
  dataCount
  selectedCount
  selectedWrong
  mended
  mendedLower
  mendedUpper
  testedCount
  q
  curve {
    added
    wrongShare
    controlShare
  }
  samples {
    role
    isWrong
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
}`, {"fragmentName":"Collection"}) as unknown as TypedDocumentString<CollectionFragment, unknown>;
export const JudgementFragmentDoc = new TypedDocumentString(`
    fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}
    `, {"fragmentName":"Judgement"}) as unknown as TypedDocumentString<JudgementFragment, unknown>;
export const ConceptChipFragmentDoc = new TypedDocumentString(`
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
    `, {"fragmentName":"ConceptChip"}) as unknown as TypedDocumentString<ConceptChipFragment, unknown>;
export const FormulaChipsFragmentDoc = new TypedDocumentString(`
    fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}`, {"fragmentName":"FormulaChips"}) as unknown as TypedDocumentString<FormulaChipsFragment, unknown>;
export const RangeImageFragmentDoc = new TypedDocumentString(`
    fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
    `, {"fragmentName":"RangeImage"}) as unknown as TypedDocumentString<RangeImageFragment, unknown>;
export const ComparedSideFragmentDoc = new TypedDocumentString(`
    fragment ComparedSide on Explanation {
  iou
  chance
  timesShuffled
  specialization
  ...Judgement
  formula {
    ...FormulaChips
  }
  cluster {
    lower
    upper
    samples {
      ...RangeImage
      sample {
        id
      }
    }
  }
}
    fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}`, {"fragmentName":"ComparedSide"}) as unknown as TypedDocumentString<ComparedSideFragment, unknown>;
export const DiffUseFragmentDoc = new TypedDocumentString(`
    fragment DiffUse on ConceptUse {
  negated
  concept {
    ...ConceptChip
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}`, {"fragmentName":"DiffUse"}) as unknown as TypedDocumentString<DiffUseFragment, unknown>;
export const ComparisonNumbersFragmentDoc = new TypedDocumentString(`
    fragment ComparisonNumbers on ComparisonCounts {
  n
  inBoth
  same
  reworded
  shifted
  newMeaning
  notComputed
  meaningChanged
  appeared
  disappeared
  newlySpecialized
  lostSpecialization
  meanDeltaIou
}
    `, {"fragmentName":"ComparisonNumbers"}) as unknown as TypedDocumentString<ComparisonNumbersFragment, unknown>;
export const BestExplanationFragmentDoc = new TypedDocumentString(`
    fragment BestExplanation on Explanation {
  clusterIndex
  unit {
    unitIndex
    layer {
      name
    }
  }
}
    `, {"fragmentName":"BestExplanation"}) as unknown as TypedDocumentString<BestExplanationFragment, unknown>;
export const ConceptChangeFragmentDoc = new TypedDocumentString(`
    fragment ConceptChange on ConceptChange {
  concept {
    ...ConceptChip
  }
  bestIou
  positive
  bestExplanation {
    ...BestExplanation
  }
}
    fragment BestExplanation on Explanation {
  clusterIndex
  unit {
    unitIndex
    layer {
      name
    }
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}`, {"fragmentName":"ConceptChange"}) as unknown as TypedDocumentString<ConceptChangeFragment, unknown>;
export const ErrorRangeFragmentDoc = new TypedDocumentString(`
    fragment ErrorRange on ErrorRange {
  role
  intervention
  wrongCount
  mended
  controlMended
  rightCount
  broken
  controlBroken
  effect
  effectLower
  effectUpper
  cluster {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
    explanation {
      grade
      formula {
        text
      }
    }
  }
}
    `, {"fragmentName":"ErrorRange"}) as unknown as TypedDocumentString<ErrorRangeFragment, unknown>;
export const ErrorEditFragmentDoc = new TypedDocumentString(`
    fragment ErrorEdit on ErrorEdit {
  concept
  edit
  direction
  role
  imageCount
  changed
  controlChanged
  effect
  effectLower
  effectUpper
}
    `, {"fragmentName":"ErrorEdit"}) as unknown as TypedDocumentString<ErrorEditFragment, unknown>;
export const ErrorSliceFragmentDoc = new TypedDocumentString(`
    fragment ErrorSlice on ErrorSlice {
  position
  formula
  verdict
  p
  selectedCount
  selectedWrong
  unitCount
  unitsWrong
  samples {
    isWrong
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
}
    `, {"fragmentName":"ErrorSlice"}) as unknown as TypedDocumentString<ErrorSliceFragment, unknown>;
export const ErrorAnswerFragmentDoc = new TypedDocumentString(`
    fragment ErrorAnswer on ErrorAnalysis {
  className
  predictedName
  imageCount
  imagesWrong
  isGrouped
  unitCount
  unitsWrong
  permutations
  errorsNeeded
  ranges {
    ...ErrorRange
  }
  edits {
    ...ErrorEdit
  }
  slices {
    ...ErrorSlice
  }
}
    fragment ErrorEdit on ErrorEdit {
  concept
  edit
  direction
  role
  imageCount
  changed
  controlChanged
  effect
  effectLower
  effectUpper
}
fragment ErrorRange on ErrorRange {
  role
  intervention
  wrongCount
  mended
  controlMended
  rightCount
  broken
  controlBroken
  effect
  effectLower
  effectUpper
  cluster {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
    explanation {
      grade
      formula {
        text
      }
    }
  }
}
fragment ErrorSlice on ErrorSlice {
  position
  formula
  verdict
  p
  selectedCount
  selectedWrong
  unitCount
  unitsWrong
  samples {
    isWrong
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
}`, {"fragmentName":"ErrorAnswer"}) as unknown as TypedDocumentString<ErrorAnswerFragment, unknown>;
export const ErrorHeadlineFragmentDoc = new TypedDocumentString(`
    fragment ErrorHeadline on ErrorAnalysis {
  className
  predictedName
  imageCount
  imagesWrong
  errorsNeeded
  createdAt
  slices {
    formula
    verdict
  }
  ranges {
    role
    mended
    controlMended
    wrongCount
    cluster {
      clusterIndex
      unit {
        unitIndex
        layer {
          name
        }
      }
      explanation {
        formula {
          text
        }
      }
    }
  }
}
    `, {"fragmentName":"ErrorHeadline"}) as unknown as TypedDocumentString<ErrorHeadlineFragment, unknown>;
export const MetricSharesFragmentDoc = new TypedDocumentString(`
    fragment MetricShares on ExplanationMetrics {
  detectionAccuracy
  activationCoverage
  sampleCoverage
  shuffledSampleCoverage
  explanationCoverage
}
    `, {"fragmentName":"MetricShares"}) as unknown as TypedDocumentString<MetricSharesFragment, unknown>;
export const LaneNumbersFragmentDoc = new TypedDocumentString(`
    fragment LaneNumbers on Cluster {
  lower
  upper
  includesLower
  labelledShare
  bitmapPixels
  importance {
    changed
    samples
    share
    controlChanged
    difference {
      difference
      lower
      upper
    }
  }
  explanation {
    iou
    chance
    heldOutIou
    shuffledIou
    heldOutP
    heldOutQ
    replication {
      folds
      formula
      leadingPair
    }
    bound
    gap
    labelMasking
    labelMaskingSamples
    labelMaskingStrength
    labelMaskingFloor
    specificationsHeld
    specificationsTotal
    intersection
    union
    formulaPixels
    metrics {
      ...MetricShares
    }
    formula {
      text
    }
  }
}
    fragment MetricShares on ExplanationMetrics {
  detectionAccuracy
  activationCoverage
  sampleCoverage
  shuffledSampleCoverage
  explanationCoverage
}`, {"fragmentName":"LaneNumbers"}) as unknown as TypedDocumentString<LaneNumbersFragment, unknown>;
export const LaneEvidenceFragmentDoc = new TypedDocumentString(`
    fragment LaneEvidence on Cluster {
  support {
    samples
    mapCells
  }
  explanation {
    grade
    heldOutP
    shuffledIou
    timesShuffled
    kept
    metrics {
      explanationCoverage
    }
  }
}
    `, {"fragmentName":"LaneEvidence"}) as unknown as TypedDocumentString<LaneEvidenceFragment, unknown>;
export const LaneClassFragmentDoc = new TypedDocumentString(`
    fragment LaneClass on Explanation {
  specialization
  formula {
    text
  }
  defaultFormula {
    ...FormulaChips
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}`, {"fragmentName":"LaneClass"}) as unknown as TypedDocumentString<LaneClassFragment, unknown>;
export const LaneJudgementFragmentDoc = new TypedDocumentString(`
    fragment LaneJudgement on Explanation {
  id
  ...Judgement
  ownVerdict {
    verdict
    carriedOver
    modelVersion {
      label
    }
  }
}
    fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}`, {"fragmentName":"LaneJudgement"}) as unknown as TypedDocumentString<LaneJudgementFragment, unknown>;
export const FormulaTreeFragmentDoc = new TypedDocumentString(`
    fragment FormulaTree on Formula {
  text
  concepts {
    negated
    concept {
      ...ConceptChip
      pixelShare
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}`, {"fragmentName":"FormulaTree"}) as unknown as TypedDocumentString<FormulaTreeFragment, unknown>;
export const EvidenceSampleFragmentDoc = new TypedDocumentString(`
    fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
    `, {"fragmentName":"EvidenceSample"}) as unknown as TypedDocumentString<EvidenceSampleFragment, unknown>;
export const RangeLaneFragmentDoc = new TypedDocumentString(`
    fragment RangeLane on Cluster {
  id
  clusterIndex
  outcome
  share
  sheetUrl
  ...LaneNumbers
  ...LaneEvidence
  explanation {
    replication {
      folds
      terms
    }
    length
    ...LaneClass
    ...LaneJudgement
    formula {
      ...FormulaTree
    }
  }
  samples {
    ...EvidenceSample
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment FormulaTree on Formula {
  text
  concepts {
    negated
    concept {
      ...ConceptChip
      pixelShare
    }
  }
}
fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment LaneClass on Explanation {
  specialization
  formula {
    text
  }
  defaultFormula {
    ...FormulaChips
  }
}
fragment LaneEvidence on Cluster {
  support {
    samples
    mapCells
  }
  explanation {
    grade
    heldOutP
    shuffledIou
    timesShuffled
    kept
    metrics {
      explanationCoverage
    }
  }
}
fragment MetricShares on ExplanationMetrics {
  detectionAccuracy
  activationCoverage
  sampleCoverage
  shuffledSampleCoverage
  explanationCoverage
}
fragment LaneNumbers on Cluster {
  lower
  upper
  includesLower
  labelledShare
  bitmapPixels
  importance {
    changed
    samples
    share
    controlChanged
    difference {
      difference
      lower
      upper
    }
  }
  explanation {
    iou
    chance
    heldOutIou
    shuffledIou
    heldOutP
    heldOutQ
    replication {
      folds
      formula
      leadingPair
    }
    bound
    gap
    labelMasking
    labelMaskingSamples
    labelMaskingStrength
    labelMaskingFloor
    specificationsHeld
    specificationsTotal
    intersection
    union
    formulaPixels
    metrics {
      ...MetricShares
    }
    formula {
      text
    }
  }
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}
fragment LaneJudgement on Explanation {
  id
  ...Judgement
  ownVerdict {
    verdict
    carriedOver
    modelVersion {
      label
    }
  }
}`, {"fragmentName":"RangeLane"}) as unknown as TypedDocumentString<RangeLaneFragment, unknown>;
export const LayerPlaceFragmentDoc = new TypedDocumentString(`
    fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}
    `, {"fragmentName":"LayerPlace"}) as unknown as TypedDocumentString<LayerPlaceFragment, unknown>;
export const UnitPlaceFragmentDoc = new TypedDocumentString(`
    fragment UnitPlace on Unit {
  unitIndex
  layer {
    ...LayerPlace
  }
}
    fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}`, {"fragmentName":"UnitPlace"}) as unknown as TypedDocumentString<UnitPlaceFragment, unknown>;
export const ReviewItemFragmentDoc = new TypedDocumentString(`
    fragment ReviewItem on Explanation {
  id
  clusterIndex
  iou
  grade
  run {
    clusters
  }
  unit {
    ...UnitPlace
  }
  formula {
    ...FormulaTree
  }
  cluster {
    share
    samples {
      ...EvidenceSample
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaTree on Formula {
  text
  concepts {
    negated
    concept {
      ...ConceptChip
      pixelShare
    }
  }
}
fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}
fragment UnitPlace on Unit {
  unitIndex
  layer {
    ...LayerPlace
  }
}`, {"fragmentName":"ReviewItem"}) as unknown as TypedDocumentString<ReviewItemFragment, unknown>;
export const AgreementMeasureFragmentDoc = new TypedDocumentString(`
    fragment AgreementMeasure on AgreementMeasure {
  value
  lower
  upper
}
    `, {"fragmentName":"AgreementMeasure"}) as unknown as TypedDocumentString<AgreementMeasureFragment, unknown>;
export const ZeroRuleFragmentDoc = new TypedDocumentString(`
    fragment ZeroRule on ZeroRule {
  kind
  offShare
  zerosOff
}
    `, {"fragmentName":"ZeroRule"}) as unknown as TypedDocumentString<ZeroRuleFragment, unknown>;
export const ClaimFragmentDoc = new TypedDocumentString(`
    fragment Claim on Explanation {
  id
  clusterIndex
  iou
  heldOutP
  kept
  timesShuffled
  grade
  formula {
    text
    ...FormulaChips
  }
  metrics {
    explanationCoverage
  }
  cluster {
    support {
      samples
      mapCells
    }
    samples {
      ...EvidenceSample
    }
  }
  unit {
    unitIndex
    layer {
      name
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}`, {"fragmentName":"Claim"}) as unknown as TypedDocumentString<ClaimFragment, unknown>;
export const GateDecisionFragmentDoc = new TypedDocumentString(`
    fragment GateDecision on GateRun {
  outcome
  actor
  decidedAt
  rulesSha256
  baseline {
    label
  }
  checks {
    name
    subject
    bound
    layer
    clusterIndex
    outcome
    value
    lower
    upper
    required
    reason
  }
}
    `, {"fragmentName":"GateDecision"}) as unknown as TypedDocumentString<GateDecisionFragment, unknown>;
export const RunProvenanceFragmentDoc = new TypedDocumentString(`
    fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}
    `, {"fragmentName":"RunProvenance"}) as unknown as TypedDocumentString<RunProvenanceFragment, unknown>;
export const PreprocessingTextFragmentDoc = new TypedDocumentString(`
    fragment PreprocessingText on Preprocessing {
  width
  height
  channelOrder
  scale
  mean
  standardDeviation
  layout
  resize
}
    `, {"fragmentName":"PreprocessingText"}) as unknown as TypedDocumentString<PreprocessingTextFragment, unknown>;
export const VersionLayerFragmentDoc = new TypedDocumentString(`
    fragment VersionLayer on Layer {
  name
  unitCount
  reviewEstimate {
    explanations
    judged
    share
    lower
    upper
  }
  agreement {
    clusterIndex
    explanations
    judged
    confirmed
    rejected
    disputed
  }
  run {
    id
    status
    unitsDone
    configHash
    codeVersion
    ...RunProvenance
    preprocessing {
      ...PreprocessingText
    }
    points {
      clusterIndex
      n
      grades {
        grade
        n
      }
      timesShuffled {
        mean
        meanLower
        meanUpper
      }
    }
    excess {
      seeds
      missingSeeds
      ranges {
        clusterIndex
        isSpecialized
        share {
          baseline {
            value
            lower
            upper
          }
          excess {
            value
            lower
            upper
          }
        }
      }
    }
  }
}
    fragment PreprocessingText on Preprocessing {
  width
  height
  channelOrder
  scale
  mean
  standardDeviation
  layout
  resize
}
fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}`, {"fragmentName":"VersionLayer"}) as unknown as TypedDocumentString<VersionLayerFragment, unknown>;
export const PageLinksFragmentDoc = new TypedDocumentString(`
    fragment PageLinks on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageLinks"}) as unknown as TypedDocumentString<PageLinksFragment, unknown>;
export const AtlasLayersDocument = new TypedDocumentString(`
    query AtlasLayers($model: String!, $layer: String!) {
  layers(
    first: 100
    where: {name: {eq: $layer}, modelVersion: {model: {name: {eq: $model}}}}
  ) {
    nodes {
      modelVersion {
        label
        sequence
        isBaseline
        trainingRun
      }
      run {
        id
        status
        clusters
        atlas {
          frame
          placedCount
        }
      }
    }
  }
}
    `, {"hash":"sha256:42cb027e7823b0c4e4b0c565a0a623f50f8668374e0d5b8109294941dbc9f91b"}) as unknown as TypedDocumentString<AtlasLayersQuery, AtlasLayersQueryVariables>;
export const AtlasMapDocument = new TypedDocumentString(`
    query AtlasMap($model: String!, $version: String!, $layer: String!) {
  layer(model: $model, version: $version, name: $layer) {
    unitCount
    run {
      ...RunProvenance
      atlas {
        placedCount
        notPlacedCount
        trustworthiness
        neighboursKept
        neighbours
        pointsCompared
        concepts {
          x
          y
          concept {
            name
          }
        }
      }
    }
  }
}
    fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}`, {"hash":"sha256:cadc7aed2de43f58d6e46c95791ead441ab0b4aa5e92d63e361d57996268df01"}) as unknown as TypedDocumentString<AtlasMapQuery, AtlasMapQueryVariables>;
export const AtlasPointsDocument = new TypedDocumentString(`
    query AtlasPoints($model: String!, $version: String!, $layer: String!, $first: Int!, $after: String) {
  layer(model: $model, version: $version, name: $layer) {
    run {
      atlas {
        points(first: $first, after: $after) {
          packed
          concepts
          endCursor
          hasNextPage
        }
      }
    }
  }
}
    `, {"hash":"sha256:c953de48f8ef9674682927580ea4d2220af2460456bf3a7cad043428f5360212"}) as unknown as TypedDocumentString<AtlasPointsQuery, AtlasPointsQueryVariables>;
export const AtlasRowsDocument = new TypedDocumentString(`
    query AtlasRows($model: String!, $version: String!, $layer: String!, $where: ExplanationWhere!) {
  layer(model: $model, version: $version, name: $layer) {
    explanations(first: 100, where: $where) {
      nodes {
        clusterIndex
        iou
        grade
        specialization
        unit {
          unitIndex
        }
        formula {
          ...FormulaChips
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}`, {"hash":"sha256:7f8fa1fbea10c79ae27b08b6e3daddc7baf7f2c34489487d049b195b2840a64c"}) as unknown as TypedDocumentString<AtlasRowsQuery, AtlasRowsQueryVariables>;
export const AtlasCardDocument = new TypedDocumentString(`
    query AtlasCard($model: String!, $version: String!, $layer: String!, $where: ExplanationWhere!) {
  layer(model: $model, version: $version, name: $layer) {
    explanations(first: 1, where: $where) {
      nodes {
        iou
        grade
        formula {
          text
        }
        cluster {
          samples {
            ...RangeImage
          }
        }
      }
    }
  }
}
    fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}`, {"hash":"sha256:e39670a81e5430e998edf874f2c6831db195130471f1b154eda1f4d439b29cd7"}) as unknown as TypedDocumentString<AtlasCardQuery, AtlasCardQueryVariables>;
export const ClassesDocument = new TypedDocumentString(`
    query Classes($model: String!, $version: String!) {
  modelVersion(model: $model, label: $version) {
    label
    classAnalyses {
      ...ClassAnalysis
    }
    errors {
      className
      predictedName
    }
  }
}
    fragment ClassRange on ClassRange {
  className
  role
  firesMore
  rightCount
  broken
  controlBroken
  effect
  effectLower
  effectUpper
  takenFor
  takenForCount
  cluster {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
    explanation {
      grade
      formula {
        text
      }
    }
  }
}
fragment ClassAnalysis on ClassAnalysis {
  layerName
  imageCount
  predictions {
    className
    predictedName
    imageCount
  }
  ranges {
    ...ClassRange
  }
}`, {"hash":"sha256:2b20e89acb37e7193e87db07b17518dfd2a8334d0a0ce13d510fb8e0363480a9"}) as unknown as TypedDocumentString<ClassesQuery, ClassesQueryVariables>;
export const CompareDocument = new TypedDocumentString(`
    query Compare($model: String!, $a: String!, $b: String!, $layer: String, $first: Int, $last: Int, $after: String, $before: String, $changedOnly: Boolean!, $where: ComparedRangeWhere, $orderBy: ComparedRangeOrder) {
  compare(model: $model, a: $a, b: $b, layer: $layer) {
    before {
      label
      accuracy
      trainingRun
    }
    after {
      label
      accuracy
      trainingRun
    }
    pairing
    floor {
      value
      lower
      upper
    }
    unitsChanged {
      changed
      known
    }
    deltaIou {
      value
      lower
      upper
    }
    formulaCounts {
      before
      after
      formula {
        text
        concepts {
          concept {
            ...ConceptChip
          }
        }
      }
    }
    layers {
      name
      unitCount
      unitsCompared
      runAfter {
        ...RunProvenance
        baselineRun {
          id
        }
      }
    }
    skippedLayers {
      name
      reason
      runBefore {
        zeroRule {
          ...ZeroRule
        }
      }
      runAfter {
        zeroRule {
          ...ZeroRule
        }
      }
    }
    summary {
      ...ComparisonNumbers
    }
    ranges {
      clusterIndex
      counts {
        ...ComparisonNumbers
      }
    }
    conceptsGained {
      ...ConceptChange
    }
    conceptsLost {
      ...ConceptChange
    }
    rows(
      first: $first
      last: $last
      after: $after
      before: $before
      changedOnly: $changedOnly
      where: $where
      orderBy: $orderBy
    ) {
      totalCount
      pageInfo {
        ...PageLinks
      }
      nodes {
        layer
        unitIndex
        clusterIndex
        clusterIndexBefore
        status
        change
        kept
        similarity
        meaningChanged
        deltaIou
        specializationChange
        before {
          ...ComparedSide
        }
        after {
          ...ComparedSide
        }
        diff {
          kept {
            ...DiffUse
          }
          added {
            ...DiffUse
          }
          removed {
            ...DiffUse
          }
        }
      }
    }
  }
}
    fragment ComparedSide on Explanation {
  iou
  chance
  timesShuffled
  specialization
  ...Judgement
  formula {
    ...FormulaChips
  }
  cluster {
    lower
    upper
    samples {
      ...RangeImage
      sample {
        id
      }
    }
  }
}
fragment DiffUse on ConceptUse {
  negated
  concept {
    ...ConceptChip
  }
}
fragment ComparisonNumbers on ComparisonCounts {
  n
  inBoth
  same
  reworded
  shifted
  newMeaning
  notComputed
  meaningChanged
  appeared
  disappeared
  newlySpecialized
  lostSpecialization
  meanDeltaIou
}
fragment ConceptChange on ConceptChange {
  concept {
    ...ConceptChip
  }
  bestIou
  positive
  bestExplanation {
    ...BestExplanation
  }
}
fragment BestExplanation on Explanation {
  clusterIndex
  unit {
    unitIndex
    layer {
      name
    }
  }
}
fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}
fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}
fragment ZeroRule on ZeroRule {
  kind
  offShare
  zerosOff
}
fragment PageLinks on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"hash":"sha256:1576c8da025e26f699fe314e5de50a432f0eb0dad72ce0debc2dd4496ea51189"}) as unknown as TypedDocumentString<CompareQuery, CompareQueryVariables>;
export const ComparableDocument = new TypedDocumentString(`
    query Comparable($model: String!) {
  model(name: $model) {
    name
    layerNames
    baseline {
      label
    }
    versions(last: 100) {
      nodes {
        label
        isBaseline
      }
    }
  }
}
    `, {"hash":"sha256:3ee9775f90ce75c44d1c7e6c817b1d102d93771fd549a3a7bb929fea9582b08d"}) as unknown as TypedDocumentString<ComparableQuery, ComparableQueryVariables>;
export const VersionChangesDocument = new TypedDocumentString(`
    query VersionChanges($model: String!, $a: String!, $b: String!, $layer: String) {
  compare(model: $model, a: $a, b: $b, layer: $layer) {
    pairing
    floor {
      value
      lower
      upper
    }
    summary {
      ...ComparisonNumbers
    }
  }
}
    fragment ComparisonNumbers on ComparisonCounts {
  n
  inBoth
  same
  reworded
  shifted
  newMeaning
  notComputed
  meaningChanged
  appeared
  disappeared
  newlySpecialized
  lostSpecialization
  meanDeltaIou
}`, {"hash":"sha256:593928b26fedc60b8b363c601467baf1b9266ca959421b98b643b6e475cba4ad"}) as unknown as TypedDocumentString<VersionChangesQuery, VersionChangesQueryVariables>;
export const ErrorsDocument = new TypedDocumentString(`
    query Errors($model: String!, $version: String!) {
  modelVersion(model: $model, label: $version) {
    label
    errors {
      ...ErrorAnswer
    }
    collections {
      ...Collection
    }
  }
}
    fragment CollectionPair on CollectionPair {
  position
  first
  firstKind
  second
  secondKind
  verdict
  dataCount
  selectedCount
  selectedWrong
  mended
  mendedLower
  mendedUpper
  testedCount
  q
  curve {
    added
    wrongShare
    controlShare
  }
  samples {
    role
    isWrong
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
}
fragment Collection on Collection {
  layerName
  learntSplit
  dataCount
  imageCount
  imagesWrong
  isGrouped
  unitCount
  unitsWrong
  pairsTried
  errorsNeeded
  pairs {
    ...CollectionPair
  }
}
fragment ErrorAnswer on ErrorAnalysis {
  className
  predictedName
  imageCount
  imagesWrong
  isGrouped
  unitCount
  unitsWrong
  permutations
  errorsNeeded
  ranges {
    ...ErrorRange
  }
  edits {
    ...ErrorEdit
  }
  slices {
    ...ErrorSlice
  }
}
fragment ErrorEdit on ErrorEdit {
  concept
  edit
  direction
  role
  imageCount
  changed
  controlChanged
  effect
  effectLower
  effectUpper
}
fragment ErrorRange on ErrorRange {
  role
  intervention
  wrongCount
  mended
  controlMended
  rightCount
  broken
  controlBroken
  effect
  effectLower
  effectUpper
  cluster {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
    explanation {
      grade
      formula {
        text
      }
    }
  }
}
fragment ErrorSlice on ErrorSlice {
  position
  formula
  verdict
  p
  selectedCount
  selectedWrong
  unitCount
  unitsWrong
  samples {
    isWrong
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
}`, {"hash":"sha256:5507a5149c89041a38404f4fbbefce60a22d5653faaa94a36bea790e451de4bd"}) as unknown as TypedDocumentString<ErrorsQuery, ErrorsQueryVariables>;
export const FoundDocument = new TypedDocumentString(`
    query Found($first: Int, $last: Int, $after: String, $before: String, $where: ExplanationWhere, $orderBy: ExplanationOrder) {
  explanations(
    first: $first
    last: $last
    after: $after
    before: $before
    where: $where
    orderBy: $orderBy
  ) {
    totalCount
    pageInfo {
      ...PageLinks
    }
    nodes {
      id
      clusterIndex
      iou
      chance
      lift
      timesShuffled
      grade
      length
      specialization
      ...Judgement
      run {
        clusters
      }
      unit {
        ...UnitPlace
      }
      cluster {
        sheetUrl
        samples {
          ...RangeImage
        }
      }
      formula {
        ...FormulaChips
      }
    }
  }
  explanationCounts(where: $where) {
    units
  }
}
    fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}
fragment UnitPlace on Unit {
  unitIndex
  layer {
    ...LayerPlace
  }
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}
fragment PageLinks on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"hash":"sha256:666a76fb7a5865fad84c4481ff1266731d1839751829e53e2e650358e9d61c34"}) as unknown as TypedDocumentString<FoundQuery, FoundQueryVariables>;
export const FoundSpreadDocument = new TypedDocumentString(`
    query FoundSpread($where: ExplanationWhere) {
  explanationCounts(where: $where) {
    models {
      model {
        name
      }
      n
    }
    versions {
      modelVersion {
        label
      }
      n
    }
    layerNames {
      name
      n
    }
    ranges {
      clusterIndex
      n
    }
    specializations {
      specialization
      n
    }
    grades {
      grade
      n
    }
    categories {
      category
      n
    }
  }
}
    `, {"hash":"sha256:a9320020be22dffe2d33910ce541bfca77abc1659792f6965e4d5542ce4f0a1d"}) as unknown as TypedDocumentString<FoundSpreadQuery, FoundSpreadQueryVariables>;
export const PolarityCountsDocument = new TypedDocumentString(`
    query PolarityCounts($responds: ExplanationWhere, $excludes: ExplanationWhere, $either: ExplanationWhere) {
  responds: explanationCounts(where: $responds) {
    n
  }
  excludes: explanationCounts(where: $excludes) {
    n
  }
  either: explanationCounts(where: $either) {
    n
  }
}
    `, {"hash":"sha256:2163efe4daf2289c9b2cebdabfed331c9cd1fdd408a1bd638b4f543587d33d11"}) as unknown as TypedDocumentString<PolarityCountsQuery, PolarityCountsQueryVariables>;
export const FindPlacesDocument = new TypedDocumentString(`
    query FindPlaces {
  models(first: 100, orderBy: {field: CREATED_AT, direction: DESC}) {
    nodes {
      name
      layerNames
      versions(last: 100) {
        nodes {
          label
          isBaseline
        }
      }
    }
  }
  strongest: explanations(
    first: 1
    orderBy: {field: CLUSTER_INDEX, direction: DESC}
  ) {
    nodes {
      clusterIndex
    }
  }
  graded: explanations(
    first: 1
    where: {grade: {in: [CLEAR, PARTLY, UNCLEAR, NONE]}}
  ) {
    nodes {
      id
    }
  }
  classified: explanations(
    first: 1
    where: {specialization: {in: [UNSPECIALIZED, WEAKLY_SPECIALIZED, SPECIALIZED]}}
  ) {
    nodes {
      id
    }
  }
}
    `, {"hash":"sha256:6e5f7fcd38c6e06fae461882468f2746dce80da9f43690b5dbdec59d19991b6c"}) as unknown as TypedDocumentString<FindPlacesQuery, FindPlacesQueryVariables>;
export const NamedConceptsDocument = new TypedDocumentString(`
    query NamedConcepts($where: ConceptWhere, $first: Int!) {
  concepts(first: $first, where: $where, orderBy: {field: NAME, direction: ASC}) {
    nodes {
      ...ConceptChip
      synonyms
      pixelShare
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}`, {"hash":"sha256:3623fb573464182bcbeb9430d2ebe12766aa4d92acd4ba1af119fcb928264ff4"}) as unknown as TypedDocumentString<NamedConceptsQuery, NamedConceptsQueryVariables>;
export const ConceptIndexDocument = new TypedDocumentString(`
    query ConceptIndex($model: String!, $version: String!, $layer: String, $first: Int, $last: Int, $after: String, $before: String, $where: KnownConceptWhere) {
  conceptIndex(
    model: $model
    version: $version
    layer: $layer
    first: $first
    last: $last
    after: $after
    before: $before
    where: $where
  ) {
    totalCount
    pageInfo {
      ...PageLinks
    }
    nodes {
      concept {
        ...ConceptChip
      }
      positive
      negated
      bestIou
      ranges {
        clusterIndex
        positive
        negated
      }
      bestExplanation {
        ...BestExplanation
      }
    }
  }
}
    fragment BestExplanation on Explanation {
  clusterIndex
  unit {
    unitIndex
    layer {
      name
    }
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment PageLinks on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"hash":"sha256:de27d6dc701bd07bdc0bc4bd7afaf3bf1636fbf8c7f50b4bddf615e7b55c3151"}) as unknown as TypedDocumentString<ConceptIndexQuery, ConceptIndexQueryVariables>;
export const FoundFileDocument = new TypedDocumentString(`
    query FoundFile($first: Int!, $after: String, $where: ExplanationWhere, $orderBy: ExplanationOrder) {
  explanations(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      clusterIndex
      iou
      chance
      lift
      timesShuffled
      grade
      specialization
      ...Judgement
      unit {
        ...UnitPlace
      }
      formula {
        text
      }
    }
  }
}
    fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}
fragment UnitPlace on Unit {
  unitIndex
  layer {
    ...LayerPlace
  }
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}`, {"hash":"sha256:364a9497e5915801996ec734cf8c4341d032c7ab3ff23f776c3bcba21baf79b8"}) as unknown as TypedDocumentString<FoundFileQuery, FoundFileQueryVariables>;
export const FormulaScoresDocument = new TypedDocumentString(`
    query FormulaScores($model: String!, $version: String!, $layer: String, $formula: String!, $first: Int!) {
  modelVersion(model: $model, label: $version) {
    scores(formula: $formula, layer: $layer, first: $first) {
      formula
      scored
      significant
      coverage
      unknown {
        name
        nearest
      }
      layers {
        isKept
        unitsDone
        unitsTotal
        layer {
          name
        }
      }
      ranges {
        iou
        shuffledIou
        timesShuffled
        p
        q
        cluster {
          id
          clusterIndex
          run {
            clusters
          }
          unit {
            ...UnitPlace
          }
          explanation {
            grade
            formula {
              ...FormulaChips
            }
          }
          sheetUrl
          samples {
            ...RangeImage
          }
        }
      }
    }
  }
}
    fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}
fragment UnitPlace on Unit {
  unitIndex
  layer {
    ...LayerPlace
  }
}`, {"hash":"sha256:3615077f1f1b3f7e65b92aaaa5e700974fe48de02091ce77eb7e25a759ca44be"}) as unknown as TypedDocumentString<FormulaScoresQuery, FormulaScoresQueryVariables>;
export const ImagePlaceDocument = new TypedDocumentString(`
    query ImagePlace($model: String!, $version: String!) {
  modelVersion(model: $model, label: $version) {
    id
    label
    layers(first: 100) {
      nodes {
        name
        run {
          clusters
          probeDataset {
            id
            name
            sampleCount
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:62b378006a2058e8d8346781807c988e9840eb5d2b0955803650e6bbe791e9c5"}) as unknown as TypedDocumentString<ImagePlaceQuery, ImagePlaceQueryVariables>;
export const ImageDocument = new TypedDocumentString(`
    query Image($model: String!, $version: String!, $layer: String!, $modelVersion: ID!, $sampleIndex: Int!) {
  layer(model: $model, version: $version, name: $layer) {
    run {
      probeDataset {
        sample(sampleIndex: $sampleIndex) {
          id
          sampleIndex
          key
          className
          split
          imageUrl
          imageWidth
          imageHeight
          previous {
            sampleIndex
          }
          next {
            sampleIndex
          }
          prediction(modelVersion: $modelVersion) {
            classIndex
            className
          }
          conceptMasks {
            pixels
            maskUrl
            concept {
              name
              category
            }
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:324a4fd53107465617dc605c969d2ea7bac8cae5586191c501b6859e38977c89"}) as unknown as TypedDocumentString<ImageQuery, ImageQueryVariables>;
export const RangesInImageDocument = new TypedDocumentString(`
    query RangesInImage($model: String!, $version: String!, $layer: String!, $sample: ID!, $area: [AreaBox!], $first: Int!) {
  layer(model: $model, version: $version, name: $layer) {
    rangesInImage(sample: $sample, area: $area, first: $first) {
      areaShare
      missing
      ranges {
        iou
        share
        meanShare
        cluster {
          id
          clusterIndex
          run {
            clusters
          }
          unit {
            unitIndex
          }
          explanation {
            grade
            iou
            formula {
              ...FormulaChips
            }
          }
          sheetUrl
          samples {
            ...RangeImage
          }
        }
      }
    }
  }
}
    fragment RangeImage on ClusterSample {
  rank
  overlayUrl
  sample {
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}`, {"hash":"sha256:a8111b1f620364fb66044d4ca673058c4e47845bb6b4f160e76396bfd6317952"}) as unknown as TypedDocumentString<RangesInImageQuery, RangesInImageQueryVariables>;
export const LayerConceptsDocument = new TypedDocumentString(`
    query LayerConcepts($model: String!, $version: String!, $layer: String!) {
  layer(model: $model, version: $version, name: $layer) {
    run {
      probeDataset {
        concepts(first: 100, orderBy: {field: PIXEL_SHARE, direction: DESC}) {
          nodes {
            name
            category
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:91601da1a5908a5b7da2df14dde7e92df0a9bda674d565ae00f30c34db72d396"}) as unknown as TypedDocumentString<LayerConceptsQuery, LayerConceptsQueryVariables>;
export const ExplanationsDocument = new TypedDocumentString(`
    query Explanations($model: String!, $version: String!, $layer: String!, $first: Int, $last: Int, $after: String, $before: String, $where: ExplanationWhere, $orderBy: ExplanationOrder) {
  layer(model: $model, version: $version, name: $layer) {
    unitCount
    height
    width
    run {
      ...RunProvenance
      unitsDone
      status
      baselineRun {
        id
      }
    }
    explanations(
      first: $first
      last: $last
      after: $after
      before: $before
      where: $where
      orderBy: $orderBy
    ) {
      totalCount
      pageInfo {
        ...PageLinks
      }
      nodes {
        id
        clusterIndex
        iou
        chance
        lift
        timesShuffled
        grade
        length
        gap
        specialization
        ...Judgement
        metrics {
          ...MetricShares
        }
        unit {
          unitIndex
        }
        formula {
          ...FormulaChips
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment MetricShares on ExplanationMetrics {
  detectionAccuracy
  activationCoverage
  sampleCoverage
  shuffledSampleCoverage
  explanationCoverage
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}
fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}
fragment PageLinks on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"hash":"sha256:1e5a55c3f6b6a83e03d7a9bbfd934a9ec26b556c261e54d09887ccad4bdbec17"}) as unknown as TypedDocumentString<ExplanationsQuery, ExplanationsQueryVariables>;
export const HeatDocument = new TypedDocumentString(`
    query Heat($model: String!, $version: String!, $layer: String!, $from: Int!, $to: Int!) {
  layer(model: $model, version: $version, name: $layer) {
    units(first: 100, where: {unitIndex: {gte: $from, lt: $to}}) {
      nodes {
        unitIndex
        clusters {
          clusterIndex
          explanation {
            iou
            timesShuffled
            specialization
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:e9fdb16e9fd6a4ba281eb1f8e21190693a398c68b30ebd06c5ad39d136273d01"}) as unknown as TypedDocumentString<HeatQuery, HeatQueryVariables>;
export const LayerSizeDocument = new TypedDocumentString(`
    query LayerSize($model: String!, $version: String!, $layer: String!) {
  layer(model: $model, version: $version, name: $layer) {
    unitCount
    run {
      clusters
    }
  }
}
    `, {"hash":"sha256:7690fefbab5170774cb3dabe3d6f14f79fee73d8174a306cb91b499935bdb25b"}) as unknown as TypedDocumentString<LayerSizeQuery, LayerSizeQueryVariables>;
export const ModelsDocument = new TypedDocumentString(`
    query Models($after: String) {
  models(first: 20, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      layerNames
      baseline {
        label
        accuracy
      }
      trained: versions(last: 1, where: {isBaseline: false}) {
        nodes {
          label
        }
      }
      latestVersion {
        label
        accuracy
        source
        layers(first: 1) {
          nodes {
            unitCount
          }
        }
      }
      versions(last: 100) {
        totalCount
        nodes {
          label
          accuracy
        }
      }
    }
  }
}
    `, {"hash":"sha256:f61a4fc0be6d4bf8590dec69ecde288631f87d84483d52d6c5e8a27b2afbbd45"}) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
export const NeuronDocument = new TypedDocumentString(`
    query Neuron($model: String!, $version: String!, $layer: String!, $unitIndex: Int!) {
  unit(model: $model, version: $version, layer: $layer, unitIndex: $unitIndex) {
    unitIndex
    outcome
    problem
    min
    max
    mean
    zeroShare
    cells {
      total
      off
      offShare
      saturated
      saturatedShare
    }
    layer {
      unitCount
      height
      width
      run {
        ...RunProvenance
      }
    }
    histogram {
      lower
      upper
      counts
    }
    previous {
      unitIndex
    }
    next {
      unitIndex
    }
    clusters {
      ...RangeLane
    }
    history {
      layer {
        modelVersion {
          label
        }
      }
      clusters {
        clusterIndex
        explanation {
          iou
          chance
          timesShuffled
          specialization
          formula {
            ...FormulaChips
          }
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment FormulaTree on Formula {
  text
  concepts {
    negated
    concept {
      ...ConceptChip
      pixelShare
    }
  }
}
fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment LaneClass on Explanation {
  specialization
  formula {
    text
  }
  defaultFormula {
    ...FormulaChips
  }
}
fragment LaneEvidence on Cluster {
  support {
    samples
    mapCells
  }
  explanation {
    grade
    heldOutP
    shuffledIou
    timesShuffled
    kept
    metrics {
      explanationCoverage
    }
  }
}
fragment MetricShares on ExplanationMetrics {
  detectionAccuracy
  activationCoverage
  sampleCoverage
  shuffledSampleCoverage
  explanationCoverage
}
fragment LaneNumbers on Cluster {
  lower
  upper
  includesLower
  labelledShare
  bitmapPixels
  importance {
    changed
    samples
    share
    controlChanged
    difference {
      difference
      lower
      upper
    }
  }
  explanation {
    iou
    chance
    heldOutIou
    shuffledIou
    heldOutP
    heldOutQ
    replication {
      folds
      formula
      leadingPair
    }
    bound
    gap
    labelMasking
    labelMaskingSamples
    labelMaskingStrength
    labelMaskingFloor
    specificationsHeld
    specificationsTotal
    intersection
    union
    formulaPixels
    metrics {
      ...MetricShares
    }
    formula {
      text
    }
  }
}
fragment RangeLane on Cluster {
  id
  clusterIndex
  outcome
  share
  sheetUrl
  ...LaneNumbers
  ...LaneEvidence
  explanation {
    replication {
      folds
      terms
    }
    length
    ...LaneClass
    ...LaneJudgement
    formula {
      ...FormulaTree
    }
  }
  samples {
    ...EvidenceSample
  }
}
fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}
fragment LaneJudgement on Explanation {
  id
  ...Judgement
  ownVerdict {
    verdict
    carriedOver
    modelVersion {
      label
    }
  }
}
fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}`, {"hash":"sha256:d8a4fc5747ff5e1c0b0f618bddf2e78831baba31282bd6496b4d180772b18a65"}) as unknown as TypedDocumentString<NeuronQuery, NeuronQueryVariables>;
export const UnitRangesDocument = new TypedDocumentString(`
    query UnitRanges($model: String!, $version: String!, $layer: String!, $unitIndex: Int!) {
  unit(model: $model, version: $version, layer: $layer, unitIndex: $unitIndex) {
    clusters {
      id
      clusterIndex
      run {
        clusters
      }
      explanation {
        grade
        formula {
          ...FormulaChips
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}`, {"hash":"sha256:489f0f9b1fb8358340cc68fb2a89d84cde08d804689ba9980c1d12fda36f82a4"}) as unknown as TypedDocumentString<UnitRangesQuery, UnitRangesQueryVariables>;
export const RangeImagesPageDocument = new TypedDocumentString(`
    query RangeImagesPage($id: ID!, $which: RangeImages!, $skip: Int!, $first: Int!) {
  node(id: $id) {
    ... on Cluster {
      images(which: $which, skip: $skip, first: $first) {
        total
        missing
        images {
          bitmapPixels
          formulaPixels
          intersection
          stencilsUrl
          prediction {
            classIndex
            className
          }
          sample {
            sampleIndex
            key
            className
            imageUrl
            imageWidth
            imageHeight
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:32497afc34363cab6b78580f9244b010c38229d6e73a0a844fa00766e13552b3"}) as unknown as TypedDocumentString<RangeImagesPageQuery, RangeImagesPageQueryVariables>;
export const PaletteDocument = new TypedDocumentString(`
    query Palette($model: String!, $version: String!, $layer: String!, $concepts: ConceptWhere, $unitIndex: Int!) {
  layer(model: $model, version: $version, name: $layer) {
    unitCount
    units(first: 1, where: {unitIndex: {eq: $unitIndex}}) {
      nodes {
        unitIndex
      }
    }
    run {
      probeDataset {
        concepts(
          first: 8
          where: $concepts
          orderBy: {field: PIXEL_SHARE, direction: DESC}
        ) {
          nodes {
            ...ConceptChip
          }
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}`, {"hash":"sha256:9fb6a9a17833a181c908587225f47b23f66406fde933719fcbbe268af66ec9b0"}) as unknown as TypedDocumentString<PaletteQuery, PaletteQueryVariables>;
export const PaletteModelsDocument = new TypedDocumentString(`
    query PaletteModels {
  models(first: 100, orderBy: {field: NAME, direction: ASC}) {
    nodes {
      name
      layerNames
      latestVersion {
        label
      }
    }
  }
}
    `, {"hash":"sha256:b155fa67efbecdacec611f28eba6948686241525f39d59ab43a4b600ddd964e7"}) as unknown as TypedDocumentString<PaletteModelsQuery, PaletteModelsQueryVariables>;
export const PlaceDocument = new TypedDocumentString(`
    query Place($name: String!) {
  models(first: 100, orderBy: {field: NAME, direction: ASC}) {
    nodes {
      name
      latestVersion {
        label
      }
    }
  }
  model(name: $name) {
    name
    layerNames
    versions(last: 100) {
      nodes {
        label
        isBaseline
      }
    }
  }
}
    `, {"hash":"sha256:1790726e28bc95178524eeba9d747a95d5b16523737cc6fe2045ac85294a7599"}) as unknown as TypedDocumentString<PlaceQuery, PlaceQueryVariables>;
export const ReviewQueueDocument = new TypedDocumentString(`
    query ReviewQueue($where: ExplanationWhere, $order: ReviewOrder, $after: String) {
  reviewQueue(first: 1, where: $where, order: $order, after: $after) {
    totalCount
    edges {
      cursor
      node {
        importance
        importanceIsMeasured
        doubt
        explanation {
          ...ReviewItem
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaTree on Formula {
  text
  concepts {
    negated
    concept {
      ...ConceptChip
      pixelShare
    }
  }
}
fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment LayerPlace on Layer {
  name
  modelVersion {
    label
    model {
      name
      layerNames
    }
  }
}
fragment UnitPlace on Unit {
  unitIndex
  layer {
    ...LayerPlace
  }
}
fragment ReviewItem on Explanation {
  id
  clusterIndex
  iou
  grade
  run {
    clusters
  }
  unit {
    ...UnitPlace
  }
  formula {
    ...FormulaTree
  }
  cluster {
    share
    samples {
      ...EvidenceSample
    }
  }
}`, {"hash":"sha256:2e190ac68feb01ab8e8f091335065b424e5a87660d9a10a2567ec9118e2f1ff0"}) as unknown as TypedDocumentString<ReviewQueueQuery, ReviewQueueQueryVariables>;
export const JudgeDocument = new TypedDocumentString(`
    mutation Judge($input: JudgeInput!) {
  judge(input: $input) {
    __typename
    ... on JudgeSuccess {
      explanation {
        ...Judgement
      }
    }
    ... on Problem {
      message
    }
  }
}
    fragment Judgement on Explanation {
  judgement {
    outcome
    reviewers
    confirming
    partly
    rejecting
    unsure
    carriedOver
  }
}`, {"hash":"sha256:c12c155b2c9ffeb0a923411a4ba925d3ccdf31796583a432b3c40d9bbfbe56fd"}) as unknown as TypedDocumentString<JudgeMutation, JudgeMutationVariables>;
export const LayerReviewsDocument = new TypedDocumentString(`
    query LayerReviews($model: String!, $version: String!, $layer: String!) {
  layer(model: $model, version: $version, name: $layer) {
    reviewEstimate {
      explanations
      judged
      share
      lower
      upper
    }
    agreement {
      clusterIndex
      explanations
      judged
      judgedByTwo
      reviewers
      confirmed
      partlyConfirmed
      rejected
      disputed
      undecided
      cohen {
        ...AgreementMeasure
      }
      fleiss {
        ...AgreementMeasure
      }
      krippendorff {
        ...AgreementMeasure
      }
    }
  }
}
    fragment AgreementMeasure on AgreementMeasure {
  value
  lower
  upper
}`, {"hash":"sha256:a1e2eabc3782f7a3fc6b7011dfaee7eaffebaa3f554ae198b53721b765af43a1"}) as unknown as TypedDocumentString<LayerReviewsQuery, LayerReviewsQueryVariables>;
export const RunRequestsDocument = new TypedDocumentString(`
    query RunRequests {
  runRequests(first: 20) {
    nodes {
      id
      status
      error
      layerName
      clusters
      length
      search
      preprocessing {
        ...PreprocessingText
      }
      requestedBy
      createdAt
      run {
        id
      }
      modelVersion {
        label
        model {
          name
          layerNames
        }
      }
    }
  }
}
    fragment PreprocessingText on Preprocessing {
  width
  height
  channelOrder
  scale
  mean
  standardDeviation
  layout
  resize
}`, {"hash":"sha256:50699c6c18b0d34ea48583d19f7b6a9c18400b12dc470c9434430366575082b7"}) as unknown as TypedDocumentString<RunRequestsQuery, RunRequestsQueryVariables>;
export const RunChoicesDocument = new TypedDocumentString(`
    query RunChoices {
  models(first: 100, orderBy: {field: NAME, direction: ASC}) {
    nodes {
      name
      layerNames
      versions(last: 100) {
        nodes {
          id
          label
        }
      }
    }
  }
  probeDatasets(first: 100) {
    nodes {
      id
      name
      sampleCount
      conceptCount
    }
  }
}
    `, {"hash":"sha256:4e68e7109ade18ef18171a1c34e825e8f7e9a399c605bde38ec2c887242c3eb2"}) as unknown as TypedDocumentString<RunChoicesQuery, RunChoicesQueryVariables>;
export const StartRunDocument = new TypedDocumentString(`
    mutation StartRun($input: StartRunInput!) {
  startRun(input: $input) {
    __typename
    ... on StartRunSuccess {
      request {
        id
      }
    }
    ... on Problem {
      message
    }
  }
}
    `, {"hash":"sha256:38c8263178877486124b8c616bbb11f558ed9a1323384a7f14375c89d8fe7491"}) as unknown as TypedDocumentString<StartRunMutation, StartRunMutationVariables>;
export const CancelRunDocument = new TypedDocumentString(`
    mutation CancelRun($input: CancelRunInput!) {
  cancelRun(input: $input) {
    __typename
    ... on Problem {
      message
    }
  }
}
    `, {"hash":"sha256:ba23e3a98639885382165df79dd3052b242c6204dad3c87668fd79824b25d987"}) as unknown as TypedDocumentString<CancelRunMutation, CancelRunMutationVariables>;
export const RetryRunDocument = new TypedDocumentString(`
    mutation RetryRun($input: RetryRunInput!) {
  retryRun(input: $input) {
    __typename
    ... on Problem {
      message
    }
  }
}
    `, {"hash":"sha256:8880418a6752d1c450f27ed626a23fe44084608c57fd9f61669833dac1859f3e"}) as unknown as TypedDocumentString<RetryRunMutation, RetryRunMutationVariables>;
export const RunEventsDocument = new TypedDocumentString(`
    subscription RunEvents {
  runEvents {
    kind
    unitsDone
    unitsTotal
    message
    run {
      id
    }
    request {
      id
    }
  }
}
    `, {"hash":"sha256:2f86f59378df51ffec94189142e0d5b763e10a0f3daae8f63e6b263a5572b627"}) as unknown as TypedDocumentString<RunEventsSubscription, RunEventsSubscriptionVariables>;
export const RunsDocument = new TypedDocumentString(`
    query Runs($after: String) {
  runs(first: 50, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      status
      error
      configHash
      unitsTotal
      unitsDone
      clusters
      bounds
      upsampling
      zeroRule {
        ...ZeroRule
        zeroShare
      }
      length
      beam
      search
      grammar
      preprocessing {
        ...PreprocessingText
      }
      codeVersion
      machine
      threads
      peakRssBytes
      startedAt
      finishedAt
      timings {
        indexMs
        activationsMs
        rangesMs
        hitsMs
        searchMs
        samplesMs
        writeMs
        totalMs
      }
      baselineRun {
        id
        layer {
          modelVersion {
            label
          }
        }
      }
      defaultFormulas(first: 10) {
        rank
        unitCount
        rangeCount
        formula {
          ...FormulaChips
        }
      }
      probeDataset {
        name
        format
        sha256
        sampleCount
        maskHeight
        maskWidth
        conceptCount
        cellCount
        groupCount
        nearDuplicates
      }
      layer {
        name
        op
        unitCount
        height
        width
        modelVersion {
          label
          contentSha256
          source
          model {
            name
            layerNames
          }
        }
      }
    }
  }
}
    fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment PreprocessingText on Preprocessing {
  width
  height
  channelOrder
  scale
  mean
  standardDeviation
  layout
  resize
}
fragment ZeroRule on ZeroRule {
  kind
  offShare
  zerosOff
}`, {"hash":"sha256:be45c524bca974226d664b98368afabad7173f81c947dead2e5f0f60e43637c5"}) as unknown as TypedDocumentString<RunsQuery, RunsQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    role
    name
    canReview
    canRun
  }
}
    `, {"hash":"sha256:141b58590b9c3afe644a7c71b5b2ff44aa4ae1432a64d81b8b740b8e8c495ffe"}) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($name: String!, $layer: String!) {
  model(name: $name) {
    trend(layer: $layer) {
      layer
      clusterCount
      probeDataset {
        name
        sampleCount
        conceptCount
      }
      leftOut {
        modelVersion {
          label
        }
        run {
          id
          zeroRule {
            ...ZeroRule
          }
        }
      }
      change {
        n
        rose
        difference {
          value
          lower
          upper
        }
      }
      versions {
        unitCount
        layerUnitCount
        modelVersion {
          label
          accuracy
          isBaseline
          tags {
            name
          }
          notes(first: 1) {
            nodes {
              text
            }
          }
        }
        run {
          id
          startedAt
          finishedAt
          length
          excess {
            seeds
            missingSeeds
            rises
            rise {
              lowest
              highest
              n
              value
              lower
              upper
            }
            ranges {
              clusterIndex
              n
              isSpecialized
              share {
                baseline {
                  value
                  lower
                  upper
                }
                excess {
                  value
                  lower
                  upper
                }
              }
            }
          }
          zeroRule {
            ...ZeroRule
          }
        }
        points {
          clusterIndex
          n
          meanChance
          iou {
            mean
            meanLower
            meanUpper
            median
            lowerQuartile
            upperQuartile
          }
          timesShuffled {
            mean
          }
          length {
            mean
          }
          lengthShares {
            length
            n
          }
          specializationShares {
            specialization
            n
          }
          specializedShare {
            share
            lower
            upper
          }
        }
      }
    }
  }
}
    fragment ZeroRule on ZeroRule {
  kind
  offShare
  zerosOff
}`, {"hash":"sha256:6c674fc6b406dfac0ed639ab5f9a90b51facda6dfd08dfab2370b95318e9687a"}) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;
export const VersionHeadlineDocument = new TypedDocumentString(`
    query VersionHeadline($model: String!, $version: String!) {
  model(name: $model) {
    name
    taggedVersion(tag: "production") {
      label
    }
  }
  modelVersion(model: $model, label: $version) {
    label
    isBaseline
    light {
      color
      reason
    }
    gateRuns(first: 1) {
      nodes {
        outcome
        decidedAt
        checks {
          outcome
        }
      }
    }
    layers(first: 20) {
      nodes {
        name
        run {
          status
          points {
            clusterIndex
            grades {
              grade
              n
            }
          }
          excess {
            missingSeeds
            ranges {
              clusterIndex
              isSpecialized
            }
          }
        }
      }
    }
  }
  clear: explanations(
    first: 1
    where: {modelVersion: {label: {eq: $version}, model: {name: {eq: $model}}}, grade: {eq: CLEAR}}
  ) {
    totalCount
  }
}
    `, {"hash":"sha256:14556ad75ad0e8f8c5042256165e8ddaff2a431570f614db5387c934d8785840"}) as unknown as TypedDocumentString<VersionHeadlineQuery, VersionHeadlineQueryVariables>;
export const VersionDocument = new TypedDocumentString(`
    query Version($model: String!, $version: String!) {
  model(name: $model) {
    name
    layerNames
    taggedVersion(tag: "production") {
      label
    }
  }
  modelVersion(model: $model, label: $version) {
    label
    accuracy
    isBaseline
    contentSha256
    source
    trainingRun
    createdAt
    light {
      color
      reason
    }
    tags {
      name
      actor
      setAt
    }
    notes(first: 5) {
      nodes {
        text
        actor
        writtenAt
      }
    }
    errors {
      ...ErrorHeadline
    }
    collections {
      errorsNeeded
      pairs {
        verdict
        first
        firstKind
        second
        secondKind
      }
    }
    gateRuns(first: 5) {
      nodes {
        ...GateDecision
      }
    }
    layers(first: 20) {
      nodes {
        ...VersionLayer
      }
    }
  }
  clear: explanations(
    first: 12
    where: {modelVersion: {label: {eq: $version}, model: {name: {eq: $model}}}, grade: {eq: CLEAR}}
    orderBy: {field: TIMES_SHUFFLED, direction: DESC}
  ) {
    totalCount
    nodes {
      ...Claim
    }
  }
}
    fragment ErrorHeadline on ErrorAnalysis {
  className
  predictedName
  imageCount
  imagesWrong
  errorsNeeded
  createdAt
  slices {
    formula
    verdict
  }
  ranges {
    role
    mended
    controlMended
    wrongCount
    cluster {
      clusterIndex
      unit {
        unitIndex
        layer {
          name
        }
      }
      explanation {
        formula {
          text
        }
      }
    }
  }
}
fragment ConceptChip on Concept {
  name
  category
  grounding
  names {
    language
    name
  }
}
fragment FormulaChips on Formula {
  text
  concepts {
    concept {
      ...ConceptChip
    }
  }
}
fragment EvidenceSample on ClusterSample {
  rank
  bitmapPixels
  formulaPixels
  intersection
  stencilsUrl
  prediction {
    classIndex
    className
  }
  conceptMasks {
    maskUrl
    concept {
      name
    }
  }
  sample {
    sampleIndex
    key
    className
    imageUrl
    imageWidth
    imageHeight
  }
}
fragment PreprocessingText on Preprocessing {
  width
  height
  channelOrder
  scale
  mean
  standardDeviation
  layout
  resize
}
fragment RunProvenance on Run {
  id
  clusters
  length
  startedAt
  finishedAt
  probeDataset {
    name
    sampleCount
    groupCount
    nearDuplicates
  }
}
fragment Claim on Explanation {
  id
  clusterIndex
  iou
  heldOutP
  kept
  timesShuffled
  grade
  formula {
    text
    ...FormulaChips
  }
  metrics {
    explanationCoverage
  }
  cluster {
    support {
      samples
      mapCells
    }
    samples {
      ...EvidenceSample
    }
  }
  unit {
    unitIndex
    layer {
      name
    }
  }
}
fragment GateDecision on GateRun {
  outcome
  actor
  decidedAt
  rulesSha256
  baseline {
    label
  }
  checks {
    name
    subject
    bound
    layer
    clusterIndex
    outcome
    value
    lower
    upper
    required
    reason
  }
}
fragment VersionLayer on Layer {
  name
  unitCount
  reviewEstimate {
    explanations
    judged
    share
    lower
    upper
  }
  agreement {
    clusterIndex
    explanations
    judged
    confirmed
    rejected
    disputed
  }
  run {
    id
    status
    unitsDone
    configHash
    codeVersion
    ...RunProvenance
    preprocessing {
      ...PreprocessingText
    }
    points {
      clusterIndex
      n
      grades {
        grade
        n
      }
      timesShuffled {
        mean
        meanLower
        meanUpper
      }
    }
    excess {
      seeds
      missingSeeds
      ranges {
        clusterIndex
        isSpecialized
        share {
          baseline {
            value
            lower
            upper
          }
          excess {
            value
            lower
            upper
          }
        }
      }
    }
  }
}`, {"hash":"sha256:a114c24e75b0aeb8bbfb23d999c671800a9413f7b138667d85bd5d16c5bbf90b"}) as unknown as TypedDocumentString<VersionQuery, VersionQueryVariables>;