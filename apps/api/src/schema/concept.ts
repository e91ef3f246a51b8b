import { concepts } from '@strata/db';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { ConceptConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { Grounding } from './inputs/enums.ts';
import { ConceptOrder } from './inputs/order.ts';
import { ConceptWhere } from './inputs/refs.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { Concept, ConceptName, ProbeDataset } from './refs.ts';

ConceptName.implement({
  description: 'What a concept is called in a language.',
  fields: (t) => ({
    language: t.exposeString('language', { description: 'The language’s code, such as ja.' }),
    name: t.exposeString('name', { description: 'What it is called in it.' }),
  }),
});

builder.node(Concept, {
  description: 'Something people named in the probe images.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.concept.load(id))),
  fields: (t) => ({
    conceptIndex: t.exposeInt('conceptIndex', { description: 'The dataset’s own number for it.' }),
    name: t.exposeString('name', { description: 'Its name, which no other concept of the dataset has.' }),
    names: t.field({
      type: [ConceptName],
      // Most datasets say none, others one.
      complexity: { field: 0, multiplier: 1 },
      description: 'What it is called in other languages, by their codes; empty where the dataset does not say.',
      resolve: ({ names }) =>
        Object.keys(names)
          .sort()
          .map((language) => ({ language, name: names[language] as string })),
    }),
    synonyms: t.exposeStringList('synonyms', { description: 'What it is called, too, in any language.' }),
    grounding: t.expose('grounding', { type: Grounding, description: 'How its pixels are known.' }),
    category: t.exposeString('category', {
      description:
        'What kind of thing it is: scene, object, part, material, texture, color, or what the dataset calls it; position and size are computed, class is that of whole images.',
    }),
    pixelCount: t.exposeFloat('pixelCount', { description: 'Pixels over all samples that carry it.' }),
    pixelShare: t.exposeFloat('pixelShare', { description: 'The same as a share of all pixels, 0–1.' }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The dataset that names it.',
      resolve: ({ probeDatasetId }, _, { rows }) => present(rows.probeDataset.load(probeDatasetId)),
    }),
  }),
});

builder.queryFields((t) => ({
  concepts: t.field({
    type: ConceptConnection,
    description: 'Concepts of all probe datasets, by name unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: ConceptWhere, description: 'Only such concepts.' }),
      orderBy: t.arg({ type: ConceptOrder, description: 'Default: NAME ASC.' }),
    },
    resolve: (_, args, context) => connect(context, concepts, args),
  }),
}));
