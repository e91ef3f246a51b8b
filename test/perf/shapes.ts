/* Every list with what it can be filtered and ordered by, as conditions that say something about a generated world. */

export type Where = Readonly<Record<string, unknown>>;

export interface ListShape {
  /** Its field of Query. */
  readonly field: string;
  /** Prefix of its `Where` and `Order` types. */
  readonly type: string;
  /** Values taken of each row. */
  readonly selection: string;
  readonly conditions: Readonly<Record<string, Where>>;
  /** The first is its default. */
  readonly orders: readonly string[];
}

/** Words of generated worlds: concepts are numbered by frequency. */
export const COMMONEST = 'scene 0';
export const MIDDLE = 'part 20';
export const RARE = 'object 283';

const positively = (name: string): Where => ({ concept: { name: { eq: name }, negated: false } });

const explanations: ListShape = {
  field: 'explanations',
  type: 'Explanation',
  selection: 'id iou lift length clusterIndex specialization formula { text } unit { unitIndex }',
  conditions: {
    model: { modelVersion: { model: { name: { eq: 'model 2' } } } },
    version: { modelVersion: { label: { eq: 'v3' } } },
    'version of a model': { modelVersion: { label: { eq: 'v3' }, model: { name: { eq: 'model 1' } } } },
    layer: { layer: { name: { eq: 'block2' } } },
    unit: { unit: { unitIndex: { eq: 77 } } },
    units: { unit: { unitIndex: { lt: 10 } } },
    outcome: { unit: { outcome: { eq: 'EXPLAINED' } } },
    range: { clusterIndex: { eq: 5 } },
    ranges: { clusterIndex: { gte: 4 } },
    iou: { iou: { gt: 0.2 } },
    'low iou': { iou: { lt: 0.02 } },
    lift: { lift: { gt: 3 } },
    chance: { chance: { lt: 0.02 } },
    length: { length: { eq: 1 } },
    specialization: { specialization: { eq: 'SPECIALIZED' } },
    unspecialized: { specialization: { in: ['UNSPECIALIZED', 'WEAKLY_SPECIALIZED'] } },
    grade: { grade: { eq: 'CLEAR' } },
    'no good grade': { grade: { in: ['UNCLEAR', 'NONE'] } },
    'times shuffled': { timesShuffled: { gt: 4 } },
    'commonest concept': positively(COMMONEST),
    'commonest under NOT': { concept: { name: { eq: COMMONEST }, negated: true } },
    'middling concept': positively(MIDDLE),
    'rare concept': positively(RARE),
    category: { concept: { category: { eq: 'color' }, negated: false } },
    'formula matches': { formula: { matches: `"${COMMONEST}" AND NOT *` } },
    'formula contains': { formula: { contains: `"${MIDDLE}" OR "object 1"` } },
    'formula equivalent': { formula: { equivalent: `"${COMMONEST}" OR "object 1"` } },
  },
  orders: ['IOU', 'LIFT', 'TIMES_SHUFFLED', 'CLUSTER_INDEX', 'UNIT_INDEX', 'LENGTH'],
};

const units: ListShape = {
  field: 'units',
  type: 'Unit',
  selection: 'id unitIndex outcome',
  conditions: {
    model: { layer: { modelVersion: { model: { name: { eq: 'model 2' } } } } },
    version: { layer: { modelVersion: { label: { eq: 'v3' } } } },
    layer: { layer: { name: { eq: 'block2' } } },
    unit: { unitIndex: { eq: 77 } },
    units: { unitIndex: { gte: 900 } },
    outcome: { outcome: { eq: 'EXPLAINED' } },
    'explained so well': { explanation: { iou: { gt: 0.35 } } },
    'knows the commonest concept in the highest range': {
      explanation: { clusterIndex: { eq: 5 }, ...positively(COMMONEST) },
    },
    'knows a rare concept': { explanation: positively(RARE) },
  },
  orders: ['UNIT_INDEX'],
};

const formulas: ListShape = {
  field: 'formulas',
  type: 'Formula',
  selection: 'id text length',
  conditions: {
    'commonest concept': positively(COMMONEST),
    'rare concept': positively(RARE),
    category: { concept: { category: { eq: 'color' } } },
    length: { length: { eq: 2 } },
    text: { text: { startsWith: '(scene' } },
    matches: { formula: { matches: `"${COMMONEST}" OR *` } },
    contains: { formula: { contains: `"${MIDDLE}"` } },
  },
  orders: ['TEXT', 'LENGTH'],
};

const layers: ListShape = {
  field: 'layers',
  type: 'Layer',
  selection: 'id name unitCount',
  conditions: {
    model: { modelVersion: { model: { name: { eq: 'model 2' } } } },
    version: { modelVersion: { label: { eq: 'v3' } } },
    accurate: { modelVersion: { accuracy: { gt: 0.7 } } },
    name: { name: { startsWith: 'block' } },
    op: { op: { eq: 'Relu' } },
  },
  orders: ['NAME', 'UNIT_COUNT'],
};

const versions: ListShape = {
  field: 'modelVersions',
  type: 'ModelVersion',
  selection: 'id label accuracy',
  conditions: {
    model: { model: { name: { eq: 'model 2' } } },
    label: { label: { startsWith: 'v' } },
    sequence: { sequence: { gt: 2 } },
    accuracy: { accuracy: { gte: 0.6 } },
    baseline: { isBaseline: false },
  },
  orders: ['SEQUENCE', 'LABEL', 'ACCURACY', 'CREATED_AT'],
};

const concepts: ListShape = {
  field: 'concepts',
  type: 'Concept',
  selection: 'id name category pixelShare',
  conditions: {
    name: { name: { startsWith: 'object' } },
    category: { category: { eq: 'object' } },
    share: { pixelShare: { lt: 0.1 } },
  },
  orders: ['NAME', 'PIXEL_SHARE', 'CONCEPT_INDEX'],
};

const runs: ListShape = {
  field: 'runs',
  type: 'Run',
  selection: 'id status startedAt',
  conditions: {
    status: { status: { eq: 'COMPLETED' } },
    layer: { layer: { name: { eq: 'block2' } } },
    version: { layer: { modelVersion: { label: { eq: 'v3' } } } },
  },
  orders: ['STARTED_AT', 'FINISHED_AT'],
};

export const LIST_SHAPES: readonly ListShape[] = [explanations, units, formulas, layers, versions, concepts, runs];

export interface Combination {
  readonly name: string;
  readonly where: Where;
}

/** Each condition alone, and each two of a list together. */
export function combinationsOf({ conditions }: ListShape): Combination[] {
  const entries = Object.entries(conditions);
  const pairs = entries.flatMap(([name, where], at) =>
    entries.slice(at + 1).map(([other, more]) => ({ name: `${name} + ${other}`, where: { and: [where, more] } })),
  );
  return [...entries.map(([name, where]) => ({ name, where })), ...pairs];
}

/** A page of a list: variables first, after, where and orderBy. */
export function listQuery({ field, type, selection }: ListShape): string {
  return `query($first: Int, $last: Int, $after: String, $where: ${type}Where, $orderBy: ${type}Order) {
    ${field}(first: $first, last: $last, after: $after, where: $where, orderBy: $orderBy) { nodes { ${selection} } pageInfo { endCursor hasNextPage } } }`;
}
