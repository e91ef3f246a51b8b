import type { ErrorAnalysisRow, ErrorSliceRow, ErrorSliceSampleRow } from '@strata/db';
import type { SliceVerdict as Verdict } from '@strata/domain';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { ErrorEdit } from './error-edit.ts';
import { ErrorRange } from './error-range.ts';
import { present } from './present.ts';
import { ModelVersion, ProbeDataset, Sample } from './refs.ts';

const SliceVerdict = builder.enumType('SliceVerdict', {
  description: 'What may be said of a formula that tells errors from successes.',
  values: {
    FOUND: { description: 'Errors go with it: at most 5 % of permuted errors have a formula as good.' },
    TOO_FEW_ERRORS: { description: 'Fewer than ten errors lie in it: too few to speak of it.' },
    BY_CHANCE: { description: 'Permuted errors have formulas as good: nothing is found.' },
  } satisfies Record<Verdict, unknown>,
});

const ErrorSliceSample = builder.objectRef<ErrorSliceSampleRow>('ErrorSliceSample').implement({
  description: 'An image of a slice.',
  fields: (t) => ({
    sample: t.expose('sample', { type: Sample, description: 'The image.' }),
    isWrong: t.exposeBoolean('isWrong', { description: 'Whether it is one of the errors in question.' }),
  }),
});

const ErrorSlice = builder.objectRef<ErrorSliceRow>('ErrorSlice').implement({
  description:
    'A formula over concepts present in an image, and how errors are spread over the images that it selects and the others. Images are those that no slice before it selects; where they belong together, groups of them.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Its place in the order found, from 1.' }),
    formula: t.exposeString('formula', {
      description: 'The formula; `"sky ≥ 30 %"` is a concept that covers at least so much of the image.',
    }),
    verdict: t.expose('verdict', { type: SliceVerdict, description: 'What may be said of it.' }),
    score: t.exposeFloat('score', {
      description: 'What was maximized: half the likelihood ratio, less the logarithm of the number of such formulas.',
    }),
    p: t.exposeFloat('p', {
      description: 'How often permuted errors, the search repeated, have a formula as good: (1 + those) / (1 + all).',
    }),
    selectedCount: t.exposeInt('selectedCount', { description: 'Images that it selects.' }),
    selectedWrong: t.exposeInt('selectedWrong', { description: 'Those of them that are errors.' }),
    unitCount: t.exposeInt('unitCount', { description: 'Images that it was searched in.' }),
    unitsWrong: t.exposeInt('unitsWrong', { description: 'Those of them that are errors.' }),
    samples: t.field({
      type: [ErrorSliceSample],
      description: 'Some of its images: up to six errors, then up to three successes.',
      complexity: LIST_COST,
      resolve: async ({ errorAnalysisId, position }, _, { rows }) => {
        const shown = await rows.samplesOfErrors.load(errorAnalysisId);
        return shown.filter((sample) => sample.position === position);
      },
    }),
  }),
});

export const ErrorAnalysis = builder.objectRef<ErrorAnalysisRow>('ErrorAnalysis').implement({
  description: 'What the errors of a checkpoint go with: the answer to one question, the newest there is.',
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The images’ dataset.',
      resolve: ({ probeDatasetId }, _, { rows }) => present(rows.probeDataset.load(probeDatasetId)),
    }),
    className: t.exposeString('className', {
      nullable: true,
      description: 'Only images of this class were asked about; null: all.',
    }),
    predictedName: t.exposeString('predictedName', {
      nullable: true,
      description: 'Only errors that take them for this class; null: all errors.',
    }),
    imageCount: t.exposeInt('imageCount', { description: 'Images asked about.' }),
    imagesWrong: t.exposeInt('imagesWrong', { description: 'Those of them that are errors.' }),
    isGrouped: t.exposeBoolean('isGrouped', { description: 'Whether images that belong together counted as one.' }),
    unitCount: t.exposeInt('unitCount', { description: 'What was counted: groups, or images.' }),
    unitsWrong: t.exposeInt('unitsWrong', { description: 'Those of them that are errors.' }),
    conceptCount: t.exposeInt('conceptCount', {
      description: 'Concepts searched, coarse shares among them: those that divide the images.',
    }),
    permutations: t.exposeInt('permutations', { description: 'Times that errors were permuted.' }),
    errorsNeeded: t.exposeInt('errorsNeeded', {
      nullable: true,
      description: 'Errors that are needed before anything is searched, where there were fewer; else null.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was found.' }),
    slices: t.field({
      type: [ErrorSlice],
      description: 'What was found, in that order; the last may be one that is no better than chance.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.errorSlices.load(id),
    }),
    ranges: t.field({
      type: [ErrorRange],
      description:
        'Ranges that fire on errors more than on successes of the same class, each taken out both ways; causes first, then those that mend most. None where they were not looked for.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.errorRanges.load(id),
    }),
    edits: t.field({
      type: [ErrorEdit],
      description:
        'What comes of replacing the pixels of concepts that errors go with; causes first, then those that change most. None where causes were not looked for, or nothing could be replaced.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.errorEdits.load(id),
    }),
  }),
});
