import type { Snapshot } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { ExportAsked } from './export-asked.ts';
import { writeFiftyone } from './fiftyone/write-fiftyone.ts';
import { TextFile } from './files/text-file.ts';
import type { ExportFormat } from './formats.ts';
import { writeLabelStudio } from './label-studio/write-label-studio.ts';
import type { LayerExport } from './layers/layer-export.ts';
import { readLayers } from './layers/read-layers.ts';
import { writeFileStore } from './mlflow/file-store.ts';
import { writeModelCard } from './model-card/write-model-card.ts';
import { writeNeuronpedia } from './neuronpedia/write-neuronpedia.ts';
import { writeOpenmetrics } from './openmetrics/write-openmetrics.ts';
import { LISTS, type ListsAsked } from './tables/lists.ts';
import { writeLists } from './tables/write-lists.ts';
import { writeTally } from './tally/write-tally.ts';
import { writeWandb } from './wandb/write-wandb.ts';

/** What a writer works on. */
export interface Writing {
  readonly snapshot: Snapshot;
  /** A file that is not there yet, or an empty folder. */
  readonly path: string;
  readonly of: ListsAsked;
  readonly asked: ExportAsked;
  readonly createdBy: string;
}

interface Writer {
  readonly isFolder: boolean;
  /** Writes it, and says in lines what it wrote. */
  readonly write: (writing: Writing) => Promise<string[]>;
}

const layersOf = ({ snapshot, of }: Writing) => readLayers(snapshot, of);

/** The writer of each format that is made of what is stored alone. */
export const WRITERS: Readonly<Record<ExportFormat, Writer>> = {
  parquet: { isFolder: true, write: writeTables },
  mlflow: {
    isFolder: true,
    write: async (writing) => {
      const runs = await writeFileStore(writing.path, layersOf(writing), writing.asked.range);
      return [`${runs} runs in mlruns. MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri mlruns shows them.`];
    },
  },
  wandb: {
    isFolder: true,
    write: async (writing) => {
      const names = await writeWandb(writing.path, layersOf(writing), writing.asked.range);
      return names.map((name) => `wandb sync ${name}`);
    },
  },
  neuronpedia: {
    isFolder: true,
    write: async (writing) => {
      const { range, creator } = writing.asked;
      return writeNeuronpedia(writing.path, layersOf(writing), { range, creator });
    },
  },
  'model-card': {
    isFolder: false,
    write: async (writing) => {
      const { range, url } = writing.asked;
      await expectOneVersion(writing);
      const card = (file: TextFile) => writeModelCard(file, layersOf(writing), { range, url });
      const left = await TextFile.write(writing.path, card);
      return left === 0 ? [] : [`${left} neurons with a lower IoU are left out: a card is read by people.`];
    },
  },
  openmetrics: {
    isFolder: false,
    write: async (writing) => {
      await TextFile.write(writing.path, (file) =>
        writeOpenmetrics(file, () => layersOf(writing), writing.asked.range),
      );
      return [];
    },
  },
  'label-studio': {
    isFolder: true,
    write: async ({ snapshot, path, of, asked: { range, imagesAt } }) => {
      const parts = { folder: path, layers: readLayers(snapshot, of) };
      return [`${expectShown(await writeLabelStudio(snapshot, parts, { range, imagesAt }))} tasks`];
    },
  },
  fiftyone: {
    isFolder: true,
    write: async ({ snapshot, path, of, asked: { range } }) => {
      const parts = { folder: path, layers: readLayers(snapshot, of) };
      return [`${expectShown(await writeFiftyone(snapshot, parts, range))} detections`];
    },
  },
  netdissect: { isFolder: false, write: writeOneTally },
};

async function writeTables({ snapshot, path, of, asked, createdBy }: Writing): Promise<string[]> {
  const names = new Set(asked.lists ?? LISTS.map(({ name }) => name));
  // Without an earlier version there is nothing to compare; asked for by name it would be a file without rows.
  if (of.baselineId === null || of.versionId === null) {
    if (asked.lists?.includes('comparison')) {
      throw new StrataError('BAD_CONFIG', 'The list of the comparison needs --version and --baseline.');
    }
    names.delete('comparison');
  }
  const lists = LISTS.filter(({ name }) => names.has(name));
  const rows = await writeLists(snapshot, path, { lists, asked: of, createdBy });
  return Object.entries(rows).map(([name, count]) => `${name}.parquet: ${count} rows`);
}

async function writeOneTally(writing: Writing): Promise<string[]> {
  const layers: LayerExport[] = [];
  for await (const layer of layersOf(writing)) layers.push(layer);
  const [layer] = layers;
  if (!layer || layers.length > 1) {
    const names = layers.map(({ run }) => `${run.version}, ${run.layer}`).slice(0, 5);
    const message = `Expected one layer of one version: a tally has room for no more. There are ${layers.length}: ${names.join('; ')}. Choose with --version and --layer.`;
    throw new StrataError('BAD_CONFIG', message);
  }
  const isDrawn = await TextFile.write(writing.path, (file) => writeTally(file, layer, writing.asked.range));
  return isDrawn ? [] : ['No neuron reaches an IoU of 0.04: NetDissect-Lite’s bar graph fails on such a file.'];
}

/** A card is of one version: numbers of several would stand under one name. */
async function expectOneVersion(writing: Writing): Promise<void> {
  const versions = new Set<string>();
  for await (const { run } of layersOf(writing)) versions.add(run.version);
  if (versions.size <= 1) return;
  const some = [...versions].slice(0, 5).join(', ');
  const message = `Expected one version: a card has room for no more. There are ${versions.size}: ${some}. Choose with --version.`;
  throw new StrataError('BAD_CONFIG', message);
}

function expectShown(count: number): number {
  if (count > 0) return count;
  const message =
    'Expected explained ranges with pictures of images; none is stored. Pictures are kept where the dataset has images.';
  throw new StrataError('BAD_CONFIG', message);
}
