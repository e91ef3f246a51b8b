import {
  createRunRequest,
  type FedLayer,
  type FeedRow,
  feedRow,
  findSameRequest,
  knownFeed,
  type NewRunRequest,
  preprocessingOf,
} from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { rowIdOf } from '../global-ids.ts';
import { configurationProblem, defaultSearch, LIMITS, OFF_SHARE, OPTIMAL_LENGTH_DEFAULT } from './configuration.ts';
import { AlreadyRequested, InvalidConfiguration, UnknownObject } from './problems.ts';
import { byTypeName, type RequestResult, successOf } from './request-success.ts';

export const Bounds = builder.enumType('Bounds', {
  description: 'How clusters of activations become ranges.',
  values: {
    CONTIGUOUS: { value: 'contiguous', description: 'Ranges meet, and no value is left out.' },
    OBSERVED: {
      value: 'observed',
      description: 'The paper’s rule: from the least to the greatest value of a cluster.',
    },
    EQUAL_MASS: {
      value: 'equal-mass',
      description: 'No clusters: each range holds as many values as the others, for comparisons.',
    },
  } as const,
});

export const Upsampling = builder.enumType('Upsampling', {
  description: 'How a pixel of a mask gets its value from a neuron’s map, which is smaller.',
  values: {
    BILINEAR: { value: 'bilinear', description: 'Between the four map cells around it.' },
    NEAREST: { value: 'nearest', description: 'That of the map cell it lies in.' },
  } as const,
});

export const SearchStrategy = builder.enumType('SearchStrategy', {
  description: 'How formulas are searched.',
  values: {
    BEAM: { value: 'beam', description: 'The paper’s beam search.' },
    OPTIMAL: { value: 'optimal', description: 'The best formula of up to four concepts, proved.' },
    MMESH: {
      value: 'mmesh',
      description: 'The beam’s formula, by the paper’s estimates from sizes, hits and coordinates.',
    },
    CFH: { value: 'cfh', description: 'The same, by estimates without coordinates.' },
    AREAS: { value: 'areas', description: 'The same, by estimates from sizes alone.' },
    NONE: { value: 'none', description: 'The same, without estimates.' },
  } as const,
});

export const Grammar = builder.enumType('Grammar', {
  description: 'Which formulas are allowed.',
  values: {
    PAPER: { value: 'paper', description: 'Concepts joined by OR, AND and AND NOT.' },
    FULL: { value: 'full', description: 'Also OR NOT, and a NOT in front.' },
  } as const,
});

const StartRunInput = builder.inputType('StartRunInput', {
  description:
    'A run to start: a model version and a dataset that were explained before, with its own configuration or layer.',
  fields: (t) => ({
    modelVersion: t.id({ required: true, description: 'The checkpoint to be explained.' }),
    layer: t.string({
      required: true,
      description:
        'The layer to be explained: of an ONNX model a module’s path or a tensor that "strata layers" lists.',
    }),
    probeDataset: t.id({ required: true, description: 'The images to explain it on.' }),
    preprocessingOfRun: t.id({
      description:
        'A run of this checkpoint: images become the network’s input as in that one. Default: as in the newest run of the layer, else of the checkpoint.',
    }),
    clusters: t.int({
      required: true,
      defaultValue: 5,
      description: `Ranges a neuron, ${LIMITS.clusters}; 1 = the top 0.5 %.`,
    }),
    bounds: t.field({
      type: Bounds,
      required: true,
      defaultValue: 'contiguous',
      description: 'How ranges are bounded.',
    }),
    upsampling: t.field({
      type: Upsampling,
      required: true,
      defaultValue: 'bilinear',
      description: 'How a pixel of a mask gets its value from a neuron’s map.',
    }),
    offShare: t.float({
      defaultValue: OFF_SHARE,
      description:
        'Zeros stand on their own, as range 0 (off), where at least this share of the layer’s values are exactly 0: above 0 and up to 1; null = never.',
    }),
    length: t.int({ required: true, defaultValue: 3, description: `Concepts a formula, at most; ${LIMITS.length}.` }),
    beam: t.int({ required: true, defaultValue: 5, description: `Formulas kept from step to step, ${LIMITS.beam}.` }),
    search: t.field({
      type: SearchStrategy,
      description: `How to search. Default OPTIMAL up to length ${OPTIMAL_LENGTH_DEFAULT}, BEAM beyond.`,
    }),
    grammar: t.field({
      type: Grammar,
      required: true,
      defaultValue: 'paper',
      description: 'Which formulas are allowed.',
    }),
    searchBudgetMs: t.int({
      description: 'With OPTIMAL: milliseconds per range; after that, the best formula so far is taken.',
    }),
    categories: t.stringList({ description: 'Search only concepts of these categories, at most 20.' }),
    nullSearches: t.int({
      description: `How often the search is repeated over shuffled images, ${LIMITS.nullSearches}; a p-value needs 19. Default: as many as on the command line.`,
    }),
    minConceptShare: t.float({
      required: true,
      defaultValue: 0,
      description: 'Search only concepts that cover this share of all pixels, 0–1.',
    }),
  }),
});

const Success = successOf('StartRunSuccess', 'The run was asked for; the next free worker takes it.');
const Result = builder.unionType('StartRunResult', {
  description: 'What came of startRun.',
  types: [Success.ref, UnknownObject.ref, InvalidConfiguration.ref, AlreadyRequested.ref],
  resolveType: byTypeName,
});

builder.mutationFields((t) => ({
  startRun: t.field({
    type: Result,
    description: 'Asks the workers for a run. For administrators.',
    args: { input: t.arg({ type: StartRunInput, required: true, description: 'What to explain, and how.' }) },
    resolve: (_, { input }, context) => startRun(input, context),
  }),
}));

async function startRun(input: typeof StartRunInput.$inferInput, context: ApiContext): Promise<RequestResult> {
  const { rows, writer, caller } = context;
  const {
    modelVersion,
    probeDataset,
    layer,
    preprocessingOfRun,
    categories,
    search,
    searchBudgetMs = null,
    nullSearches = null,
    offShare = null,
    ...rest
  } = input;
  const version = await rows.modelVersion.load(rowIdOf('ModelVersion', String(modelVersion)));
  if (!version) return UnknownObject.of('Expected the id of a model version; there is none of this id.');
  const dataset = await rows.probeDataset.load(rowIdOf('ProbeDataset', String(probeDataset)));
  if (!dataset) return UnknownObject.of('Expected the id of a probe dataset; there is none of this id.');
  const known = await rows.layerByName.load({ modelVersionId: version.id, name: layer });
  if (version.source === 'ACTIVATIONS' && !known)
    return UnknownObject.of(`This version was handed in as activations of its own layers; "${layer}" is none of them.`);
  const fed = { modelVersionId: version.id, layerName: layer };
  const feed = preprocessingOfRun
    ? await feedOfRun(String(preprocessingOfRun), fed, context)
    : await knownFeed(writer, fed);
  if (!feed) return UnknownObject.of('Expected the id of a run of this model version; there is none of this id.');
  const asked: NewRunRequest = {
    ...rest,
    ...feed,
    offShare,
    nullSearches,
    search: search ?? defaultSearch(rest.length),
    modelVersionId: version.id,
    layerName: layer,
    probeDatasetId: dataset.id,
    searchBudgetMs,
    categories: categories ? [...new Set(categories)].sort() : null,
    requestedBy: caller.name,
  };
  const problem = configurationProblem(asked);
  if (problem !== null) return InvalidConfiguration.of(problem);
  const same = await findSameRequest(writer, asked);
  if (same)
    return AlreadyRequested.of(
      `${same.requestedBy} asked for the same run at ${same.createdAt}; it is ${same.status}.`,
    );
  return Success.of(await createRunRequest(writer, asked));
}

/** How a run was fed; what was said of its layer's dimensions is taken over for the same layer only. */
async function feedOfRun(id: string, fed: FedLayer, { rows }: ApiContext): Promise<FeedRow | null> {
  const run = await rows.run.load(rowIdOf('Run', id));
  const layer = run && (await rows.layer.load(run.layerId));
  if (!run || layer?.modelVersionId !== fed.modelVersionId) return null;
  const layoutRequest = layer.name === fed.layerName ? run.layoutRequest : null;
  return feedRow({ preprocessing: preprocessingOf(run), layoutRequest });
}
