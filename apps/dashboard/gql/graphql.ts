/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which uses of a concept in a formula; all conditions must hold for one and the same use. */
export type ConceptUseWhere = {
  /** The concept’s category. */
  category?: StringFilter | null | undefined;
  /** The concept’s name. */
  name?: StringFilter | null | undefined;
  /** Whether it stands under NOT. */
  negated?: boolean | null | undefined;
};

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
  /** By how many times better than chance they are (lift). */
  | 'LIFT'
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
  /** What training has made of it, where the model has an untrained baseline. */
  specialization?: SpecializationFilter | null | undefined;
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

/** Conditions on a formula’s structure, in the formula language: concepts joined by AND, OR and NOT, in quotes where they hold spaces; NOT binds tighter than AND, AND tighter than OR. Texts are never compared. Conditions side by side must all hold; one left out or null does not filter. */
export type FormulaMatch = {
  /** Stands in the formula: as one of its literals, or as a part of one chain of the same operator, with what is inside the chain the same. `water AND NOT sky` stands in `(water AND tree) AND NOT sky`, `water OR river` in `(water OR river) AND NOT sky`; `water` does not stand in `NOT water`. `*` stands for any one concept. */
  contains?: string | null | undefined;
  /** Says the same, whatever its structure: holds on exactly the same sets of concepts, as `NOT (sky OR water)` and `NOT sky AND NOT water` do. Decided exactly for formulas of up to ten different concepts; longer ones are found by nothing. Takes no `*`. */
  equivalent?: string | null | undefined;
  /** Has exactly this structure, in whatever order a chain of one operator is written: `water AND NOT sky` is also found as `NOT sky AND water`, but not as `(water AND tree) AND NOT sky`. `*` stands for any one concept: `water AND NOT *`. */
  matches?: string | null | undefined;
};

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
  /** Whether it is the same network with random weights (untrained baseline). */
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

/** How far a run has come. */
export type RunStatus =
  /** All neurons asked for are explained. */
  | 'COMPLETED'
  /** It ended with an error; starting it again goes on where it was. */
  | 'FAILED'
  /** Someone stopped it; starting it again goes on where it was. */
  | 'INTERRUPTED'
  /** Neurons are being explained. */
  | 'RUNNING';

/** What training has made of a neuron’s range: how its formula compares with the default formulas, those most frequent in the same layer before training. */
export type Specialization =
  /** Its formula is unlike all default formulas: training made it. */
  | 'SPECIALIZED'
  /** Its formula is a default formula: what an untrained network shows as well. */
  | 'UNSPECIALIZED'
  /** Its formula is another, but begins with the same pair of concepts as a default formula. */
  | 'WEAKLY_SPECIALIZED';

/** Conditions on what training has made of a neuron’s range. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
export type SpecializationFilter = {
  /** This class. */
  eq?: Specialization | null | undefined;
  /** One of these. */
  in?: Array<Specialization> | null | undefined;
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

/** Conditions on what came of a neuron. Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none. */
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
  /** What came of it in the shown run. */
  outcome?: UnitOutcomeFilter | null | undefined;
  /** The neuron’s number in its layer, from 0. */
  unitIndex?: IntFilter | null | undefined;
};

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


export type ExplanationsQuery = { layer: { unitCount: number, height: number, width: number, run: { id: string, clusters: number, startedAt: string, finishedAt: string | null, status: RunStatus, length: number, baselineRun: { id: string } | null, probeDataset: { name: string, sampleCount: number } } | null, explanations: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, clusterIndex: number, iou: number, chance: number, lift: number | null, specialization: Specialization | null, unit: { unitIndex: number }, formula: { text: string, concepts: Array<{ concept: { name: string, category: string } }> } }> } } | null };

export type CoresQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  from: number;
  to: number;
}>;


export type CoresQuery = { layer: { units: { nodes: Array<{ unitIndex: number, clusters: Array<{ clusterIndex: number, explanation: { iou: number, lift: number | null, formula: { text: string } } | null }> }> } } | null };

export type ModelsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ModelsQuery = { models: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, layerNames: Array<string>, baseline: { label: string, accuracy: number | null } | null, latestVersion: { label: string, accuracy: number | null, source: ModelSource, layers: { nodes: Array<{ unitCount: number }> } } | null, versions: { totalCount: number, nodes: Array<{ label: string, accuracy: number | null }> } }> } };

export type NeuronQueryVariables = Exact<{
  model: string;
  version: string;
  layer: string;
  unitIndex: number;
}>;


export type NeuronQuery = { unit: { unitIndex: number, outcome: UnitOutcome | null, problem: string | null, min: number | null, max: number | null, mean: number | null, zeroShare: number | null, layer: { unitCount: number, height: number, width: number, run: { id: string, startedAt: string, finishedAt: string | null, length: number, clusters: number, probeDataset: { name: string, sampleCount: number } } | null }, histogram: { lower: number, upper: number, counts: Array<number> } | null, previous: { unitIndex: number } | null, next: { unitIndex: number } | null, clusters: Array<{ id: string, clusterIndex: number, lower: number | null, upper: number | null, bitmapPixels: number, share: number, explanation: { iou: number, chance: number, lift: number | null, length: number, bound: number | null, gap: number | null, specialization: Specialization | null, intersection: number, union: number, formulaPixels: number, defaultFormula: { text: string, concepts: Array<{ concept: { name: string, category: string } }> } | null, metrics: { detectionAccuracy: number, activationCoverage: number, sampleCoverage: number | null, explanationCoverage: number | null }, formula: { text: string, concepts: Array<{ negated: boolean, concept: { name: string, category: string, pixelShare: number } }> } } | null, samples: Array<{ rank: number, bitmapPixels: number, formulaPixels: number, intersection: number, maskUrl: string, sample: { key: string, className: string | null, imageUrl: string | null } }> }>, history: Array<{ layer: { modelVersion: { label: string } }, clusters: Array<{ clusterIndex: number, explanation: { iou: number, chance: number, lift: number | null, specialization: Specialization | null, formula: { text: string, concepts: Array<{ concept: { name: string, category: string } }> } } | null }> }> } | null };

export type RunsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RunsQuery = { runs: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: RunStatus, error: string | null, configHash: string, unitsTotal: number, unitsDone: number, clusters: number, bounds: string, length: number, beam: number, search: string, grammar: string, codeVersion: string, machine: string, threads: number, peakRssBytes: number | null, startedAt: string, finishedAt: string | null, timings: { indexMs: number | null, activationsMs: number | null, rangesMs: number | null, hitsMs: number | null, searchMs: number | null, samplesMs: number | null, writeMs: number | null, totalMs: number | null }, baselineRun: { id: string, layer: { modelVersion: { label: string } } } | null, defaultFormulas: Array<{ rank: number, unitCount: number, rangeCount: number, formula: { text: string, concepts: Array<{ concept: { name: string, category: string } }> } }>, probeDataset: { name: string, format: string, sha256: string, sampleCount: number, maskHeight: number, maskWidth: number, conceptCount: number, cellCount: number }, layer: { name: string, op: string | null, unitCount: number, height: number, width: number, modelVersion: { label: string, contentSha256: string, source: ModelSource, model: { name: string, layerNames: Array<string> } } } }> } };

export type PlaceQueryVariables = Exact<{
  name: string;
}>;


export type PlaceQuery = { models: { nodes: Array<{ name: string, latestVersion: { label: string } | null }> }, model: { name: string, layerNames: Array<string>, versions: { nodes: Array<{ label: string, isBaseline: boolean }> } } | null };

export type TrendQueryVariables = Exact<{
  name: string;
  layer: string;
}>;


export type TrendQuery = { model: { trend: { layer: string, clusterCount: number, probeDataset: { name: string, sampleCount: number, conceptCount: number }, versions: Array<{ unitCount: number, modelVersion: { label: string, accuracy: number | null, isBaseline: boolean }, run: { id: string, startedAt: string, finishedAt: string | null, length: number }, points: Array<{ clusterIndex: number, n: number, meanChance: number, iou: { median: number, lowerQuartile: number, upperQuartile: number }, lift: { median: number } | null, length: { mean: number }, lengthShares: Array<{ length: number, n: number }>, specializationShares: Array<{ specialization: Specialization, n: number }> | null, specializedShare: { share: number, lower: number, upper: number } | null }> }> } | null } | null };

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
      id
      clusters
      startedAt
      finishedAt
      status
      length
      baselineRun {
        id
      }
      probeDataset {
        name
        sampleCount
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
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      nodes {
        id
        clusterIndex
        iou
        chance
        lift
        specialization
        unit {
          unitIndex
        }
        formula {
          text
          concepts {
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
    `, {"hash":"sha256:6dcf50818ae590bcb79efc19be3c43ef5b7e7b463cdbce05a1038c4c954be785"}) as unknown as TypedDocumentString<ExplanationsQuery, ExplanationsQueryVariables>;
export const CoresDocument = new TypedDocumentString(`
    query Cores($model: String!, $version: String!, $layer: String!, $from: Int!, $to: Int!) {
  layer(model: $model, version: $version, name: $layer) {
    units(first: 100, where: {unitIndex: {gte: $from, lt: $to}}) {
      nodes {
        unitIndex
        clusters {
          clusterIndex
          explanation {
            iou
            lift
            formula {
              text
            }
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:6fa36071505765822585f16aac1a0f43782cecc6ada2287107b104ad72b84631"}) as unknown as TypedDocumentString<CoresQuery, CoresQueryVariables>;
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
    `, {"hash":"sha256:aceca3c01cb120cbeb0cb1a055cec9b027062ad952c4023fc5cfcdad7a689517"}) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
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
    layer {
      unitCount
      height
      width
      run {
        id
        startedAt
        finishedAt
        length
        clusters
        probeDataset {
          name
          sampleCount
        }
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
      id
      clusterIndex
      lower
      upper
      bitmapPixels
      share
      explanation {
        iou
        chance
        lift
        length
        bound
        gap
        specialization
        defaultFormula {
          text
          concepts {
            concept {
              name
              category
            }
          }
        }
        metrics {
          detectionAccuracy
          activationCoverage
          sampleCoverage
          explanationCoverage
        }
        intersection
        union
        formulaPixels
        formula {
          text
          concepts {
            negated
            concept {
              name
              category
              pixelShare
            }
          }
        }
      }
      samples {
        rank
        bitmapPixels
        formulaPixels
        intersection
        maskUrl
        sample {
          key
          className
          imageUrl
        }
      }
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
          lift
          specialization
          formula {
            text
            concepts {
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
}
    `, {"hash":"sha256:762574d28f2886a535fe7b648ad89c263259e9f9db081707574383a3d5adeb39"}) as unknown as TypedDocumentString<NeuronQuery, NeuronQueryVariables>;
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
      length
      beam
      search
      grammar
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
          text
          concepts {
            concept {
              name
              category
            }
          }
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
    `, {"hash":"sha256:37c6b577d131740fa5fae4caf467a4b7e12b68018aed2d86689b13b70a593087"}) as unknown as TypedDocumentString<RunsQuery, RunsQueryVariables>;
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
      versions {
        unitCount
        modelVersion {
          label
          accuracy
          isBaseline
        }
        run {
          id
          startedAt
          finishedAt
          length
        }
        points {
          clusterIndex
          n
          meanChance
          iou {
            median
            lowerQuartile
            upperQuartile
          }
          lift {
            median
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
    `, {"hash":"sha256:84c3ca1b1b1875089210355aa5fabcbabc31ad984080c42f23104ff925dd7924"}) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;