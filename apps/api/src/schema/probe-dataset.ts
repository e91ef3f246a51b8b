import { conceptsOfProbe, probeDatasets, samplesOfProbe } from '@strata/db';
import { builder } from './builder.ts';
import { connect, connectTo } from './connect.ts';
import { ConceptConnection, ProbeDatasetConnection, SampleConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { ConceptOrder, ProbeDatasetOrder } from './inputs/order.ts';
import { ConceptWhere } from './inputs/refs.ts';
import { pageArgs } from './page-args.ts';
import { ProbeDataset, Sample } from './refs.ts';

builder.node(ProbeDataset, {
  description: 'The images with concept masks that neurons are tested on.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.probeDataset.load(id))),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    format: t.exposeString('format', { description: 'The layout of its files, such as coco-instances or broden.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its content, in hexadecimal.' }),
    sampleCount: t.exposeInt('sampleCount', { description: 'How many images it has.' }),
    maskHeight: t.exposeInt('maskHeight', { description: 'Rows of a concept mask.' }),
    maskWidth: t.exposeInt('maskWidth', { description: 'Columns of a concept mask.' }),
    conceptCount: t.exposeInt('conceptCount', { description: 'How many concepts it names.' }),
    cellCount: t.exposeInt('cellCount', {
      description: 'How many different sets of concepts its pixels carry (cells).',
    }),
    groupCount: t.exposeInt('groupCount', {
      nullable: true,
      description:
        'Groups of images that belong together, such as frames of a drive: one unit of evidence each. Null when none are named: each image is one of its own.',
    }),
    nearDuplicates: t.exposeInt('nearDuplicates', {
      nullable: true,
      description:
        'Images that look nearly like another one; if they belong together, held-out numbers are too good. Null where groups are named, or when it was not looked.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first stored.' }),
    concepts: t.field({
      type: ConceptConnection,
      description: 'Its concepts, by name unless another order is asked for.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: ConceptWhere, description: 'Only such concepts.' }),
        orderBy: t.arg({ type: ConceptOrder, description: 'Default: NAME ASC.' }),
      },
      resolve: ({ id }, args, context) => connectTo(context, conceptsOfProbe, { parent: id, args }),
    }),
    sample: t.field({
      type: Sample,
      nullable: true,
      description: 'The image of this number, if there is one.',
      args: { sampleIndex: t.arg.int({ required: true, description: 'Its number in the dataset, from 0.' }) },
      resolve: ({ id }, { sampleIndex }, { rows }) => rows.sampleByIndex.load({ probeDatasetId: id, sampleIndex }),
    }),
    samples: t.field({
      type: SampleConnection,
      description: 'Its images, by their number.',
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context) => connectTo(context, samplesOfProbe, { parent: id, args }),
    }),
  }),
});

builder.queryFields((t) => ({
  probeDatasets: t.field({
    type: ProbeDatasetConnection,
    description: 'Probe datasets, by name unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      orderBy: t.arg({ type: ProbeDatasetOrder, description: 'Default: NAME ASC.' }),
    },
    resolve: (_, args, context) => connect(context, probeDatasets, args),
  }),
}));
