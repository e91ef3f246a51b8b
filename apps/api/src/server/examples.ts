/** A query that the editor shows in a tab of its own. */
export interface Example {
  readonly query: string;
  /** As JSON; default none. */
  readonly variables?: string;
}

/** What the examples ask about: the bundled network, so that each has an answer on the demo. */
const MODEL = 'demo-cnn';
const LAYER = '/block4/relu/Relu_output_0';

/** Ways to ask, from the first look to what happens at this moment. They name the demo's network, versions and concepts. */
export const EXAMPLES: readonly Example[] = [
  {
    query: `# Which neurons respond to something, well beyond chance? Ctrl-Enter asks, Ctrl-Space offers what can be written.
# The book on the left explains every word. "Headers" below takes JSON: {"authorization": "Bearer strata_…"} with a
# key; a server that is open to its own machine needs none. The other tabs are more examples.

query WhatNeuronsRespondTo {
  explanations(
    first: 10
    # The strongest range, formulas of at least two concepts.
    where: { clusterIndex: { eq: 5 }, lift: { gt: 2 }, length: { gte: 2 } }
    orderBy: { field: IOU, direction: DESC }
  ) {
    totalCount
    nodes {
      unit { unitIndex layer { name modelVersion { label model { name } } } }
      formula { text }
      iou
      chance
      lift
    }
    # The next page: after: "<endCursor>"
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# Where is a concept known, outside NOT, in the strongest range, with an overlap of at least 0.04?

query WhoKnowsAConcept($concept: String!, $minIou: Float!) {
  explanations(
    first: 10
    where: {
      concept: { name: { eq: $concept }, negated: false }
      clusterIndex: { eq: 5 }
      iou: { gte: $minIou }
    }
  ) {
    totalCount
    nodes { iou formula { text } unit { unitIndex layer { name modelVersion { label } } } }
  }
}
`,
    variables: '{ "concept": "sky", "minIou": 0.04 }',
  },
  {
    query: `# Formulas by their structure: * stands for any one concept. "contains" finds parts, "equivalent" what says the same.

query FormulasOfAPattern {
  explanations(first: 10, where: { formula: { matches: "sky AND NOT *" } }) {
    totalCount
    nodes { formula { text length concepts { negated concept { name category } } } iou clusterIndex }
  }
}
`,
  },
  {
    query: `# How a layer's ranges change from version to version, with intervals at 95 %.

query Trend {
  model(name: "${MODEL}") {
    trend(layer: "${LAYER}") {
      versions {
        modelVersion { label accuracy }
        unitCount
        points {
          clusterIndex
          n
          iou { mean meanLower meanUpper median }
          lift { median }
          specializationShares { specialization n share lower upper }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# What has changed between two versions: counts on top, the largest changes range by range, concepts gained and lost.

query CompareVersions($a: String!, $b: String!) {
  compare(model: "${MODEL}", a: $a, b: $b) {
    summary { n same changed appeared disappeared meanDeltaIou }
    rows(first: 10, changedOnly: true) {
      nodes {
        unitIndex
        clusterIndex
        status
        deltaIou
        before { formula { text } iou }
        after { formula { text } iou }
      }
    }
    conceptsGained { concept { name } bestIou }
    conceptsLost { concept { name } bestIou }
  }
}
`,
    variables: '{ "a": "epoch 1", "b": "epoch 30" }',
  },
  {
    query: `# Which concepts a version knows, where and how well.

query ConceptsOfAVersion($version: String!) {
  conceptIndex(
    model: "${MODEL}"
    version: $version
    first: 10
    where: { positive: { gte: 1 } }
    orderBy: { field: BEST_IOU, direction: DESC }
  ) {
    nodes {
      concept { name category }
      positive
      negated
      bestIou
      bestExplanation { clusterIndex formula { text } unit { unitIndex } }
      ranges { clusterIndex positive bestIou }
    }
  }
}
`,
    variables: '{ "version": "epoch 30" }',
  },
  {
    query: `# What happens to runs, as it happens; after: "0" begins with the first event that is kept.

subscription RunEvents {
  runEvents(after: "0") {
    cursor
    at
    kind
    status
    unitsDone
    unitsTotal
    message
    run { layer { name modelVersion { label } } }
  }
}
`,
  },
];
